"""Codes changed in the app: in the project first, then in the lines of the file, and back again."""

import difflib
from collections.abc import Callable

import pytest

from coder.codebook.parse import CodebookError, parse_codebook
from coder.errors import CoderError
from coder.project import Project
from coder.queries.registers import register_entries
from tests.conftest import CODEBOOK, Opener
from tests.doing import agree, code_words, codings, path_of, rewrite, text_of, tree
from tests.tables import recorded, rows_of, unwhole


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[:2] in ("+ ", "- ")]


NÄRHET = "      - id: närhet\n        name: Närhet\n"
BUSS = """\
          # Only where the bus itself is meant.
          - id: buss
            name: Indragen buss
            keywords: [bussen]
"""

Change = tuple[Callable[[Project], object], list[str]]
CHANGES: dict[str, Change] = {
    "add": (
        lambda project: project.add_code("Snö", "avstånd", definition="Vägar som inte plogas."),
        ["+           - id: snö", "+             name: Snö", "+             definition: Vägar som inte plogas."],
    ),
    "add a theme": (lambda project: project.add_code("Samverkan"), ["+   - id: samverkan", "+     name: Samverkan"]),
    "rename": (
        lambda project: project.rename_code("buss", "Ingen buss: alls"),
        ["-             name: Indragen buss", '+             name: "Ingen buss: alls"'],
    ),
    "move": (
        lambda project: project.move_code("buss", "möjligheter"),
        [
            "-         codes:",
            *["- " + line for line in BUSS.splitlines()],
            *["+ " + line[4:] for line in BUSS.splitlines()],
        ],
    ),
    "remove": (lambda project: project.remove_code("närhet"), ["- " + line for line in NÄRHET.splitlines()]),
    "merge": (
        lambda project: project.merge_codes("närhet", "buss"),
        ["- " + line for line in NÄRHET.splitlines()],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_written_into_its_lines_and_out_of_them_again(project: Project, what: str) -> None:
    change, expected = CHANGES[what]
    before, rows = text_of(project), recorded(path_of(project))
    change(project)
    after = text_of(project)
    assert sorted(changed_lines(before, after)) == sorted(expected)
    assert agree(project)
    assert project.read_codebook() == [], "what the program wrote is not read as somebody's change"
    project.undo()
    assert recorded(path_of(project)) == rows
    assert agree(project)
    assert [line for line in changed_lines(before, text_of(project)) if "#" in line] == [], "comments are kept"
    project.redo()
    assert agree(project)


def test_ids_are_made_from_names_and_never_taken_twice(project: Project) -> None:
    assert project.add_code("Långa vägar!") == "långa-vägar"
    assert project.add_code("Långa vägar", "hinder") == "långa-vägar-2"
    assert project.add_code("Unga") == "unga-2", "ids share one space with the registers"
    assert project.add_code("Egen", key="min-egen") == "min-egen"
    for key in ("stuprör", "STUPRÖR", "af", "två ord", "-", ""):
        with pytest.raises(CoderError):
            project.add_code("Ny", key=key)
    with pytest.raises(CoderError):
        project.add_code("  ")


def test_a_code_is_not_moved_under_itself(project: Project) -> None:
    before = recorded(path_of(project))
    for parent in ("avstånd", "buss"):
        with pytest.raises(CoderError):
            project.move_code("avstånd", parent)
    assert recorded(path_of(project)) == before
    assert text_of(project) == CODEBOOK


def test_renaming_keeps_codings(project: Project) -> None:
    quote = code_words(project, code="buss")
    project.rename_code("buss", "Något annat")
    assert codings(project) == [(quote, "buss", "Maja")]


def test_merging_gives_everything_to_the_other_code(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    kept = code_words(maja, code="närhet")
    joins = code_words(tor, code="närhet")
    there = code_words(tor, code="buss")
    maja.write_note("närhet", "Fundera på den.")
    before, text = recorded(path_of(maja)), text_of(maja)
    assert maja.merge_codes("närhet", "buss") == 2
    assert sorted(codings(maja)) == sorted([(kept, "buss", "Maja"), (there, "buss", "Tor")])
    assert joins != there
    [note] = rows_of(path_of(maja), "note")
    assert note[2] == tree(maja)["buss"].id
    assert unwhole(path_of(maja)) == []
    maja.undo()
    assert recorded(path_of(maja)) == before
    assert parse_codebook(text_of(maja)) == parse_codebook(text)


def test_a_code_with_codings_is_removed_only_with_a_place_for_them(project: Project) -> None:
    code_words(project, code="närhet")
    code_words(project, "Folk", "närhet")
    with pytest.raises(CoderError, match=r"närhet.*2"):
        project.remove_code("närhet")
    with pytest.raises(CoderError):
        project.remove_code("närhet", into="närhet")
    with pytest.raises(CoderError, match="avstånd"):
        project.remove_code("avstånd")
    assert text_of(project) == CODEBOOK
    assert project.remove_code("närhet", into="buss") == 2
    assert {code for _quote, code, _coder in codings(project)} == {"buss"}


def test_a_removed_code_s_notes_go_with_it_and_come_back(project: Project) -> None:
    project.write_note("närhet", "Fundera på den.")
    before = recorded(path_of(project))
    project.remove_code("närhet")
    assert rows_of(path_of(project), "note") == []
    project.undo()
    assert recorded(path_of(project)) == before


def test_a_removed_code_leaves_the_questions_that_show_it(project: Project) -> None:
    text = text_of(project) + "questions:\n  - {id: q1, title: Vägar, codes: [närhet, buss], show: [quotes]}\n"
    project.codebook_path.write_text(text, encoding="utf-8")
    project.read_codebook()
    project.remove_code("närhet")
    [question] = project.ask(register_entries, "question")
    assert question.data["codes"] == ["buss"]
    project.undo()
    [question] = project.ask(register_entries, "question")
    assert question.data["codes"] == ["närhet", "buss"]


# The file in the way


def test_a_place_that_cannot_be_written_safely_is_refused_before_anything_is_done(project: Project) -> None:
    before = recorded(path_of(project))
    line = CODEBOOK[: CODEBOOK.index("- {id: praktik")].count("\n") + 1
    with pytest.raises(CoderError, match=str(line)) as refusal:
        project.move_code("avstånd", "praktik")  # which stands in braces, on one line
    assert "\n" not in str(refusal.value)
    assert recorded(path_of(project)) == before
    assert text_of(project) == CODEBOOK


def test_an_undo_that_the_file_cannot_follow_is_refused_whole(project: Project) -> None:
    project.rename_code("buss", "Ingen buss")
    rewrite(project, "colour: red", "colour: reddish")
    before = recorded(path_of(project))
    with pytest.raises(CodebookError):
        project.undo()
    assert recorded(path_of(project)) == before
    rewrite(project, "colour: reddish", "colour: red")
    assert project.undo() != []
    assert text_of(project) == CODEBOOK


def test_undo_keeps_what_was_written_into_the_file_meanwhile(project: Project) -> None:
    """The app is open for hours, and so is the file in an editor."""
    project.rename_code("buss", "Ingen buss")
    rewrite(project, "name: Närhet", "name: Korta vägar  # new")
    project.undo()
    assert "name: Korta vägar  # new" in text_of(project)
    assert "Indragen buss" in text_of(project)
    assert project.read_codebook() == []
    assert tree(project)["närhet"].name == "Korta vägar"
    assert agree(project)


def test_what_was_changed_is_kept_where_the_file_cannot_be_written(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is changed in the app is committed first; then the failure is said."""

    def refuse(_source: object, _target: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(CoderError, match=r"codebook\.yaml.*Permission denied"):
        project.rename_code("buss", "Ingen buss")
    monkeypatch.undo()
    assert tree(project)["buss"].name == "Ingen buss"
    assert text_of(project) == CODEBOOK
    assert sorted(path.name for path in project.folder.iterdir() if path.suffix == ".part") == []
    assert project.read_codebook() == []
    assert tree(project)["buss"].name == "Ingen buss"
