"""The codes on the keys 1 to 9: a code keeps its key until nine others have been used since."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

KEY = "recent codes"
SLOTS = 9


@dataclass(frozen=True)
class RecentCodes:
    """The last nine codes (keys): where each lies, and in which order they were used."""

    slots: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    """Latest first."""

    def with_use(self, code: str) -> "RecentCodes":
        """After a code has been applied. A new one takes a free key, else that of the one unused for longest."""
        used = (code, *(other for other in self.used if other != code))[:SLOTS]
        if code in self.slots:
            return replace(self, used=used)
        if len(self.slots) < SLOTS:
            return RecentCodes((*self.slots, code), used)
        oldest = next(other for other in self.slots if other not in used)
        return RecentCodes(tuple(code if other == oldest else other for other in self.slots), used)

    def at(self, digit: int) -> str | None:
        """The code on a key from 1 to 9."""
        return self.slots[digit - 1] if 1 <= digit <= len(self.slots) else None

    def digit_of(self, code: str) -> str:
        """The key a code lies on, "" if on none."""
        return str(self.slots.index(code) + 1) if code in self.slots else ""

    def as_dict(self) -> dict[str, Any]:
        return {"slots": list(self.slots), "used": list(self.used)}

    @classmethod
    def from_dict(cls, kept: dict[str, Any], known: Collection[str]) -> "RecentCodes":
        """What was kept, without the codes that are gone."""
        slots = tuple(code for code in kept.get("slots", ()) if code in known)
        used = tuple(code for code in kept.get("used", ()) if code in slots)
        return cls(slots[:SLOTS], used + tuple(code for code in slots if code not in used))
