"""What became of a project or codebook of another program: what is new, what was there, and what was left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from coder.i18n import _, ngettext

KINDS = ("sources", "codes", "coders", "cases", "codings", "notes", "sets", "entries", "variables", "records")
"""What is counted, in the order in which it is told."""


@dataclass
class ExchangeResult:
    """What an import did or, as a preview, would do. All lines are translated."""

    file: str
    added: Counter[str] = field(default_factory=Counter)
    """How many of each of ``KINDS`` are new."""
    equal: Counter[str] = field(default_factory=Counter)
    """How many were there already."""
    alike: list[str] = field(default_factory=list)
    """What was taken for the same though its identity differs."""
    conflicts: list[str] = field(default_factory=list)
    """What the file and the project say differently; the project's stays."""
    losses: list[str] = field(default_factory=list)
    """What is not taken over."""
    remarks: list[str] = field(default_factory=list)
    """What is worth a look."""
    empty: bool = False
    """Whether the project held nothing before."""

    @property
    def changes(self) -> bool:
        return any(self.added.values())

    def lines(self) -> list[str]:
        """Everything, a line each, the counts first."""
        counts = [
            _("{file}: new: {new}.").format(file=self.file, new=in_words(self.added)),
            _("{file}: already there: {there}.").format(file=self.file, there=in_words(self.equal)),
        ]
        told: list[tuple[str, Iterable[str]]] = [
            (_("Taken for the same: {line}"), self.alike),
            (_("Differs, and the project's stays: {line}"), self.conflicts),
            (_("Left out: {line}"), self.losses),
            (_("Worth a look: {line}"), self.remarks),
        ]
        return counts + [pattern.format(line=line) for pattern, lines in told for line in lines]


def in_words(counts: Counter[str]) -> str:
    """How many of each, in words; "nothing" for none."""
    words = {
        "sources": lambda n: ngettext("{number} source", "{number} sources", n),
        "codes": lambda n: ngettext("{number} code", "{number} codes", n),
        "coders": lambda n: ngettext("{number} coder", "{number} coders", n),
        "cases": lambda n: ngettext("{number} case", "{number} cases", n),
        "codings": lambda n: ngettext("{number} coding", "{number} codings", n),
        "notes": lambda n: ngettext("{number} note", "{number} notes", n),
        "sets": lambda n: ngettext("{number} set", "{number} sets", n),
        "entries": lambda n: ngettext("{number} entry of a register", "{number} entries of registers", n),
        "variables": lambda n: ngettext("{number} value of a variable", "{number} values of variables", n),
        "records": lambda n: ngettext("{number} other record", "{number} other records", n),
    }
    told = [words[kind](counts[kind]).format(number=counts[kind]) for kind in KINDS if counts[kind]]
    return ", ".join(told) or _("nothing")
