"""QualCoder's texts, with the codings, annotations and cases in them at the characters that are meant.

What a person marks there has Qt's positions: UTF-16 units, a CRLF one of them. What the program itself codes has code
points, or code points with something added for every emoji. So each coding is held against the words kept beside it,
counted in each of these ways, and where they stand nowhere near, it is looked for. Annotations and parts of cases
have no words beside them; they count as the codings in their text do.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from coder.i18n import N_, _, ngettext
from coder.identity import derived
from coder.readers.programs.database import Tables, moment, whole, words
from coder.readers.programs.places import Places, found_again, not_found, shortened
from coder.readers.refi.described import described
from coder.readers.refi.model import RefiCoding, RefiProject, RefiSelection, RefiText, RefiValue
from coder.readers.refi.offsets import Reading, Ruler, canonical, ruler
from coder.spans import Span, folded

SPEAKERS = "📌 Speaker coding"
"""The coder under whose name it marks whose turn is whose."""
_READINGS = (Reading(True, False), Reading(False, False), Reading(False, True), Reading(True, True))
"""What a person's marks are counted in first."""
_BOM = "\ufeff"
_RING = re.compile("[ĺĹ]")
_NOT_MISREAD = re.compile("[åÅľĽťŤďĎňŇřŘěĚůŮłŁąĄśŚźŹżŻ]")
_SEEN = (".jpg", ".jpeg", ".png")
_HEARD = (".mp3", ".wav", ".m4a", ".ogg")
_FILMED = (".mkv", ".mov", ".mp4", ".m4v", ".wmv", ".webm")
_NO_TEXT = {
    _SEEN: N_("{name}: a picture with {codings}; pictures are not taken over."),
    _HEARD: N_("{name}: a sound recording with {codings}; recordings are not taken over."),
    _FILMED: N_("{name}: a film with {codings}; films are not taken over."),
}

Rows = dict[int | None, list[Sequence[Any]]]


class _Text:
    """One text, and how positions in it are counted."""

    def __init__(self, fulltext: str) -> None:
        text = canonical(fulltext)
        self.bom = len(_BOM) if text.startswith(_BOM) else 0
        self.content, self.misread = put_right(text[self.bom :])
        self._places = Places(text)
        self._rulers: list[tuple[Reading, Ruler]] = [(reading, ruler(fulltext, reading)) for reading in _READINGS]
        self._fitted: Counter[Reading] = Counter()
        self.moved: list[str] = []
        """The words of codings whose positions had slid."""

    def coded(self, start: int | None, end: int | None, selected: str) -> Span | None:
        """Where a coding's words stand; None where they cannot be found."""
        if not selected:
            return self.marked(start, end)
        for reading, rule in self._rulers:
            span = rule.span(start, end)
            if self._places.holds(selected, span):
                self._fitted[reading] += 1
                return self._without_bom(span)
        span = self._places.again(selected, start or 0)
        if span is not None:
            self.moved.append(selected)
        return self._without_bom(span)

    def marked(self, start: int | None, end: int | None) -> Span | None:
        """A passage without words of its own, counted as the codings in this text are."""
        reading = max(_READINGS, key=lambda each: self._fitted[each])
        return self._without_bom(dict(self._rulers)[reading].span(start, end))

    def _without_bom(self, span: Span | None) -> Span | None:
        if span is None or span.end <= self.bom:
            return None
        return Span(max(0, span.start - self.bom), span.end - self.bom)


