"""Taguette's projects: an SQLite file with one project or several, as it works in them or exports them.

Documents are pages, and positions count UTF-8 bytes of what stands between their tags. What was highlighted is kept
beside each position, so that it can be checked. A tag's path makes the tree: ``hinder.buss`` lies under ``hinder``.
Who did what says the log of commands.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.errors import Refused
from coder.i18n import N_, _, ngettext
from coder.identity import derived
from coder.readers.limits import LONGEST_TEXT
from coder.readers.programs.database import Tables, moment, opened_tables, whole, words
from coder.readers.programs.pages import Page
from coder.readers.programs.places import Places, found_again, not_found
from coder.readers.programs.tree import parents_first
from coder.readers.refi.described import described
from coder.readers.refi.model import RefiCode, RefiCoding, RefiProject, RefiSelection, RefiText
from coder.spans import Span, folded

_NEEDED = ("projects", "documents", "highlights", "tags", "highlight_tags")
_NO_PROJECT = N_("This is no project of Taguette, or it is damaged.")
_EVERYBODY = "admin"
"""What Taguette on somebody's own computer, and whatever it exports, calls everyone: nobody's name."""

Done = dict[tuple[int, int], tuple[str, str]]
"""Who gave a highlight a tag, and when, by their numbers."""


def studies(path: Path) -> list[tuple[int, str]]:
    """The numbers and names of the projects in a file. Raises ``Refused``, ``OSError``."""
    with _opened(path) as tables:
        return [(each.number, each.name) for each in _studies(tables)]


def read_taguette(path: Path, wanted: str = "") -> RefiProject:
    """A project of the file, which may be named where there are several. Raises ``Refused``, ``OSError``."""
    with _opened(path) as tables:
        return _Reading(tables, _chosen(tables, wanted)).project()


@contextmanager
def _opened(path: Path) -> Iterator[Tables]:
    with opened_tables(path, _(_NO_PROJECT)) as tables:
        if not all(table in tables for table in _NEEDED):
            raise Refused(_(_NO_PROJECT))
        yield tables


@dataclass(frozen=True)
class _Study:
    """One project of a file."""

    number: int
    name: str
    description: str
    made: str


def _studies(tables: Tables) -> list[_Study]:
    return [
        _Study(number, words(name), words(description), words(made))
        for key, name, description, made in tables.rows("projects", "id", "name", "description", "created")
        if (number := whole(key)) is not None
    ]


def _chosen(tables: Tables, wanted: str) -> _Study:
    found = _studies(tables)
    if not found:
        raise Refused(_("There is no project in it."))
    names = ", ".join(f"{each.name} ({each.number})" for each in found)
    if not wanted and len(found) > 1:
        message = _("It holds several projects; choose one with --project-name: {names}.")
        raise Refused(message.format(names=names))
    fitting = [each for each in found if folded(wanted) in ("", folded(each.name), str(each.number))]
    if len(fitting) != 1:
        message = _("It holds no project {name}, or more than one; choose one by its number: {names}.")
        raise Refused(message.format(name=wanted, names=names))
    return fitting[0]


class _Reading:
    """One project while it is read."""

    def __init__(self, tables: Tables, study: _Study) -> None:
        self.tables = tables
        self.study = study
        self.file = RefiProject(study.name, "Taguette", study.description, settled=True)
        self._unnamed = False

    def project(self) -> RefiProject:
        tags = self._tags()
        done = self._done()
        tagged: dict[int | None, list[int]] = defaultdict(list)
        for highlight, tag in self.tables.rows("highlight_tags", "highlight_id", "tag_id"):
            if (number := whole(tag)) is not None:
                tagged[whole(highlight)].append(number)
        highlights: dict[int | None, list[Sequence[Any]]] = defaultdict(list)
        for row in self.tables.rows("highlights", "document_id", "id", "start_offset", "end_offset", "snippet"):
            highlights[whole(row[0])].append(row[1:])
        columns = ("id", "project_id", "name", "description", "created", "contents")
        for key, of, name, description, created, contents in self.tables.rows("documents", *columns):
            if whole(of) != self.study.number:
                continue
            rows = highlights[whole(key)]
            if len(words(contents)) > 4 * LONGEST_TEXT or not (page := Page(words(contents))).text.strip():
                self._without_text(words(name), sum(len(tagged[whole(row[0])]) for row in rows))
                continue
            guid = derived("taguette", "source", words(name), page.text)
            selections = _Document(self.file, guid, words(name), page).selections(rows, tagged, tags, done)
            said = described(words(description), ())
            at = moment(created)
            source = RefiText(guid, words(name), "", page.text, said, at=at, selections=tuple(selections))
            self.file.sources.append(source)
        if self._unnamed:
            message = _(
                "Taguette names nobody on one's own computer; what was coded there is put down to whoever imports."
            )
            self.file.remarks.append(message)
        return self.file

    def _tags(self) -> dict[int, str]:
        """Codes' identities by the tags' numbers; what a path lies under becomes a code, too."""
        paths: dict[tuple[str, ...], str] = {}
        numbers: dict[int, str] = {}
        for key, of, path, description in self.tables.rows("tags", "id", "project_id", "path", "description"):
            number, parts = whole(key), parts_of(words(path))
            if whole(of) != self.study.number or number is None:
                continue
            for length in range(1, len(parts)):
                paths.setdefault(parts[:length], "")
            paths[parts] = paths.get(parts, "") or words(description)
            numbers[number] = self._code(parts)
        for parts in parents_first(paths, {parts: parts[:-1] for parts in paths if len(parts) > 1}):
            above = self._code(parts[:-1]) if len(parts) > 1 else ""
            self.file.codes.append(RefiCode(self._code(parts), parts[-1], above, description=paths[parts]))
        return numbers

    def _code(self, parts: tuple[str, ...]) -> str:
        return derived("taguette", self.study.name, self.study.made, "tag", *parts)

    def _done(self) -> Done:
        """Who gave each highlight its tags: the first since it has had them."""
        found: Done = {}
        for of, login, date, payload in self.tables.rows("commands", "project_id", "user_login", "date", "payload"):
            said = _payload(payload) if whole(of) == self.study.number else {}
            if said.get("type") == "highlight_add":
                highlight, tags = whole(said.get("highlight_id")), said.get("tags")
                now = (
                    {number for tag in tags if (number := whole(tag)) is not None} if isinstance(tags, list) else set()
                )
                for each in [each for each in found if each[0] == highlight and each[1] not in now]:
                    del found[each]
                for tag in sorted(now):
                    found.setdefault((highlight or 0, tag), (self._user(login), moment(date)))
            elif said.get("type") == "tag_merge":
                gone, stays = whole(said.get("src_tag_id")) or 0, whole(said.get("dest_tag_id")) or 0
                for each in [each for each in found if each[1] == gone]:
                    found.setdefault((each[0], stays), found.pop(each))
        return found

    def _user(self, login: object) -> str:
        name = words(login).strip()
        if name == _EVERYBODY:
            self._unnamed = True
        if not name or name == _EVERYBODY:
            return ""
        guid = derived("coder", folded(name))
        self.file.users.setdefault(guid, name)
        return guid

    def _without_text(self, name: str, lost: int) -> None:
        codings = ngettext("{number} coding", "{number} codings", lost).format(number=lost)
        message = _("{name}, with {codings}: the database holds no text of it.")
        self.file.losses.append(message.format(name=name, codings=codings))


class _Document:
    """One document and its highlights."""

    def __init__(self, file: RefiProject, guid: str, name: str, page: Page) -> None:
        self._file = file
        self._guid = guid
        self._name = name
        self._page = page
        self._places = Places(page.raw)
        self._bare = 0
        self._moved: list[str] = []

    def selections(
        self,
        rows: Sequence[Sequence[Any]],
        tagged: Mapping[int | None, Sequence[int]],
        codes: Mapping[int, str],
        done: Done,
    ) -> Iterator[RefiSelection]:
        """The highlights as selections, a coding for each tag."""
        for key, start, end, snippet in rows:
            tags = [tag for tag in tagged.get(whole(key), ()) if tag in codes]
            if not tags:
                self._bare += 1
                continue
            span = self._span(whole(start), whole(end), Page(words(snippet)).raw)
            if span is None:
                told = not_found(self._name, Page(words(snippet)).text, start, end)
                self._file.losses += [told] * len(tags)
                continue
            guid = derived("taguette", "highlight", self._guid, span.start, span.end)
            codings = []
            for tag in tags:
                user, at = done.get((whole(key) or 0, tag), ("", ""))
                coding = derived("taguette", "coding", guid, codes[tag], user)
                codings.append(RefiCoding(coding, (codes[tag],), user, at))
            yield RefiSelection(
                guid, span.start, span.end, self._page.text[span.start : span.end], codings=tuple(codings)
            )
        self._tell()

    def _span(self, start: int | None, end: int | None, selected: str) -> Span | None:
        span = self._page.characters(start, end) if start is not None and end is not None else None
        # A snippet that begins with the line break of preformatted text loses it when it is read again.
        if selected and not any(self._places.holds(words, span) for words in (selected, f"\n{selected}")):
            span = self._places.again(selected, span.start if span is not None else 0)
            if span is not None:
                self._moved.append(selected)
        return self._page.read_as(span) if span is not None else None

    def _tell(self) -> None:
        if self._bare:
            message = ngettext(
                "{source}: {number} highlight without a tag.",
                "{source}: {number} highlights without a tag.",
                self._bare,
            )
            self._file.losses.append(message.format(source=self._name, number=self._bare))
        if self._moved:
            self._file.remarks.append(found_again(self._name, self._moved))


def parts_of(path: str) -> tuple[str, ...]:
    """The names a path consists of: a full stop between two letters or figures parts them, no other one does."""
    parts: list[str] = []
    for piece in path.split("."):
        glued = parts and (not piece.strip() or piece[0].isspace() or not parts[-1].strip())
        if glued:
            parts[-1] += f".{piece}"
        else:
            parts.append(piece)
    return tuple(part.strip() for part in parts)


def _payload(written: object) -> dict[str, Any]:
    try:
        found = json.loads(words(written))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
