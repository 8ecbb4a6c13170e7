"""What is in exported files."""

import csv
import html
import io
import zipfile
from pathlib import Path


def bytes_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rows_in(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def everything_in(data: bytes, name: str) -> str:
    """A file's text; of Office files every part of it, its properties too."""
    if not name.endswith(("docx", "xlsx", "qdpx")):
        return data.decode("utf-8")
    archive = zipfile.ZipFile(io.BytesIO(data))
    # Writers may put letters as character references.
    return "\n".join(html.unescape(archive.read(part).decode("utf-8", "replace")) for part in archive.namelist())
