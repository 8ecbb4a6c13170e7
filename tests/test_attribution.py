"""Attribution: who is quoted, said so widely that at least three cases share it."""

from collections import defaultdict

import pytest

from coder.project import Project
from coder.queries.attribution import INTERVIEWEE, SHARED_BY, attributions
from coder.queries.counted import Counted, count
from coder.queries.quotes import one_quote, quotes
from coder.queries.selection import DEFAULT, Selection
from tests import by_hand
from tests.conftest import REPOSITORY, passage
from tests.doing import code_words

PUBLIC, CIVIL = "public body", "working life and civil society"
"""The program's own words, which exports translate."""


@pytest.fixture
def wide(project: Project) -> Project:
    """The small study with two more interviews: three cases of the municipalities, two in one place."""
    for name, case, kind, place in (
        ("soc", "Soc Norra", "kommun", "norra"),
        ("fk", "FK Byn", "stat", "norra"),
        ("fack", "Facket", "fack", "södra"),
        ("okänd", "Okänd", "stiftelse", "södra"),
    ):
        head = f"---\ncase: {case}\nkind: {kind}\nplace: {place}\n---\n"
        path = project.transcripts_folder / f"{name}.txt"
        path.write_text(f"{head}I: Hej?\nIP: Stuprören, ja.\n", encoding="utf-8")
    project.load()
    return project


def attribution(project: Project, source: str, words: str = "Stuprören") -> str:
    quote = code_words(project, words, "hinder", source)
    return project.ask(one_quote, quote)[0].attribution


def test_three_is_the_least() -> None:
    assert SHARED_BY == 3


@pytest.mark.parametrize(
    ("source", "words", "said"),
    [
        # Three municipalities in norra, but then "kommun" would mean the one in södra alone.
        ("ame", "Stuprören", "kommun"),
        ("soc", "Stuprören", "kommun"),
        ("gemensam", "Praktik", "kommun"),
        # Two of the state and a coordination association are three public bodies, but one union and one of no
        # sector are not three interviewees: all five are called that.
        ("fk", "Stuprören", INTERVIEWEE),
        ("fack", "Stuprören", INTERVIEWEE),
        ("okänd", "Stuprören", INTERVIEWEE),
    ],
)
def test_an_attribution_is_as_narrow_as_three_cases_allow(wide: Project, source: str, words: str, said: str) -> None:
    assert attribution(wide, source, words) == said


def test_a_passage_of_several_speakers_is_called_by_the_first(wide: Project) -> None:
    """A name for all of them together would point at their common interview."""
    text = "Närheten, vi känner alla.\nIP2: Praktik"
    quote = wide.apply_code("gemensam", *passage(wide, "gemensam", text), "närhet")
    assert wide.ask(one_quote, quote)[0].attribution == "kommun"


def test_the_interviewer_s_words_between_do_not_widen_it(wide: Project) -> None:
    text = "👧 ja.\n\nI: Och bussen?\n\nIP: Den är"
    quote = wide.apply_code("ame", *passage(wide, "ame", text), "buss")
    assert wide.ask(one_quote, quote)[0].attribution == "kommun"


def test_consent_to_be_named_narrows_nothing(wide: Project) -> None:
    """A report may be a public document, whatever somebody agreed to on the day."""
    path = wide.transcripts_folder / "fack.txt"
    path.write_text(path.read_text("utf-8").replace("place: södra", "place: södra\nconsent: named"), encoding="utf-8")
    wide.load()
    assert attribution(wide, "fack") == INTERVIEWEE


def test_one_case_in_several_interviews_is_one_case(project: Project) -> None:
    for number in range(3):
        path = project.transcripts_folder / f"af-{number}.txt"
        path.write_text(
            f"---\ncase: AF Byn\nkind: stat\nplace: norra\n---\nI: Hej?\nIP: Stuprören {number}.\n", encoding="utf-8"
        )
    project.load()
    assert attribution(project, "af-1") in (PUBLIC, INTERVIEWEE)


def bearers(counted: Counted) -> dict[str, set[str]]:
    """Every attribution with the cases that are called by it."""
    called = attributions(counted)
    found: dict[str, set[str]] = defaultdict(set)
    for source in counted.sources:
        for turn in source.turns:
            if turn.case and not turn.interviewer:
                found[called.of_turn(turn)].add(turn.case)
    return found


def test_a_place_is_named_where_three_cases_share_it_and_leave_nobody_behind(project: Project) -> None:
    for number in range(6):
        path = project.transcripts_folder / f"ny-{number}.txt"
        place = "ort" if number < 3 else "stad"
        path.write_text(f"---\ncase: F {number}\nkind: förening\nplace: {place}\n---\nIP: Ja.\n", encoding="utf-8")
    project.load()
    with project.store.reading() as session:
        found = bearers(count(session, DEFAULT))
    assert (len(found["förening, ort"]), len(found["förening, stad"])) == (3, 3)
    assert {said: cases for said, cases in found.items() if len(cases) < SHARED_BY} == {}


def test_every_attribution_in_the_bundled_study_is_borne_by_three_cases(bundled: Project) -> None:
    with bundled.store.reading() as session:
        found = bearers(count(session, DEFAULT))
    assert {said: cases for said, cases in found.items() if len(cases) < SHARED_BY} == {}
    everyone = bundled.ask(quotes, selection=Selection(("all",))).rows
    assert len(everyone) == len(by_hand.rows(REPOSITORY / "transcripts"))
    assert {row.attribution for row in everyone} <= set(found)
    assert len({row.attribution for row in everyone}) > 2, "and says something"


def test_an_attribution_does_not_depend_on_what_is_asked(bundled: Project) -> None:
    """What is left out of the selection does not narrow who might have said it."""
    for selection in (DEFAULT, Selection(("Tor",)), Selection(("all",), with_interviewer=True)):
        for row in bundled.ask(quotes, selection=selection).rows[::120]:
            assert bundled.ask(one_quote, row.quote)[0].attribution == row.attribution
