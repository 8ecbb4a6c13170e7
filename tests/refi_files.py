"""Makes REFI-QDA files as other programs write them."""

import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

SCHEMAS = Path(__file__).parent / "refi"
PROJECT = "urn:QDA-XML:project:1.0"


def guid(name: str) -> str:
    """A GUID for whatever is called so."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name))


@dataclass(frozen=True)
class Flavour:
    """A way of writing positions and texts."""

    crlf: bool = False
    utf16: bool = False
    raw: bool = False
    """A CRLF counts as two."""
    bom: bool = False
    origin: str = "Program X"

    def bytes_of(self, text: str) -> bytes:
        return (b"\xef\xbb\xbf" if self.bom else b"") + (text.replace("\n", "\r\n") if self.crlf else text).encode()

    def position(self, text: str, offset: int) -> int:
        before = text[:offset].replace("\n", "\r\n") if self.crlf and self.raw else text[:offset]
        return len(before.encode("utf-16-le")) // 2 if self.utf16 else len(before)


def selection(name: str, start: int, end: int, code: str = "", *, inner: str = "", **attributes: str) -> str:
    """A selection, with a coding if a code (its GUID) is given."""
    user = attributes.pop("coder", "")
    by = f' creatingUser="{user}"' if user else ""
    coding = f'<Coding guid="{guid("coding" + name)}"{by}><CodeRef targetGUID="{code}"/></Coding>' if code else ""
    more = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    place = f'startPosition="{start}" endPosition="{end}"'
    return f'<PlainTextSelection guid="{guid("selection" + name)}" {place}{more}>{inner}{coding}</PlainTextSelection>'


def source(name: str, inside: str, path: str | None = None, **attributes: str) -> str:
    more = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    where = path if path is not None else f"internal://{guid(name)}.txt"
    named = f'guid="{guid(name)}" name={quoteattr(name)} plainTextPath={quoteattr(where)}'
    return f"<TextSource {named}{more}>{inside}</TextSource>"


def code(name: str, inside: str = "", **attributes: str) -> str:
    more = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    own = attributes.get("guid") or guid(name)
    more = more if "guid" in attributes else f' guid="{own}"{more}'
    return f'<Code name={quoteattr(name)} isCodable="true"{more}>{inside}</Code>'


def project(*sections: str, origin: str = "Program X", namespace: str = PROJECT) -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{namespace}" name="P" origin="{origin}">' + (
        "".join(sections) + "</Project>"
    )


def section(name: str, *inside: str) -> str:
    return f"<{name}>{''.join(inside)}</{name}>"


def codebook(*codes: str) -> str:
    return section("CodeBook", section("Codes", *codes))


def note(name: str, text: str, inside: str = "") -> str:
    return f'<Note guid="{guid(name)}"><PlainTextContent>{escape(text)}</PlainTextContent>{inside}</Note>'


def qdpx(path: Path, xml: str | bytes, texts: Mapping[str, bytes], entry: str = "project.qde") -> Path:
    """An archive; texts are by entry."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, xml)
        for name, data in texts.items():
            archive.writestr(name, data)
    return path


def text_entry(name: str, folder: str = "sources") -> str:
    return f"{folder}/{guid(name)}.txt"


def root_of(path: Path) -> Any:
    """The XML of a project or codebook."""
    data = path.read_bytes() if path.suffix == ".qdc" else zipfile.ZipFile(path).read("project.qde")
    return etree.fromstring(data)


def all_of(root: Any, *names: str) -> Sequence[Any]:
    """Elements by their local names, in order of the document."""
    return [each for each in root.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in names]


def schema(name: str) -> Any:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))
