"""Lists in Word: their marks and numbers come from definitions that the paragraphs name."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.parts.numbering import NumberingPart

from coder.exporters.document import Document, Listing
from coder.exporters.docx_elements import Element, Pen, W, add, paragraph, runs

_BULLET = '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
_DECIMAL = '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
_ABSTRACT = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{{id}}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/>{format}<w:lvlJc w:val="left"/>'
    '<w:pPr><w:ind w:left="567" w:hanging="283"/></w:pPr></w:lvl></w:abstractNum>'
)


class Lists:
    """The definitions of a document's lists, beside those that its template has."""

    def __init__(self, file: Any, document: Document) -> None:
        listings = [block for block in document.blocks if isinstance(block, Listing)]
        if not listings:
            return
        self._root: Element = _numbering(file).element
        kinds = self._root.findall(W + "abstractNum")
        first = 1 + max((int(each.get(W + "abstractNumId")) for each in kinds), default=-1)
        place = len(kinds)
        for offset, kind in enumerate((_BULLET, _DECIMAL)):
            self._root.insert(place + offset, parse_xml(_ABSTRACT.format(id=first + offset, format=kind)))
        self._decimal = first + 1
        self._bullets = self._new(first)

    def write(self, body: Element, pen: Pen, block: Listing) -> None:
        number = self._new(self._decimal, restart=True) if block.ordered else self._bullets
        for item in block.items:
            element = paragraph(body, pen.style("ListNumber" if block.ordered else "ListBullet"))
            numbering = add(element.find(W + "pPr"), "numPr")
            add(numbering, "ilvl", val=0)
            add(numbering, "numId", val=number)
            runs(element, pen, item)

    def _new(self, kind: int, restart: bool = False) -> int:
        there = [int(each.get(W + "numId")) for each in self._root.findall(W + "num")]
        number = 1 + max(there, default=0)
        element = add(self._root, "num", numId=number)
        add(element, "abstractNumId", val=kind)
        if restart:
            add(add(element, "lvlOverride", ilvl=0), "startOverride", val=1)
        return number


def _numbering(file: Any) -> Any:
    """The document's definitions; a template may have none yet."""
    part = file.part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part
    empty = f"<w:numbering {nsdecls('w')}/>".encode()
    made = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package)
    part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return made
