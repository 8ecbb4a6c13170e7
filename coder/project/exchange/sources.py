"""Sources of a file: new ones with their turns found by the usual rules, known ones as they stand in the project."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session, col, select

from coder.alignment import align
from coder.errors import CoderError, Refused
from coder.i18n import _, ngettext
from coder.identity import derived, sha256
from coder.model import Source, SourceText
from coder.project.exchange.cases import CasesOfFile, cases_of_speakers
from coder.project.exchange.taking import Placed, Taking, Target
from coder.project.sources.loading import add_source
from coder.readers import Reading as FileRead
from coder.readers import parse_transcript
from coder.readers.base import ParsedSpeaker, ParsedTranscript, RawTranscript
from coder.readers.head import parse_speakers, variable_name
from coder.readers.refi.described import Described, taken_apart, times_in
from coder.readers.refi.model import RefiText
from coder.readers.refi.offsets import CODE_POINTS, Counting, Reading, canonical, ruler
from coder.spans import folded
from coder.terms import CONSENTS, INTERVIEWEE

_ENDINGS = (".txt", ".md", ".docx", ".doc", ".odt", ".rtf", ".pdf", ".html", ".htm")


def way_of_counting(taking: Taking) -> Reading:
    """How the file counts characters, found out from all its texts."""
    if taking.file.settled:
        return CODE_POINTS
    counting = Counting(taking.file.origin)
    for text in taking.file.sources:
        raw = taking.text_of(text) if text.selections else None
        if raw is not None:
            counting.look(raw, text.selections)
    reading = counting.reading
    if counting.ambiguous:
        message = _(
            "The file does not say how it counts characters, and it can be read in two ways; "
            "look at a few quotes that stand behind an emoji or far down in a text."
        )
        taking.result.remarks.append(message)
    return reading


class SourcesOfFile:
    """Takes over the sources one by one."""

    def __init__(self, taking: Taking, cases: CasesOfFile, reading: Reading) -> None:
        self.taking = taking
        self.cases = cases
        self.reading = reading
        session = taking.step.session
        self.names = {folded(name) for name in session.exec(select(Source.name)).all()}
        self.by_text = _by_text(session)

    def take(self, text: RefiText) -> None:
        """Take over one source, or find the one that it is; what it says of notes' targets is kept."""
        name = _name(text)
        if text.guid in self.taking.sources:
            message = _("{source}: another source has the same identity.")
            self.taking.result.losses.append(message.format(source=name))
            return
        try:
            raw = self.taking.text_of(text)
            if raw is None:
                raise Refused(_("its text is missing in the archive."))
            placed = self._known(text, name, raw) or self._new(text, name, raw)
        except CoderError as reason:
            lost = sum(len(each.codings) for each in text.selections) + len(text.codings)
            codings = ngettext("{number} coding", "{number} codings", lost).format(number=lost)
            message = _("{source}, with {codings}: {reason}")
            self.taking.result.losses.append(message.format(source=name, codings=codings, reason=reason))
            return
        self.taking.sources[text.guid] = placed
        self.taking.targets[text.guid] = Target("source", placed.source_id)

    def _known(self, text: RefiText, name: str, raw: str) -> Placed | None:
        session = self.taking.step.session
        ours = canonical(raw)
        identity = self.by_text.get(sha256(ours.encode()), "")
        source = session.get(Source, text.guid) or session.get(Source, identity)
        if source is None:
            return None
        self.taking.result.equal["sources"] += 1
        current = session.get(SourceText, source.source_text_id)
        assert current is not None
        moved = None
        if current.text != ours:
            message = _("the text of {source}: the project's has been corrected, and codings follow their words.")
            self.taking.result.conflicts.append(message.format(source=source.name))
            moved = align(ours, current.text)
        elif source.id != text.guid and folded(source.name) != folded(name):
            message = _("the source {name} and {source}, which has the same text.")
            self.taking.result.alike.append(message.format(name=name, source=source.name))
        rule = ruler(raw, self.reading)
        return Placed(source.id, source.source_text_id, source.name, len(current.text), rule, moved)

    def _new(self, text: RefiText, name: str, raw: str) -> Placed:
        said = taken_apart(text.description)
        ours, rule = canonical(raw), ruler(raw, self.reading)
        free = self._free_name(name)
        parsed = self._parsed(text, said, free, ours)
        spans = [
            (name, span)
            for each in text.selections
            if (span := rule.span(each.start, each.end)) is not None
            for name in self.cases.of_selection(each)
        ]
        if not said.one("speakers"):
            speakers = cases_of_speakers(self.taking, self.cases, text, spans, parsed.turns, parsed.speakers)
            parsed = replace(parsed, speakers=speakers)
        guid = text.guid if text.guid not in self.taking.sources else ""
        source = add_source(self.taking.step, parsed, said.one("turns"), self.taking.free(Source, guid))
        if free != name:
            message = _("{name} came in as {free}, since another source is called so.")
            self.taking.result.remarks.append(message.format(name=name, free=free))
        self.taking.result.added["sources"] += 1
        return Placed(source.id, source.source_text_id, source.name, len(ours), rule)

    def _parsed(self, text: RefiText, said: Described, name: str, ours: str) -> ParsedTranscript:
        values = [*text.values, *self.cases.of_sources.get(text.guid, ())]
        head: dict[str, object] = {}
        for value in values:
            key = variable_name(value.name)
            if key == "consent" and folded(value.value) not in CONSENTS:
                key = "consent_"  # another program's variable of that name means something else
            if key != "speakers":
                head[key] = value.value
        whole = list(dict.fromkeys(self.cases.whole.get(text.guid, ())))
        if len(whole) == 1:
            head.setdefault("case", whole[0])
        declared = _declared(said)
        if declared:
            head["speakers"] = declared
        file = said.one("file") or f"{name}.txt"
        times = times_in(said.one("times"))
        raw = RawTranscript(ours, said.one("format") or "txt", "utf-8", head, times, labels=tuple(declared))
        parsed = parse_transcript(Path(file), FileRead(name, sha256(ours.encode()), raw), None, said.one("turns"))
        return replace(parsed, speakers=tuple(_exactly(each, declared) for each in parsed.speakers))

    def _free_name(self, wanted: str) -> str:
        number, free = 1, wanted
        while folded(free) in self.names:
            number += 1
            free = f"{wanted} ({number})"
        self.names.add(folded(free))
        return free


