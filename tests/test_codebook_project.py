"""The codebook's file, read into a project: what is taken over, what is retired, what is asked."""

from collections.abc import Callable

import pytest

from coder.codebook.parse import CodebookError
from coder.errors import CoderError
from coder.project import Facets, Project
from coder.queries.codes import code_tree
from coder.queries.registers import register_entries
from coder.queries.transcript import transcript
from tests.conftest import CODEBOOK, Opener
from tests.doing import agree, code_words, codings, path_of, rewrite, text_of, tree
from tests.tables import recorded, size, unwhole

NÄRHET = "      - id: närhet\n        name: Närhet\n"
BUSS = """\
          # Only where the bus itself is meant.
          - id: buss
            name: Indragen buss
            keywords: [bussen]
"""

# Reading the file


def test_a_project_says_what_its_codebook_says(project: Project) -> None:
    assert [(code.key, code.depth, code.theme) for code in project.ask(code_tree)] == [
        ("hinder", 0, "hinder"),
        ("stuprör", 1, "hinder"),
        ("avstånd", 1, "hinder"),
        ("buss", 2, "hinder"),
        ("möjligheter", 0, "möjligheter"),
        ("praktik", 1, "möjligheter"),
        ("närhet", 1, "möjligheter"),
    ]
    assert (project.info().name, project.info().language) == ("Liten studie", "sv")
    assert tree(project)["buss"].colour == "red"
    assert tree(project)["stuprör"].keywords == ("stuprör", "mellan stolarna")
    assert [entry.key for entry in project.ask(register_entries, "actor", "group")] == ["af", "byn-kommun", "unga"]
    assert agree(project)


def test_an_unchanged_file_is_not_read_again(project: Project) -> None:
    steps = size(path_of(project), "step")
    assert project.read_codebook() == []
    rewrite(project, "# What stands in the way.", "# What stands in people's way.")
    assert project.read_codebook() == []
    assert size(path_of(project), "step") == steps, "a comment changes no code"


def test_a_changed_file_is_one_step(project: Project) -> None:
    before = recorded(path_of(project))
    rewrite(project, "name: Närhet", "name: Korta vägar\n        definition: Alla känner alla.")
    rewrite(project, "name: Hinder\n", "name: Det som hindrar\n")
    rewrite(project, "name: Unga, definition: 16–24 år", "name: Unga, definition: 16–29 år")
    project.read_codebook()
    assert tree(project)["närhet"].definition == "Alla känner alla."
    assert tree(project)["hinder"].name == "Det som hindrar"
    assert agree(project)
    after = recorded(path_of(project))
    assert [step.kind for step in project.undo()] == ["read_codebook"]
    assert recorded(path_of(project)) == before
    project.redo()
    assert recorded(path_of(project)) == after


def test_reading_that_was_taken_back_is_not_done_again_and_the_file_keeps_it(project: Project) -> None:
    """The file is the researchers': undo takes the codes out of the project, never out of their file."""
    rewrite(project, NÄRHET, NÄRHET + "      - id: egen  # written for an hour\n        name: Egen\n")
    project.read_codebook()
    project.undo()
    assert project.read_codebook() == []
    assert "egen" not in tree(project)
    project.rename_code("buss", "Bussen")
    assert "# written for an hour" in text_of(project)
    rewrite(project, "name: Stuprör\n", "name: Stuprören\n")
    project.read_codebook()
    assert "egen" not in tree(project)
    assert (tree(project)["stuprör"].name, tree(project)["buss"].name) == ("Stuprören", "Bussen")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: närhet", "id: stuprör"),
        ("      - id: avstånd", "\t- id: avstånd"),
        ("name: Närhet", "name:"),
        ("colour: red", "colour: reddish"),
        ("- {id: praktik,", "- {id: praktik"),
        ("definition: Ingen", "definition: Ingen: alls"),
    ],
)
def test_a_faulty_file_names_its_line_and_nothing_is_taken(project: Project, old: str, new: str) -> None:
    before = recorded(path_of(project))
    line = CODEBOOK[: CODEBOOK.index(old)].count("\n") + 1
    rewrite(project, old, new)
    for act in (project.read_codebook, lambda: project.add_code("Ny"), lambda: project.rename_code("buss", "Ny")):
        with pytest.raises(CodebookError, match=rf"codebook\.yaml:{line}:\d+: ") as refusal:
            act()
        assert "\n" not in str(refusal.value)
    assert recorded(path_of(project)) == before


@pytest.mark.parametrize("content", ["åäö".encode("cp1252"), b"\xff\xfe\x00", b"", b"\x00\x01"])
def test_a_file_that_is_no_text_is_refused(project: Project, content: bytes) -> None:
    before = recorded(path_of(project))
    project.codebook_path.write_bytes(content)
    with pytest.raises(CoderError, match=r"codebook\.yaml") as refusal:
        project.read_codebook()
    assert "\n" not in str(refusal.value)
    assert recorded(path_of(project)) == before


def test_without_a_file_the_project_goes_on(project: Project) -> None:
    before = project.ask(code_tree)
    project.codebook_path.unlink()
    assert project.read_codebook() == []
    assert project.ask(code_tree) == before
    project.add_code("Ny", "hinder")
    assert "ny" in tree(project)
    assert not project.codebook_path.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_file_with_windows_newlines_stays_one(project: Project, encoding: str) -> None:
    project.codebook_path.write_bytes(CODEBOOK.replace("\n", "\r\n").encode(encoding))
    project.read_codebook()
    assert tree(project)["stuprör"].definition == "Ingen ser helheten."
    project.rename_code("buss", "Bussen")
    data = project.codebook_path.read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 30
    assert data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert agree(project)


