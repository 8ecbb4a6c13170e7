"""A Word file that knows whether somebody has edited it since it was written: it carries the digest of its parts.

The digest is a custom property of the document (``docProps/custom.xml``), which word processors keep when they save,
while they write every other part anew. So a file tells by itself, on whatever machine; nothing has to be remembered.
"""

import hashlib
import io
import re
import zipfile
from pathlib import Path

from coder.exporters.container import rewrite

PROPERTY = "intervju-coder-digest"
_CUSTOM = "docProps/custom.xml"
_TYPES = "[Content_Types].xml"
_RELATIONS = "_rels/.rels"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>'
)
_OURS = re.compile(rf'<property\b[^>]*name="{PROPERTY}"[^>]*>.*?</property>', re.DOTALL)
_DIGEST = re.compile(rf'name="{PROPERTY}"[^>]*>\s*<vt:lpwstr>([0-9a-f]{{64}})</vt:lpwstr>')


def sealed(data: bytes) -> bytes:
    """A Word file with the digest of its parts in it."""
    fixed = io.BytesIO()
    rewrite(io.BytesIO(data), fixed)  # which also changes parts: the digest is of what is written
    parts = _parts(fixed.getvalue())
    if _CUSTOM not in parts:
        parts[_CUSTOM] = _EMPTY.encode()
        override = f'<Override PartName="/{_CUSTOM}" ContentType="{_CONTENT_TYPE}"/>'
        parts[_TYPES] = parts[_TYPES].replace(b"</Types>", f"{override}</Types>".encode())
        relation = f'<Relationship Id="rIdCoderDigest" Type="{_RELATION}" Target="{_CUSTOM}"/>'
        parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    others = _OURS.sub("", parts[_CUSTOM].decode("utf-8"))
    number = 1 + max(map(int, re.findall(r'\bpid="(\d+)"', others)), default=1)
    value = f"<vt:lpwstr>{_digest(parts)}</vt:lpwstr>"
    ours = f'<property fmtid="{_FORMAT}" pid="{number}" name="{PROPERTY}">{value}</property>'
    parts[_CUSTOM] = others.replace("</Properties>", f"{ours}</Properties>").encode()
    packed, out = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    packed.seek(0)
    rewrite(packed, out)
    return out.getvalue()


def unedited(path: Path) -> bool:
    """Whether a file is one of ours and as it was written; what cannot be read is somebody's."""
    try:
        parts = _parts(path.read_bytes())
        said = _DIGEST.search(parts.get(_CUSTOM, b"").decode("utf-8"))
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, RuntimeError):
        return False
    return said is not None and said[1] == _digest(parts)


def free_place(path: Path) -> Path:
    """Where a Word file may be written: the path itself, or the first with a number that nobody has edited."""
    number, place = 1, path
    while place.exists() and not unedited(place):
        number += 1
        place = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return place


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def _digest(parts: dict[str, bytes]) -> str:
    """Of all parts but the one that holds it; names and lengths go in, so that no two lists of parts are alike."""
    whole = hashlib.sha256()
    for name in sorted(parts):
        if name != _CUSTOM:
            whole.update(f"{name}\0{len(parts[name])}\0".encode())
            whole.update(parts[name])
    return whole.hexdigest()