def _by_text(session: Session) -> dict[str, str]:
    """Sources by the digest of their current text; the first by name where several have the same."""
    query = (
        select(SourceText.sha256, Source.id)
        .join(Source, col(Source.source_text_id) == SourceText.id)
        .order_by(col(Source.name).desc())
    )
    return dict(session.exec(query).all())


def _name(text: RefiText) -> str:
    name = unicodedata.normalize("NFC", " ".join(text.name.split()))
    stem = next((name[: -len(end)] for end in _ENDINGS if name.lower().endswith(end)), name)
    return stem.strip() or name or text.guid[:8] or derived("source", text.path)[:8]


def _declared(said: Described) -> dict[str, object]:
    try:
        return parse_speakers(said.one("speakers")) if said.one("speakers") else {}
    except Refused:
        return {}


def _exactly(speaker: ParsedSpeaker, declared: dict[str, object]) -> ParsedSpeaker:
    """A speaker as our own file describes it, nothing filled in from elsewhere."""
    own = declared.get(speaker.label)
    if not isinstance(own, dict):
        return speaker
    fields = {name: str(own[name]) for name in ("case", "actor", "kind", "place", "consent") if own.get(name)}
    return ParsedSpeaker(speaker.label, str(own.get("role") or INTERVIEWEE), **fields)