# What is gone from the file


def test_a_code_without_codings_goes_with_its_lines(project: Project) -> None:
    rewrite(project, NÄRHET, "")
    project.read_codebook()
    assert "närhet" not in tree(project)


@pytest.mark.parametrize(
    "use",
    [
        lambda project: code_words(project, code="närhet"),
        lambda project: project.write_note("närhet", "Fundera på den."),
    ],
)
def test_a_code_in_use_is_retired_and_comes_back(project: Project, use: Callable[[Project], object]) -> None:
    use(project)
    identity = tree(project)["närhet"].id
    rewrite(project, NÄRHET, "")
    project.read_codebook()
    assert tree(project)["närhet"].retired
    assert tree(project)["närhet"].id == identity
    with pytest.raises(CoderError, match="närhet"):
        code_words(project, "Folk", "närhet")
    with pytest.raises(CoderError, match="närhet"):
        project.merge_codes("buss", "närhet")
    rewrite(project, "keywords: [praktik]}\n", "keywords: [praktik]}\n" + NÄRHET)
    project.read_codebook()
    assert not tree(project)["närhet"].retired
    assert tree(project)["närhet"].id == identity
    assert unwhole(path_of(project)) == []


def test_codings_of_a_retired_code_stay(project: Project) -> None:
    quote = code_words(project, code="buss")
    rewrite(project, BUSS, "")
    rewrite(project, "        name: Avstånd\n        codes:\n", "        name: Avstånd\n")
    project.read_codebook()
    assert [found for found, _code, _coder in codings(project)] == [quote]
    assert tree(project)["buss"].theme == "hinder"
    project.recode(quote, "avstånd")
    assert [code for _quote, code, _coder in codings(project)] == ["avstånd"]


def test_an_actor_that_codings_are_about_is_retired_and_comes_back(project: Project) -> None:
    quote = code_words(project)
    project.set_facets(quote, Facets(("unga", "af")))
    group = "groups:\n  - {id: unga, name: Unga, definition: 16–24 år}\n"
    rewrite(project, group, "")
    project.read_codebook()
    assert [(entry.key, entry.retired) for entry in project.ask(register_entries, "group")] == [("unga", True)]
    assert project.ask(transcript, "ame").codings[0].about == ("af", "unga")
    rewrite(project, "places:", group + "places:")
    project.read_codebook()
    assert [(entry.key, entry.retired) for entry in project.ask(register_entries, "group")] == [("unga", False)]


# Both sides have changed


def conflict(opened: Opener) -> Project:
    """The project says one name for a code, the file another, and the file has a second change beside it."""
    project = opened("Maja")
    path = project.codebook_path
    path.rename(path.with_suffix(".away"))
    project.rename_code("buss", "Ingen buss")
    path.with_suffix(".away").rename(path)
    rewrite(project, "name: Indragen buss", "name: Bussen som drogs in")
    rewrite(project, "name: Stuprör\n", "name: Stuprören\n")
    return project


def test_a_conflict_is_said_and_nothing_is_taken(opened: Opener) -> None:
    project = conflict(opened)
    before = recorded(path_of(project))
    [line] = project.read_codebook()
    assert all(name in line for name in ("buss", "Ingen buss", "Bussen som drogs in"))
    assert recorded(path_of(project)) == before
    assert project.read_codebook() == [line], "until somebody says which side wins"


@pytest.mark.parametrize(("keep", "name"), [("file", "Bussen som drogs in"), ("project", "Ingen buss")])
def test_one_side_wins_and_the_rest_is_taken_too(opened: Opener, keep: str, name: str) -> None:
    project = conflict(opened)
    assert project.read_codebook(keep) == []
    assert tree(project)["buss"].name == name
    assert tree(project)["stuprör"].name == "Stuprören"
    assert project.read_codebook() == []


def test_a_conflict_is_not_settled_by_another_change(opened: Opener) -> None:
    """What is changed in the app is written into the file; what else stands there waits to be settled."""
    project = conflict(opened)
    project.rename_code("praktik", "Praktikplats")
    assert "Bussen som drogs in" in text_of(project) and "name: Stuprören\n" in text_of(project)
    assert "Praktikplats" in text_of(project)
    assert len(project.read_codebook()) == 1
    project.read_codebook(keep="file")
    assert agree(project)


def test_different_changes_on_both_sides_are_no_conflict(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    maja.rename_code("buss", "Ingen buss")
    rewrite(maja, "name: Närhet", "name: Korta vägar")
    tor.rename_code("praktik", "Praktikplats")
    assert {tree(maja)[key].name for key in ("buss", "närhet", "praktik")} == {
        "Ingen buss",
        "Korta vägar",
        "Praktikplats",
    }
    assert agree(maja)


def test_a_file_whose_reading_was_taken_back_can_be_read_again(project: Project) -> None:
    path = project.codebook_path
    path.write_text(path.read_text("utf-8").replace("name: Närhet", "name: Korta vägar"), encoding="utf-8")
    project.read_codebook()
    project.undo()
    assert project.read_codebook() == [], "it is not read again by itself"
    assert {code.name for code in project.ask(code_tree)} >= {"Närhet"}
    project.read_codebook(keep="file")
    assert {code.name for code in project.ask(code_tree)} >= {"Korta vägar"}
