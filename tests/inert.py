"""Whether a written file could run, load or show something that its text says: read as the programs that open it do."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree, html
from markdown_it import MarkdownIt

from coder.guard import runnable

_RUNS = re.compile(r"^\s*(javascript|vbscript|data|file):", re.IGNORECASE)
_ACTIVE = {"script", "iframe", "object", "embed", "form", "base", "link", "foreignObject", "audio", "video", "use"}
_OUR_FIELDS = re.compile(r"\s*(TOC \\o|PAGE|NUMPAGES|SEQ |PAGEREF |REF )")
"""Fields that the exports set themselves; a field of a text would name something else."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def faults(data: bytes, name: str) -> list[str]:
    """What in a file's bytes is not inert."""
    check = _CHECKS.get(name.rsplit(".", 1)[-1])
    return list(check(data)) if check is not None else []


def _csv(data: bytes) -> Iterator[str]:
    for row in csv.reader(io.StringIO(data.decode("utf-8"), newline="")):
        yield from (cell for cell in row if runnable(cell) and not cell.startswith("'") and not _number(cell))


def _number(cell: str) -> bool:
    return re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell) is not None


def _office(data: bytes) -> Iterator[str]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    for part in archive.namelist():
        if part.endswith((".bin", ".vbs")):
            yield part
        if part.endswith((".xml", ".rels")):
            root = etree.fromstring(archive.read(part))
            yield from (f"{part}: {each.get('Target')}" for each in root.iter() if each.get("TargetMode") == "External")
            for element in root.iter(f"{_W}instrText", f"{_W}fldSimple"):
                said = element.text or element.get(f"{_W}instr", "")
                yield from [f"{part}: {said}"] if not _OUR_FIELDS.match(said) else []
            yield from (f"{part}: {each.tag}" for each in root.iter(f"{_W}altChunk", f"{_W}object"))


def _xlsx(data: bytes) -> Iterator[str]:
    import openpyxl

    yield from _office(data)
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            yield from (str(cell.value) for cell in row if cell.data_type == "f" or cell.hyperlink)


def _page(data: bytes) -> Iterator[str]:
    yield from _elements(html.document_fromstring(data.decode("utf-8")))


def _svg(data: bytes) -> Iterator[str]:
    yield from _elements(etree.fromstring(data))


def _markdown(data: bytes) -> Iterator[str]:
    """As a program shows it that lets pages' elements through."""
    for linking in ("commonmark", "gfm-like"):
        reader = MarkdownIt(linking, {"html": True, "linkify": False})
        yield from _elements(html.document_fromstring(f"<body>{reader.render(data.decode('utf-8'))}</body>"))


def _elements(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        if tag in _ACTIVE and not (tag == "use" and (_href(element) or "#").startswith("#")):
            yield tag
        yield from (f"{tag} {key}" for key in element.attrib if str(key).lower().startswith("on"))
        where = _href(element) or element.get("src") or ""
        inside = where.startswith("#") or (tag == "img" and where.startswith("data:image/"))
        if where and not inside:
            yield f"{tag} → {where}"
        if _RUNS.match(where) and not inside:
            yield where


def _href(element: etree._Element) -> str:
    return element.get("href") or element.get("{http://www.w3.org/1999/xlink}href") or ""


_CHECKS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _office,
    "html": _page,
    "svg": _svg,
    "md": _markdown,
    "graphml": _svg,
}
