"""A colleague's project file: what she did comes in, nothing happens to her file, twice changes nothing."""

import shutil
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from tests.conftest import passage
from tests.doing import code_words, path_of
from tests.tables import recorded, unwhole

EVERYONE = Selection(("all",), True)


def test_what_a_colleague_coded_comes_in(project: Project, finished_study: Path, tmp_path: Path) -> None:
    theirs = shutil.copytree(finished_study, tmp_path / "hers") / "coder.db"
    tor = Project.open(theirs, "Tor")
    quote = tor.apply_code("ame", *passage(tor, "ame", "indragen"), "buss")
    tor.close()
    code_words(project)
    before, kept = recorded(path_of(project)), theirs.read_bytes()
    seen = project.import_file(theirs, preview=True)
    assert recorded(path_of(project)) == before
    result = project.import_file(theirs)
    assert (result.added, result.losses) == (seen.added, [])
    assert {(row.quote, row.coder) for row in project.ask(quotes, selection=EVERYONE).rows} >= {(quote, "Tor")}
    assert len(project.ask(quotes, selection=EVERYONE).rows) == 2
    assert theirs.read_bytes() == kept and unwhole(path_of(project)) == []
    after = recorded(path_of(project))
    assert not project.import_file(theirs).changes
    assert recorded(path_of(project)) == after
    project.undo()
    assert recorded(path_of(project)) == before


def test_what_is_no_project_is_refused_in_one_line(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "annat.db"
    path.write_bytes(b"Hej")
    with pytest.raises(CoderError, match=r"annat.db: This is no project of coder, or it is damaged\.$"):
        project.import_file(path)
