"""The code tree as XML, in a project and as a codebook of its own."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import BinaryIO

from coder.exporters.refi.xml import XmlWriter
from coder.queries.shared import SharedCode, SharedSet
from coder.readers.refi.described import described, fields_of_code
from coder.readers.refi.values import COLOURS

NAMESPACE = "urn:QDA-XML:codebook:1.0"
ORIGIN = "intervju-coder"
"""What the program calls itself in what it writes."""


def write_codes(xml: XmlWriter, codes: Sequence[SharedCode], with_notes: bool) -> None:
    """The codes, which come depth first; nothing where there are none."""
    with ExitStack() as whole:
        whole.enter_context(xml.element("Codes", {}))
        open_codes: list[ExitStack] = []
        for code in codes:
            while len(open_codes) > code.depth:
                open_codes.pop().close()
            open_codes.append(ExitStack())
            attributes = {
                "guid": code.id,
                "name": code.name,
                "isCodable": "true",
                "color": COLOURS.get(code.colour, ""),
            }
            open_codes[-1].enter_context(xml.element("Code", attributes))
            xml.text("Description", _description(code))
            for note in code.notes if with_notes else ():
                xml.empty("NoteRef", {"targetGUID": note})
        while open_codes:
            open_codes.pop().close()


def write_codebook(out: BinaryIO, codes: Sequence[SharedCode], sets: Sequence[SharedSet]) -> None:
    """A ``.qdc``: codes and the sets they are grouped in. A codebook without codes is none: see the caller."""
    xml = XmlWriter(out)
    known = {code.id for code in codes}
    with xml.element("CodeBook", {"xmlns": NAMESPACE, "origin": ORIGIN}):
        write_codes(xml, codes, with_notes=False)
        grouped = [each for each in sets if any(code in known for code in each.codes)]
        if grouped:
            with xml.element("Sets", {}):
                for each in grouped:
                    with xml.element("Set", {"guid": each.id, "name": each.name}):
                        xml.text("Description", each.description)
                        for code in each.codes:
                            if code in known:
                                xml.empty("MemberCode", {"guid": code})


def _description(code: SharedCode) -> str:
    fields = fields_of_code(
        code.key, code.own_colour, code.use_when, code.not_when, code.keywords, code.examples, code.retired
    )
    return described(code.definition, fields)
