"""A project's XML, in the order that the standard wants, written while it is read."""

from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, TypeVar

from coder.codebook.scalars import flow_value
from coder.exporters.refi.codebook import ORIGIN, write_codes
from coder.exporters.refi.variables import ELEMENTS, type_of
from coder.exporters.refi.xml import XmlWriter
from coder.identity import derived, from_files
from coder.queries.exchange import SharedProject
from coder.queries.shared import SharedCase, SharedCoding, SharedNote, SharedSet, SharedSource, SharedSpeaker
from coder.readers.refi.described import Field, about_line, described, times_line
from coder.readers.refi.values import instant

NAMESPACE = "urn:QDA-XML:project:1.0"

T = TypeVar("T")


class ProjectWriter:
    """Writes one project to a stream."""

    def __init__(self, project: SharedProject, out: BinaryIO) -> None:
        self._project = project
        self._xml = XmlWriter(out)
        values = project.variables()
        self._types = {name: type_of(known) for name, known in values.items()}

    def write(self) -> Iterator[int]:
        """Write everything, bit by bit; yields how many sources have been written."""
        project, xml = self._project, self._xml
        with xml.element("Project", {"xmlns": NAMESPACE, "name": project.name or ORIGIN, "origin": ORIGIN}):
            self._all("Users", project.coders(), lambda coder: xml.empty("User", {"guid": coder[0], "name": coder[1]}))
            codes = project.codes()
            if codes:
                with xml.element("CodeBook", {}):
                    write_codes(xml, codes, with_notes=True)
            self._all("Variables", self._types.items(), self._variable)
            self._all("Cases", project.cases(), self._case)
            for number, _done in enumerate(self._section("Sources", project.sources(), self._source), 1):
                yield number
            self._all("Notes", project.notes(), self._note)
            self._all("Sets", project.sets(), self._set)
            xml.text("Description", described("", [("language", project.language), ("method", project.method)]))
            self._note_refs(project.project_notes())

    def _variable(self, variable: tuple[str, str]) -> None:
        name, kind = variable
        self._xml.empty("Variable", {"guid": _variable_id(name), "name": name, "typeOfVariable": kind})

    def _case(self, case: SharedCase) -> None:
        with self._xml.element("Case", {"guid": case.id, "name": case.name}):
            self._values(case.variables)
            for source in case.sources:
                self._xml.empty("SourceRef", {"targetGUID": source})
            for turn in case.turns:
                self._xml.empty("SelectionRef", {"targetGUID": turn})

    def _source(self, source: SharedSource) -> None:
        xml = self._xml
        attributes = {"guid": source.id, "name": source.name, "plainTextPath": f"internal://{source.id}.txt"}
        with xml.element("TextSource", attributes):
            xml.text("Description", described("", _fields_of_source(source)))
            for guid, start, end in source.turns:
                xml.empty("PlainTextSelection", _place(guid, source.text, start, end))
            for note, start, end, coder in source.passages:
                guid = derived("selection", note)
                with xml.element("PlainTextSelection", _place(guid, source.text, start, end, coder)):
                    xml.empty("NoteRef", {"targetGUID": note})
            for coding in self._project.codings(source.id):
                self._coding(source.text, coding)
            self._note_refs(source.notes)
            self._values(source.variables)

    def _coding(self, text: str, coding: SharedCoding) -> None:
        xml, at = self._xml, _dated(coding.id, coding.at)
        place = _place(derived("selection", coding.id), text, coding.start, coding.end, coding.coder_id, at)
        own = {"guid": coding.id, "creatingUser": coding.coder_id, "creationDateTime": at}
        with xml.element("PlainTextSelection", place):
            xml.text("Description", described("", _fields_of_coding(coding)))
            with xml.element("Coding", own):
                xml.empty("CodeRef", {"targetGUID": coding.code_id})
                self._note_refs(coding.notes)

    def _note(self, note: SharedNote) -> None:
        attributes = {"guid": note.id, "creatingUser": note.coder_id, "creationDateTime": _dated(note.id, note.at)}
        with self._xml.element("Note", attributes):
            self._xml.text("PlainTextContent", note.text)

    def _set(self, each: SharedSet) -> None:
        with self._xml.element("Set", {"guid": each.id, "name": each.name}):
            self._xml.text("Description", each.description)
            for code in each.codes:
                self._xml.empty("MemberCode", {"targetGUID": code})
            for source in each.sources:
                self._xml.empty("MemberSource", {"targetGUID": source})

    def _all(self, name: str, items: Iterable[T], write: Callable[[T], object]) -> None:
        for _each in self._section(name, items, write):
            pass

    def _section(self, name: str, items: Iterable[T], write: Callable[[T], object]) -> Iterator[None]:
        """A section with its items, none where there are none: the standard has no empty ones."""
        waiting = iter(items)
        first = next(waiting, None)
        if first is None:
            return
        with self._xml.element(name, {}):
            write(first)
            yield
            for item in waiting:
                write(item)
                yield

    def _note_refs(self, notes: Iterable[str]) -> None:
        for note in notes:
            self._xml.empty("NoteRef", {"targetGUID": note})

    def _values(self, values: Iterable[tuple[str, str]]) -> None:
        for name, value in values:
            if value:
                with self._xml.element("VariableValue", {}):
                    self._xml.empty("VariableRef", {"targetGUID": _variable_id(name)})
                    self._xml.text(ELEMENTS[self._types[name]], value)


def _dated(identity: str, at: str) -> str:
    """When something was made. What came from a table has the instant of its import, which says nothing of it, and
    would make another file of the same study each time it is set up."""
    return "" if from_files(identity) else instant(at)


def _variable_id(name: str) -> str:
    return derived("variable", name)


def _place(guid: str, text: str, start: int, end: int, coder: str = "", at: str = "") -> dict[str, str]:
    """A selection's attributes; its name is what is selected, which tells importers how we count."""
    return {
        "guid": guid,
        "name": text[start:end],
        "startPosition": str(start),
        "endPosition": str(end),
        "creatingUser": coder,
        "creationDateTime": at,
    }


def _fields_of_source(source: SharedSource) -> list[Field]:
    return [
        ("file", source.file_name),
        ("format", source.format),
        ("turns", source.turn_pattern),
        ("times", times_line(source.times)),
        ("speakers", flow_value({speaker.label: _said_of(speaker) for speaker in source.speakers})),
    ]


def _said_of(speaker: SharedSpeaker) -> dict[str, str]:
    said = {name: getattr(speaker, name) for name in ("role", "case", "actor", "kind", "place", "consent")}
    return {name: value for name, value in said.items() if value}


def _fields_of_coding(coding: SharedCoding) -> list[Field]:
    return [
        *(("about", about_line(*each)) for each in coding.about),
        ("voice", coding.voice),
        ("mode", coding.mode),
        ("starred", "true" if coding.starred else ""),
        ("quote", coding.quote),
    ]
