"""Quotes for writers: picking, order and headings, light editing, attributions, and the files they go into."""

import zipfile
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.attribution import attributions, read_template
from coder.queries.counted import count
from coder.queries.picks import picks
from coder.queries.selection import DEFAULT
from coder.queries.variables import case_variables
from tests.app_running import with_codings
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.doing import code_words


def listed(project: Project) -> list[tuple[str, str]]:
    return [(pick.heading, pick.quote) for pick in project.ask(picks)]


@pytest.fixture
def four(project: Project) -> list[str]:
    """Four quotes of the project."""
    with_codings(project)
    return [
        project.apply_code(source, *passage(project, source, words), code)
        for source, words, code in (
            ("ame", "Stuprören.", "stuprör"),
            ("ame", "Den är indragen", "buss"),
            ("gemensam", "stuprören står kvar", "stuprör"),
            ("gemensam", "Praktik fungerar", "praktik"),
        )
    ]


def test_picks_stand_in_sections_those_without_a_heading_first(project: Project, four: list[str]) -> None:
    a, b, c, d = four
    project.pick((a, b), heading="Hinder")
    project.pick((c,))
    project.pick((d,), after=a)
    assert listed(project) == [("", c), ("Hinder", a), ("Hinder", d), ("Hinder", b)]
    project.pick((a,))
    assert [quote for _heading, quote in listed(project)] == [c, a, d, b]
    project.pick((a,), heading="Möjligheter")
    assert listed(project) == [("", c), ("Hinder", d), ("Hinder", b), ("Möjligheter", a)]


def test_moving_over_a_heading_goes_into_the_section(project: Project, four: list[str]) -> None:
    a, b, c, d = four
    project.pick((a, b))
    project.pick((c, d), heading="Hinder")
    project.move_pick(b, 1)
    assert listed(project) == [("", a), ("Hinder", b), ("Hinder", c), ("Hinder", d)]
    project.move_pick(b, 1)
    assert [quote for _heading, quote in listed(project)] == [a, c, b, d]
    project.move_pick(d, 1)
    project.head_pick(b, "Sedan")
    assert listed(project) == [("", a), ("Hinder", c), ("Sedan", b), ("Sedan", d)]
    project.head_pick(b, "Hinder")
    assert listed(project) == [("", a), ("Hinder", c), ("Hinder", b), ("Hinder", d)]


def test_every_change_is_taken_back(project: Project, four: list[str]) -> None:
    project.pick(four, heading="Hinder")
    before = project.ask(picks)
    for change in (
        lambda: project.move_pick(four[0], 1),
        lambda: project.head_pick(four[1], "Annat"),
        lambda: project.edit_pick(four[1], "Den […] indragen"),
        lambda: project.unpick(four[:2]),
        lambda: project.remove_coding(four[3]),
        lambda: project.pick((four[2],), after=four[0]),
    ):
        change()
        assert project.ask(picks) != before
        project.undo()
        assert project.ask(picks) == before
    project.undo()
    assert project.ask(picks) == ()


def test_an_edit_is_kept_only_if_marks_say_what_differs(project: Project) -> None:
    quote = code_words(project, "praktik i stan går inte. [bold]Så[/] är det.", "praktik")
    project.pick((quote,))
    project.edit_pick(quote, "[P]raktik i stan går inte. […] är det.")
    assert project.picked()[0].text == "[P]raktik i stan går inte. […] är det."
    for text in (
        "praktik i stan går bra.",
        "praktik i stan går […].  [bold]Så[/] är det.",
        "praktik går inte. Så är det",
    ):
        with pytest.raises(CoderError, match=quote):
            project.edit_pick(quote, text)
    assert "[P]raktik" in project.picked()[0].text
    project.edit_pick(quote, "")
    assert project.picked()[0].text == project.picked()[0].quote.text


def test_picks_follow_their_quotes(project: Project) -> None:
    first = code_words(project, "Stuprören.", "stuprör")
    second = code_words(project, "Stuprören.", "avstånd")
    project.pick((first,), heading="Hinder")
    kept = project.recode(first, "avstånd")
    assert kept == second
    assert listed(project) == [("Hinder", second)]
    project.remove_coding(second)
    assert listed(project) == []


def test_what_is_not_picked_cannot_be_moved_edited_or_taken_off(project: Project) -> None:
    quote = code_words(project)
    for change in (
        lambda: project.unpick((quote,)),
        lambda: project.move_pick(quote, 1),
        lambda: project.edit_pick(quote, "x"),
        lambda: project.pick((quote,), after=quote),
        lambda: project.pick(("C-00000",)),
    ):
        with pytest.raises(CoderError):
            change()


def test_a_template_is_widened_until_three_cases_share_it(bundled: Project) -> None:
    def answer(session):  # type: ignore[no-untyped-def]
        counted = count(session, DEFAULT)
        return counted, attributions(counted, read_template("{kind}, actor, place"), case_variables(session))

    counted, called = bundled.ask(answer)
    bearers: dict[str, set[str]] = {}
    for source in counted.sources:
        for turn in source.turns:
            if turn.case and not turn.interviewer:
                said = called.of_turn(turn, source.variables)
                bearers.setdefault(said, set()).add(turn.case)
                assert not (turn.consent == "anonymous" and turn.actor and turn.actor in said.split(", "))
    assert all(len(cases) >= 3 for cases in bearers.values())
    assert len(bearers) > 1


@pytest.fixture
def line(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    import shutil

    folder = shutil.copytree(finished_study, tmp_path / "study")
    with_codings(made := Project.open(folder / "coder.db", "Maja")).close()
    assert made
    return CommandLine(folder, monkeypatch, capsys)


def test_the_command_line_picks_edits_lists_and_exports(line: CommandLine) -> None:
    ids = [row["quote"] for row in line("quotes", "--format", "csv").rows]
    line("pick", ids[1], ids[0], "--heading", "Hinder")
    line.fails("pick", ids[3], "--edit", "Något helt annat")
    line("pick", ids[3], "--edit", "[S]tuprören […] kvar")
    rows = line("quotes", "--picked", "--format", "csv").rows
    assert [row["quote"] for row in rows] == [ids[3], ids[1], ids[0]]
    assert list(rows[0])[-2:] == ["heading", "edited"]
    assert rows[0]["edited"] == "[S]tuprören […] kvar" and rows[0]["text"] == "stuprören står kvar"
    report = line("quotes", "--picked", "--for", "report", "--format", "csv").rows
    assert "speaker" not in report[0] and "attribution" in report[0]
    assert "Hinder" in line("quotes", "--picked").out
    for ending in ("md", "docx", "xlsx", "csv"):
        line("quotes", "--picked", "--out", f"valda.{ending}")
    assert "## Hinder" in Path("valda.md").read_text("utf-8")
    with zipfile.ZipFile("valda.docx") as archive:
        assert "[S]tuprören […] kvar" in archive.read("word/document.xml").decode()
    line("pick", ids[0], "--undo")
    assert len(line("quotes", "--picked", "--format", "csv").rows) == 2
    line.fails("quotes", "--attribution", "finns-inte")
    line("check", "valda.docx", "valda.md")
