"""The document that a Word file begins as: python-docx's own with our styles, or an organisation's template."""

import io
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml

from coder.errors import CoderError
from coder.exporters.docx_elements import Element, W
from coder.i18n import _

_STYLES = Path(__file__).with_name("docx_styles.xml")

# Parts of python-docx's template that nothing here uses, by the ending of their relationship's type.
_UNUSED_PARTS = ("/stylesWithEffects", "/numbering", "/customXml", "/thumbnail")

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_CONTENT_TYPES = "[Content_Types].xml"

# LibreOffice says so of a file's properties; under that name python-docx does not find them and makes them again.
_ODD_PROPERTIES = b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties"
_PROPERTIES = b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_REPLACED = {_CONTENT_TYPES: (_TEMPLATE, _DOCUMENT), "_rels/.rels": (_ODD_PROPERTIES, _PROPERTIES)}


def plain_file() -> Any:
    """A document with our styles alone (python-docx's template has American paper and fonts, 900 kB of styles)."""
    file = docx.Document()
    for relations in (file.part.rels, file.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(_UNUSED_PARTS)]:
            del relations[key]
    styles: Element = file.styles.element
    styles[:] = _our_styles()[:]
    return file


def templated_file(template: Path) -> tuple[Any, dict[str, str]]:
    """An empty document with a template's pages, headers and styles, and the ids of its styles by ours.

    A style is the same by its name, which Word keeps in English whatever the ids are called (``heading 1`` is
    ``Rubrik1`` in Swedish); those that a template lacks are added. ``CoderError`` for what is no Word document.
    """
    try:
        file = docx.Document(io.BytesIO(_as_document(template.read_bytes())))
    except OSError as error:
        message = _("{path}: cannot be read: {reason}.")
        raise CoderError(message.format(path=template, reason=error.strerror)) from error
    except Exception as error:  # python-docx fails in many ways on what is no Word document
        message = _("{path}: is no Word document (.docx or .dotx) that can serve as a template.")
        raise CoderError(message.format(path=template)) from error
    body: Element = file.element.body
    for element in list(body):
        if element.tag != W + "sectPr":
            body.remove(element)
    return file, _with_our_styles(file.styles.element)


def _as_document(data: bytes) -> bytes:
    """A template (.dotx) as a document: they differ in one word of their list of contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in _REPLACED:
                content = content.replace(*_REPLACED[entry.filename])
            new.writestr(entry, content)
    return out.getvalue()


def _with_our_styles(styles: Element) -> dict[str, str]:
    known = {_name(style): str(style.get(W + "styleId")) for style in styles.findall(W + "style")}
    taken = set(known.values())
    ours = list(_our_styles().findall(W + "style"))
    ids: dict[str, str] = {}
    added = []
    for style in ours:
        own = str(style.get(W + "styleId"))
        if (there := known.get(_name(style))) is not None:
            ids[own] = there
        else:
            ids[own] = own if own not in taken else f"{own}Report"
            added.append(deepcopy(style))
    for style in added:
        style.set(W + "styleId", ids[str(style.get(W + "styleId"))])
        style.attrib.pop(W + "default", None)
        for tag in ("basedOn", "next", "link"):
            for element in style.findall(W + tag):
                element.set(W + "val", ids.get(element.get(W + "val"), element.get(W + "val")))
        styles.append(style)
    return ids


def _our_styles() -> Element:
    return parse_xml(_STYLES.read_bytes())


def _name(style: Element) -> str:
    return str(style.find(W + "name").get(W + "val")).casefold()
