"""What other programs make of a project and a codebook of ours, as JSON: run with the Python of their environment.

python oracles.py PROJECT.qdpx CODEBOOK.qdc Project.xsd FOLDER
"""

import contextlib
import io
import json
import os
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import xmlschema
from pyrefiqda import RefiCodebook, RefiProject


def main() -> None:
    project, codebook, schema, folder = map(Path, sys.argv[1:])
    with contextlib.redirect_stdout(sys.stderr):
        found = {
            "xmlschema": _valid(project, schema),
            "pyrefiqda": _pyrefiqda(project, folder),
            "codebook": _codebook(codebook),
            "qualitative-coding": _qualitative_coding(project, folder / "qc"),
        }
    print(json.dumps(found))


def _valid(project: Path, schema: Path) -> bool:
    xmlschema.XMLSchema(schema).validate(io.BytesIO(zipfile.ZipFile(project).read("project.qde")))
    return True


def _pyrefiqda(path: Path, folder: Path) -> dict[str, Any]:
    project = RefiProject.load(path, str(folder / "first"))
    again = folder / "again.qdpx"
    RefiProject.save(project, again, folder / "first" / "sources")
    return {
        "first": _passages(project, path),
        "again": _passages(RefiProject.load(again, str(folder / "second")), path),
    }


def _passages(project: Any, path: Path) -> list[list[Any]]:
    archive = zipfile.ZipFile(path)
    entries = {Path(name).name: name for name in archive.namelist()}
    names = {}
    waiting = list(project.code_book.codes.code)
    while waiting:
        code = waiting.pop()
        names[code.guid] = code.name
        waiting += code.code
    users = {user.guid: user.name for user in project.users.user}
    found = []
    for source in project.sources.text_source:
        text = archive.read(entries[source.plain_text_path.rpartition("/")[2]]).decode("utf-8")
        for selection in source.plain_text_selection:
            start, end = selection.start_position, selection.end_position
            for coding in selection.coding:
                code = names[coding.code_ref.target_guid]
                found.append([source.name, start, end, code, users[coding.creating_user], text[start:end]])
    return sorted(found)


def _codebook(path: Path) -> list[list[str]]:
    book = RefiCodebook.load(path)
    found, waiting = [], list(book.codes.code)
    while waiting:
        code = waiting.pop()
        found.append([code.guid, code.name])
        waiting += code.code
    return sorted(found)


def _qualitative_coding(path: Path, folder: Path) -> dict[str, Any]:
    """Its own import; it counts lines, not characters, and joins codes of one name."""
    from qualitative_coding.refi_qda.reader import REFIQDAReader

    os.environ["PYTHONBREAKPOINT"] = "0"  # a stop for a debugger was left in its import
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = path.resolve()
    os.chdir(folder)
    reader = REFIQDAReader(str(path))
    reader.unpack_project(folder)
    with reader.corpus.session():
        taken = {(line[3], line[0], line[1]) for line in reader.corpus.get_coded_lines()}
    return {
        "documents": sorted(reader.document_guids.values()),
        "codes": sorted(set(reader.code_guids.values())),
        "coders": sorted(reader.coder_guids.values()),
        "codings": sorted(taken),
    }


if __name__ == "__main__":
    main()
