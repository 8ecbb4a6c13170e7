"""Which codings count: one coding set for each source, and whose that is."""

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.quotes import quotes
from coder.queries.selection import DEFAULT, Selection
from coder.queries.sources import source_rows
from tests.conftest import Opener
from tests.doing import code_words


def counted(project: Project, selection: Selection = DEFAULT) -> set[tuple[str, str]]:
    """(source, coder) of what counts."""
    return {(row.source, row.coder) for row in project.ask(quotes, selection=selection).rows}


@pytest.fixture
def both(opened: Opener) -> tuple[Project, Project]:
    """Maja has two codings in ame, Tor has one there and one in gemensam."""
    maja, tor = opened("Maja"), opened("Tor")
    code_words(maja)
    code_words(maja, "Folk")
    code_words(tor)
    code_words(tor, "Närheten", "närhet", "gemensam")
    return maja, tor


def test_most_codings_make_the_main_coder(both: tuple[Project, Project]) -> None:
    maja, tor = both
    assert counted(maja) == {("ame", "Maja"), ("gemensam", "Tor")}
    assert counted(tor) == counted(maja), "whoever asks"


def test_with_as_many_codings_the_name_decides(both: tuple[Project, Project], opened: Opener) -> None:
    maja, _tor = both
    adam = opened("adam")
    code_words(adam, "Närheten", "närhet", "gemensam")
    assert ("gemensam", "adam") in counted(maja)


def test_who_finished_first_comes_before_the_one_with_most(both: tuple[Project, Project]) -> None:
    maja, tor = both
    tor.finish("ame")
    maja.finish("ame")
    assert counted(maja) == {("ame", "Tor"), ("gemensam", "Tor")}
    tor.finish("ame", finished=False)
    assert ("ame", "Maja") in counted(maja)
    tor.finish("ame")
    assert ("ame", "Maja") in counted(maja), "Maja is first now"


def test_the_assigned_coder_comes_before_all(both: tuple[Project, Project]) -> None:
    maja, tor = both
    maja.finish("ame")
    path = maja.transcripts_folder / "ame.txt"
    path.write_text(path.read_text("utf-8").replace("date:", "coder: TOR\ndate:"), encoding="utf-8")
    maja.load()
    assert ("ame", "Tor") in counted(maja)
    assert ("ame", "Maja") not in counted(maja)
    tor.remove_coding(next(row.quote for row in maja.ask(quotes).rows if row.source == "ame"))
    assert "ame" not in {source for source, _coder in counted(maja)}, "assigned, and has not begun"


def test_an_assigned_coder_nobody_has_heard_of_is_made(both: tuple[Project, Project]) -> None:
    maja, _tor = both
    path = maja.transcripts_folder / "ame.txt"
    path.write_text(path.read_text("utf-8").replace("date:", "coder: Gun\ndate:"), encoding="utf-8")
    maja.load()
    assert "ame" not in {source for source, _coder in counted(maja)}
    assert counted(maja, Selection(("gun",))) == set()


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        (("all",), {("ame", "Maja"), ("ame", "Tor"), ("gemensam", "Tor")}),
        (("Maja",), {("ame", "Maja")}),
        (("TOR", "maja"), {("ame", "Maja"), ("ame", "Tor"), ("gemensam", "Tor")}),
        (("Tor",), {("ame", "Tor"), ("gemensam", "Tor")}),
    ],
)
def test_coders_may_be_named(
    both: tuple[Project, Project], coders: tuple[str, ...], expected: set[tuple[str, str]]
) -> None:
    assert counted(both[0], Selection(coders)) == expected


def test_an_unknown_coder_is_named_with_those_there_are(both: tuple[Project, Project]) -> None:
    with pytest.raises(CoderError, match=r"Nobody.*Maja, Tor") as refusal:
        both[0].ask(quotes, selection=Selection(("Maja", "Nobody")))
    assert "\n" not in str(refusal.value)


def test_lists_use_the_same_coding_set(both: tuple[Project, Project]) -> None:
    maja, _tor = both
    assert {row.source: row.codings for row in maja.ask(source_rows)} == {
        "af": 0,
        "ame": 2,
        "förbundet": 0,
        "gemensam": 1,
    }
    everyone = maja.ask(source_rows, Selection(("all",)))
    assert {row.source: row.codings for row in everyone}["ame"] == 3


def test_finishing_without_codings_makes_nobody_the_main_coder(opened: Opener) -> None:
    """Else everybody's codings would vanish behind an empty set."""
    maja, idle = opened("Maja"), opened("Idle")
    code_words(maja, "Stuprören", "hinder")
    idle.finish("ame")
    assert {row.source: row.codings for row in maja.ask(source_rows)}["ame"] == 1
