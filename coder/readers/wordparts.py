"""The parts of a Word document (Office Open XML) that hold text, and what the marks in them are called.

Documents of the strict kind have other names for the same things; they are read under the usual ones.
"""

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coder.errors import Refused
from coder.i18n import _
from coder.readers.limits import Package, refuse_old_word

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _OFFICE.encode(),
}
_ROOT_FOLDER = ""
DELETIONS = frozenset({f"{W}del", f"{W}moveFrom"})
# What is drawn, or says the same once more for older programs.
LEFT_OUT = DELETIONS | {
    f"{W}pPr",
    f"{W}rPr",
    f"{W}drawing",
    f"{W}pict",
    f"{W}object",
    f"{COMPATIBLE}AlternateContent",
}
CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_HEADINGS = ("heading ", "title", "subtitle")
"""Beginnings of the names of heading styles: in the file they are English in every language."""
OLD_ENDING = ".doc"


class WordDocument:
    """A document's parts. Raises ``Refused`` for what is none, is damaged or wants a password."""

    def __init__(self, data: bytes) -> None:
        if not data:
            raise Refused(_("The file is empty."))
        refuse_old_word(data)
        damaged = _("The Word document is damaged; open it in Word and save it again as .docx.")
        self._package = Package(data, damaged, _STRICT)
        # Read for its form only: a document without it is no document.
        if not self._package.xml("[Content_Types].xml").tag.endswith("}Types"):
            raise Refused(damaged)
        main = next((part for kind, part in self._related(_ROOT_FOLDER) if kind == "officeDocument"), None)
        body = self._package.xml(main).find(f"{W}body") if main else None
        if main is None or body is None:
            raise Refused(damaged)
        self.body: _Element = body
        self._parts = list(self._related(main))

    def _related(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind and name of the parts that another refers to."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        for relation in self._package.xml(relations) if relations in self._package else ():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
                yield relation.get("Type", "").removeprefix(f"{_OFFICE}/"), target

    def related(self, kind: str) -> Iterator["_Element"]:
        """The roots of the parts that the main one refers to (``header``, ``footnotes`` …)."""
        for found, part in self._parts:
            if found == kind and part in self._package:
                yield self._package.xml(part)

    def related_xml(self, kind: str) -> "_Element | None":
        """The root of such a part where there is one at most, None where there is none."""
        return next(self.related(kind), None)

    def heading_styles(self) -> frozenset[str]:
        """The styles of headings, people's own ones that build on them included."""
        root = self.related_xml("styles")
        based: dict[str, str] = {}
        found: set[str] = set()
        for style in root.findall(f"{W}style") if root is not None else ():
            identity, name, base = style.get(f"{W}styleId", ""), style.find(f"{W}name"), style.find(f"{W}basedOn")
            if base is not None:
                based[identity] = base.get(f"{W}val", "")
            named = name is not None and name.get(f"{W}val", "").casefold().startswith(_HEADINGS)
            if named or is_outlined(style.find(f"{W}pPr")):
                found.add(identity)
        return frozenset(style for style in {*based, *found} if _builds_on(style, based, found))


def _builds_on(style: str, based: dict[str, str], headings: set[str]) -> bool:
    seen: set[str] = set()
    while style not in headings and style in based and style not in seen:
        seen.add(style)
        style = based[style]
    return style in headings


def is_outlined(properties: "_Element | None") -> bool:
    """True of the nine levels of headings; level 9 is body text."""
    level = properties.find(f"{W}outlineLvl") if properties is not None else None
    return level is not None and level.get(f"{W}val", "9") in "012345678"


def end_deleted(paragraph: "_Element") -> bool:
    """True if a tracked change took the paragraph's end away: it runs on into the next one."""
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    return marks is not None and any(mark.tag in DELETIONS for mark in marks)