class Texts:
    """Reads the sources into a project; asked afterwards for the parts that are a case's."""

    def __init__(self, tables: Tables, file: RefiProject, codes: Mapping[int, str]) -> None:
        self._tables = tables
        self._file = file
        self._codes = codes
        self._texts: dict[int | None, tuple[RefiText, _Text]] = {}
        self._parts: dict[int | None, list[RefiSelection]] = defaultdict(list)

    def read(self, values: Mapping[int | None, Sequence[RefiValue]]) -> None:
        """All sources, with what is known of their files by their numbers."""
        columns = ("cid", "seltext", "pos0", "pos1", "owner", "date", "memo", "important", "avid")
        codings = self._by_source("code_text", *columns)
        notes = self._by_source("annotation", "pos0", "pos1", "memo", "owner", "date")
        areas = Counter(whole(number) for (number,) in self._tables.rows("code_image", "id"))
        played = Counter(whole(number) for (number,) in self._tables.rows("code_av", "id"))
        for key, name, fulltext, path, memo, owner, date in self._tables.rows(
            "source", "id", "name", "fulltext", "mediapath", "memo", "owner", "date"
        ):
            number, called = whole(key), words(name)
            kept = words(fulltext)
            other = next((said for endings, said in _NO_TEXT.items() if _is_media(words(path), endings)), "")
            coded = len(codings[number])
            if other:
                self._lose(_(other), called, areas[number] + played[number] + coded)
                continue
            if not kept.strip(_BOM + " \n\r\t"):
                if coded or fulltext is None:
                    self._lose(_("{name}, with {codings}: the database holds no text of it."), called, coded)
                continue
            if areas[number]:
                message = ngettext(
                    "{name}: {number} coding of an area of a page is not taken over, only codings of text.",
                    "{name}: {number} codings of areas of pages are not taken over, only codings of text.",
                    areas[number],
                )
                self._file.losses.append(message.format(name=called, number=areas[number]))
            text = _Text(kept)
            if text.misread:
                message = _("{name}: QualCoder had read å as ĺ; its letters were put right.")
                self._file.remarks.append(message.format(name=called))
            guid = derived("qualcoder", "source", called, text.content)
            selections = [*self._codings(guid, called, text, codings[number])]
            selections += self._annotations(guid, called, text, notes[number])
            said = RefiText(
                guid=guid,
                name=called,
                content=text.content,
                description=described(words(memo), ()),
                user=user_of(self._file, owner),
                at=moment(date),
                selections=tuple(selections),
                values=tuple(values.get(number, ())),
            )
            self._texts[number] = said, text
            self._file.sources.append(said)

    def of_case(self, parts: Sequence[Sequence[Any]]) -> tuple[list[str], list[str]]:
        """The sources that are a case's as a whole, and the passages that are, by their identities.

        ``parts`` are rows of source, first and last position, owner, date and memo.
        """
        sources: list[str] = []
        selections: list[str] = []
        for key, start, end, owner, date, memo in parts:
            if whole(key) not in self._texts:
                continue
            said, text = self._texts[whole(key)]
            first, last = whole(start), whole(end)
            if not first and last is not None and last >= len(text.content) - 1 and not words(memo).strip():
                sources.append(said.guid)
                continue
            span = text.marked(first, last)
            if span is None:
                message = _("{source}: a part of a case at {start}–{end}, which is not in the text.")
                self._file.losses.append(message.format(source=said.name, start=words(start), end=words(end)))
                continue
            guid = derived("qualcoder", "part", said.guid, span.start, span.end, words(memo))
            user, when = user_of(self._file, owner), moment(date)
            self._parts[whole(key)].append(
                RefiSelection(guid, span.start, span.end, description=described(words(memo), ()), user=user, at=when)
            )
            selections.append(guid)
        return sources, selections

    def finish(self) -> None:
        """Put the cases' passages into their sources."""
        for number, parts in self._parts.items():
            said, _text = self._texts[number]
            self._file.sources[self._file.sources.index(said)] = replace(said, selections=(*said.selections, *parts))

    def _by_source(self, table: str, *columns: str) -> Rows:
        found: Rows = defaultdict(list)
        for number, *row in self._tables.rows(table, "fid", *columns):
            found[whole(number)].append(row)
        return found

    def _codings(self, source: str, name: str, text: _Text, rows: Sequence[Sequence[Any]]) -> Iterator[RefiSelection]:
        speakers = linked = 0
        for code, selected, start, end, owner, date, memo, important, film in rows:
            if words(owner) == SPEAKERS:
                speakers += 1
                continue
            linked += film is not None
            span = text.coded(whole(start), whole(end), words(selected))
            if span is None:
                self._file.losses.append(not_found(name, words(selected), start, end))
                continue
            coded = self._codes.get(whole(code) or 0, "")
            guid = derived("qualcoder", "coding", source, whole(start), whole(end), coded, folded(words(owner)))
            user, when = user_of(self._file, owner), moment(date)
            fields = [("starred", "true" if whole(important) == 1 else "")]
            yield RefiSelection(
                guid=derived("qualcoder", "selection", guid),
                start=span.start,
                end=span.end,
                name=words(selected),
                description=described(words(memo), fields),
                user=user,
                at=when,
                codings=(RefiCoding(guid, (coded,) if coded else (), user, when),),
            )
        if text.moved:
            self._file.remarks.append(found_again(name, text.moved))
        if speakers:
            message = ngettext(
                "{name}: {number} mark of who speaks; speakers are told by the labels in the text.",
                "{name}: {number} marks of who speaks; speakers are told by the labels in the text.",
                speakers,
            )
            self._file.losses.append(message.format(name=name, number=speakers))
        if linked:
            message = ngettext(
                "{name}: the link of {number} coding with a recording; the coding itself is taken.",
                "{name}: the links of {number} codings with a recording; the codings themselves are taken.",
                linked,
            )
            self._file.losses.append(message.format(name=name, number=linked))

    def _annotations(
        self, source: str, name: str, text: _Text, rows: Sequence[Sequence[Any]]
    ) -> Iterator[RefiSelection]:
        for start, end, memo, owner, date in rows:
            said = words(memo)
            if not said.strip():
                continue
            span = text.marked(whole(start), whole(end))
            if span is None:
                message = _("{source}: the annotation “{text}” at {start}–{end}, which is not in the text.")
                told = message.format(source=name, text=shortened(said), start=words(start), end=words(end))
                self._file.losses.append(told)
                continue
            guid = derived("qualcoder", "annotation", source, whole(start), whole(end), folded(words(owner)), said)
            user, when = user_of(self._file, owner), moment(date)
            yield RefiSelection(guid, span.start, span.end, description=described(said, ()), user=user, at=when)

    def _lose(self, message: str, name: str, coded: int) -> None:
        codings = ngettext("{number} coding", "{number} codings", coded).format(number=coded)
        self._file.losses.append(message.format(name=name, codings=codings))


def put_right(text: str) -> tuple[str, bool]:
    """A Swedish text whose Windows-1252 was taken for the code page of Central Europe, put right; and whether it was.

    QualCoder takes most of them so. Every letter stays one letter. What has an å, or letters that no Swedish text has
    in either reading, is left as it is.
    """
    if not _RING.search(text) or _NOT_MISREAD.search(text):
        return text, False
    try:
        right = text.encode("cp1250").decode("cp1252")
    except UnicodeError:
        return text, False
    return right, True


def user_of(file: RefiProject, owner: object) -> str:
    """The identity of a coder, who is put among the file's."""
    name = " ".join(words(owner).split())
    if not name:
        return ""
    guid = derived("coder", folded(name))
    file.users.setdefault(guid, name)
    return guid


def _is_media(path: str, endings: Sequence[str]) -> bool:
    return path.lower().endswith(tuple(endings)) and not path.startswith(("/docs/", "docs:"))
