"""What other programs' own readers make of our files (T4): pyrefiqda, qualitative-coding, xmlschema.

They live in an environment of their own, which ``.ci/run`` makes; ``CODER_REFI_ORACLES`` is its Python.
"""

import json
import os
import subprocess
from typing import Any

import pytest

from coder.project import Project
from coder.queries.codes import code_tree
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from tests.refi_files import SCHEMAS

ORACLES = os.environ.get("CODER_REFI_ORACLES", "")


@pytest.fixture(scope="module")
def said(bundled: Project, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What they say of the bundled study."""
    if not ORACLES:
        pytest.skip("CODER_REFI_ORACLES names no environment with pyrefiqda and qualitative-coding")
    folder = tmp_path_factory.mktemp("oracles")
    project, codebook = bundled.export(folder, ["qdpx", "qdc"])
    line = [ORACLES, SCHEMAS / "oracles.py", project, codebook, SCHEMAS / "Project.xsd", folder]
    done = subprocess.run(
        list(map(str, line)), cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def codings(project: Project) -> list[list[object]]:
    """Source, start, end, code's name, coder, words."""
    names = {view.key: view.name for view in project.ask(code_tree)}
    found: list[list[object]] = []
    for row in project.ask(source_rows):
        view = project.ask(transcript, row.source)
        for each in view.codings:
            words = view.text[each.start : each.end]
            found.append([row.source, each.start, each.end, names[each.code], each.coder, words])
    return sorted(found, key=str)


def test_it_is_valid_for_another_validator(said: Any) -> None:
    assert said["xmlschema"] is True


def test_pyrefiqda_reads_it_and_writes_it_again(said: Any, bundled: Project) -> None:
    assert sorted(said["pyrefiqda"]["first"], key=str) == codings(bundled)
    assert said["pyrefiqda"]["again"] == said["pyrefiqda"]["first"]
    assert said["codebook"] == sorted([view.id, view.name] for view in bundled.ask(code_tree))


def test_qualitative_coding_takes_it_over(said: Any, bundled: Project) -> None:
    """It keeps lines instead of offsets: sources, codes, coders and who applied what where must be equal."""
    ours, theirs = codings(bundled), said["qualitative-coding"]
    assert theirs["documents"] == sorted({f"{row.source}.txt" for row in bundled.ask(source_rows)})
    assert theirs["codes"] == sorted({view.name for view in bundled.ask(code_tree)})
    assert theirs["coders"] == sorted({str(row[4]) for row in ours})
    assert sorted(map(tuple, theirs["codings"])) == sorted({(f"{row[0]}.txt", row[3], row[4]) for row in ours})
