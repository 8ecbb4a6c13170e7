"""Codings of a file: each once, by the coder who made it, on the words that it was made on."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sqlmodel import select

from coder.history.step import now
from coder.i18n import _, ngettext
from coder.identity import derived, fresh, normal_quote_id, quote_ids
from coder.model import Code, Coding, CodingAbout, RegisterEntry, Row
from coder.project.base import entries_by_key
from coder.project.exchange.taking import Placed, Taking, Target
from coder.readers.refi.described import About, Described, about_in, taken_apart
from coder.readers.refi.model import RefiCoding, RefiSelection, RefiText
from coder.spans import Span, folded
from coder.terms import ABOUT_REGISTERS, MODES, VOICES


class CodingsOfFile:
    """Takes over codings, source by source; ``write`` puts them into the project."""

    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        session = taking.step.session
        columns = (Coding.source_text_id, Coding.start, Coding.end, Coding.code_id, Coding.coded_by, Coding.id)
        self._there = {tuple(row[:5]): row[5] for row in session.exec(select(*columns)).all()}  # type: ignore[call-overload]
        self._before = set(self._there.values())
        self._taken = set(self._before)
        self._quotes = set(session.exec(select(Coding.quote_id)).all())
        self._entries = entries_by_key(session, ABOUT_REGISTERS)
        self._keys = {folded(key) for key in session.exec(select(RegisterEntry.key)).all()}
        self._keys |= {folded(key) for key in session.exec(select(Code.key)).all()}
        self._unknown: Counter[str] = Counter()
        # Values rather than objects, of which a million would take longer to make than to write.
        self._rows: dict[type[Row], list[dict[str, Any]]] = {Coding: [], CodingAbout: []}
        self._seen: set[str] = set()

    def take(self, text: RefiText, placed: Placed) -> None:
        """The codings of a source, on passages and on the whole of it."""
        lost = 0
        for selection in text.selections:
            span = placed.span(selection.start, selection.end)
            if span is not None and selection.guid:
                self.taking.targets.setdefault(
                    selection.guid, Target("passage", placed.source_text_id, span.start, span.end)
                )
            if span is None:
                lost += max(1, len(selection.codings)) if selection.codings or selection.notes else 0
                continue
            said = taken_apart(selection.description)
            for coding in selection.codings:
                self._coding(placed, span, coding, selection, said)
        for coding in text.codings:
            self._coding(placed, Span(0, placed.length), coding, None, Described(""))
        if lost:
            message = ngettext(
                "{source}: {number} coding or note whose passage is not in the text.",
                "{source}: {number} codings or notes whose passages are not in the text.",
                lost,
            )
            self.taking.result.losses.append(message.format(source=placed.name, number=lost))

    def write(self) -> None:
        """Insert what is new, in bulk, and say what could not be."""
        for model, rows in self._rows.items():
            self.taking.step.insert_values(model, rows)
        if self._unknown["code"]:
            number = self._unknown["code"]
            message = ngettext(
                "{number} coding with a code that is not in the file.",
                "{number} codings with codes that are not in the file.",
                number,
            )
            self.taking.result.losses.append(message.format(number=number))
        for key in sorted(self._unknown.keys() - {"code"}):
            message = _("that codings are about {key}: no actor, group or place has this id.")
            self.taking.result.losses.append(message.format(key=key))

    def _coding(
        self, placed: Placed, span: Span, coding: RefiCoding, selection: RefiSelection | None, said: Described
    ) -> None:
        for number, code in enumerate(coding.codes):
            if code not in self.taking.codes:
                self._unknown["code"] += not any(case.guid == code for case in self.taking.file.cases)
                continue
            guid = coding.guid if number == 0 else derived("refi", coding.guid, code)
            user = (coding.user, selection.user if selection else "")
            self._one(placed, span, guid, self.taking.codes[code], user, coding, selection, said)
        self._unknown["code"] += not coding.codes

    def _one(
        self,
        placed: Placed,
        span: Span,
        guid: str,
        code: str,
        users: tuple[str, str],
        coding: RefiCoding,
        selection: RefiSelection | None,
        said: Described,
    ) -> None:
        coder = self.taking.coder_of(*users)
        unique = (placed.source_text_id, span.start, span.end, code, coder)
        known = self._there.get(unique)
        if known is None and guid in self._before and guid not in self._seen:
            known = guid  # moved or recoded since: the project knows better
        self._seen.add(guid)
        if known is not None:
            self.taking.result.equal["codings"] += 1
            self.taking.targets.setdefault(guid, Target("coding", known))
            return
        identity = guid if guid and guid not in self._taken else derived("refi", *unique)
        identity = fresh() if identity in self._taken else identity
        self._taken.add(identity)
        self._there[unique] = identity
        self.taking.targets.setdefault(guid, Target("coding", identity))
        self._rows[Coding].append(
            {
                "id": identity,
                "quote_id": self._quote(identity, said.one("quote")),
                "source_id": placed.source_id,
                "source_text_id": placed.source_text_id,
                "start": span.start,
                "end": span.end,
                "code_id": code,
                "coded_by": coder,
                "voice": said.one("voice") if said.one("voice") in VOICES else None,
                "mode": said.one("mode") if said.one("mode") in MODES else None,
                "starred": said.one("starred") == "true",
                "prompted": "",
                "created_at": coding.at or (selection.at if selection else "") or now(),
            }
        )
        self._rows[CodingAbout] += [
            {"id": derived("about", identity, entry), "coding_id": identity, "register_entry_id": entry}
            for entry in dict.fromkeys(self._about(said))
        ]
        self.taking.result.added["codings"] += 1

    def _quote(self, identity: str, wanted: str) -> str:
        candidates = chain([normal_quote_id(wanted)] if wanted else [], quote_ids(identity))
        found = next(candidate for candidate in candidates if candidate not in self._quotes)
        self._quotes.add(found)
        return found

    def _about(self, said: Described) -> Iterator[str]:
        """Ids of the entries that a coding is about; one that the registers lack is put there by its name."""
        for line in said.all("about"):
            about = about_in(line)
            entry = self._entries.get(folded(about.key)) or self._new_entry(about)
            if entry is None:
                self._unknown[about.key] += 1
            else:
                yield entry.id

    def _new_entry(self, about: About) -> RegisterEntry | None:
        if not about.register or folded(about.key) in self._keys:
            return None
        step = self.taking.step
        siblings = step.session.exec(select(RegisterEntry.position).where(RegisterEntry.kind == about.register)).all()
        entry = RegisterEntry(
            id=self.taking.free(RegisterEntry, derived("entry", about.register, about.key)),
            kind=about.register,
            key=about.key,
            name=about.name or about.key,
            position=max(siblings, default=-1) + 1,
        )
        step.insert(entry)
        self._entries[folded(about.key)] = entry
        self._keys.add(folded(about.key))
        self.taking.result.added["entries"] += 1
        return entry
