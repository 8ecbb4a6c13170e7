"""Deciding between coders: what is kept, what counts, and that nothing of the coders' own is touched."""

from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Facets, Project
from coder.queries.agreement import agreement
from coder.queries.disagreements import Disagreements, Stretch, disagreements, double_coded
from coder.queries.frequencies import frequencies
from coder.queries.quotes import QuoteFilter, one_quote, quotes
from coder.queries.selection import ALL_CODERS, Selection
from coder.queries.transcript import transcript
from coder.queries.undecided import undecided
from coder.spans import Span
from coder.terms import ADJUDICATED
from tests.conftest import Opener, passage
from tests.doing import path_of
from tests.tables import recorded, unwhole

SAID = "Stuprören. Folk hamnar mellan stolarna"


@pytest.fixture
def maja(opened: Opener) -> Project:
    """One agreement, one coding with other ends, and a code that each has alone."""
    maja, tor = opened("Maja"), opened("Tor")
    for project in (maja, tor):
        project.apply_code("ame", *passage(project, "ame", "Den är indragen"), "buss", Facets(about=("unga",)))
    maja.apply_code("ame", *passage(maja, "ame", "Stuprören"), "stuprör", Facets(about=("af",), voice="other"))
    tor.apply_code("ame", *passage(tor, "ame", SAID), "stuprör", Facets(about=("unga",), voice="self"))
    maja.apply_code("ame", *passage(maja, "ame", "praktik i stan"), "praktik")
    tor.apply_code("ame", *passage(tor, "ame", "det a\u0308r så"), "närhet")
    return maja


def found_in(project: Project) -> Disagreements:
    return project.ask(disagreements, "ame")


def on(project: Project, code: str) -> Stretch:
    return next(row for row in found_in(project).rows if row.code == code)


def kept(project: Project) -> set[tuple[str, str]]:
    """The adjudicated codings as code and words."""
    view = project.ask(transcript, "ame")
    return {(each.code, view.text[each.start : each.end]) for each in view.codings if each.coder == ADJUDICATED}


def counted(project: Project) -> set[tuple[str, str]]:
    return {(quote.coder, quote.code) for quote in project.ask(quotes, QuoteFilter(source="ame")).rows}


class TestWhatDiffers:
    def test_ends_and_what_is_missing(self, maja: Project) -> None:
        found = found_in(maja)
        assert found.coders == ("Maja", "Tor")
        assert [row.code for row in found.agreed] == ["buss"]
        assert {(row.code, row.kind) for row in found.rows} == {
            ("stuprör", "ends"),
            ("praktik", "missing"),
            ("närhet", "missing"),
        }
        assert on(maja, "stuprör").span == Span(*passage(maja, "ame", SAID))
        assert (found.left, found.begun, found.complete) == (3, False, False)

    def test_one_coder_alone_is_refused(self, project: Project) -> None:
        project.apply_code("ame", *passage(project, "ame", "Stuprören"), "stuprör")
        with pytest.raises(CoderError, match="two coders or more"):
            project.ask(disagreements, "ame")
        assert project.ask(double_coded) == ()

    def test_between_three_all_have_to_say_the_same(self, maja: Project, opened: Opener) -> None:
        eva = opened("Eva")
        eva.apply_code("ame", *passage(eva, "ame", "Den är indragen"), "buss")
        assert [row.code for row in found_in(maja).agreed] == ["buss"]
        assert len(found_in(maja).coders) == 3
        assert maja.ask(disagreements, "ame", ("Maja", "Tor")).coders == ("Maja", "Tor")


class TestDeciding:
    def test_what_they_agree_on_is_taken_over_with_what_both_say(self, maja: Project) -> None:
        begun = maja.begin_adjudication("ame")
        assert (begun.taken, begun.left) == (1, 3)
        assert kept(maja) == {("buss", "Den är indragen")}
        [view] = [each for each in maja.ask(transcript, "ame").codings if each.coder == ADJUDICATED]
        assert view.about == ("unga",)
        assert maja.begin_adjudication("ame").taken == 0

    @pytest.mark.parametrize(
        ("choice", "expected"),
        [
            ({"keep": "Maja"}, {("stuprör", "Stuprören")}),
            ({"keep": "tor"}, {("stuprör", SAID)}),
            ({"keep": "both"}, {("stuprör", SAID)}),
            ({"keep": "neither"}, set()),
            ({"code": "avstånd"}, {("avstånd", SAID)}),
            ({"keep": "Maja", "code": "avstånd"}, {("avstånd", "Stuprören")}),
        ],
    )
    def test_keeps(self, maja: Project, choice: dict[str, str], expected: set[tuple[str, str]]) -> None:
        quotes_kept = maja.decide("ame", on(maja, "stuprör").id, why="tydligare", **choice)  # type: ignore[arg-type]
        assert kept(maja) - {("buss", "Den är indragen")} == expected
        decision = on(maja, "stuprör").decision
        assert decision is not None
        assert (decision.decided_by, decision.why) == ("Maja", "tydligare")
        assert tuple(each.quote for each in decision.kept) == quotes_kept
        assert found_in(maja).left == 2

    def test_another_passage(self, maja: Project) -> None:
        span = passage(maja, "ame", "Folk hamnar")
        maja.decide("ame", on(maja, "stuprör").id, span=span)
        assert ("stuprör", "Folk hamnar") in kept(maja)
        with pytest.raises(CoderError):
            maja.decide("ame", on(maja, "praktik").id, span=(5, 5))

    def test_both_say_all_that_either_says(self, maja: Project) -> None:
        [quote] = maja.decide("ame", on(maja, "stuprör").id, "both")
        row, _turns = maja.ask(one_quote, quote)
        assert (row.coder, row.about, row.voice) == (ADJUDICATED, ("af", "unga"), "other")

    def test_deciding_anew_replaces_what_was_kept(self, maja: Project) -> None:
        maja.decide("ame", on(maja, "stuprör").id, "Maja")
        maja.decide("ame", on(maja, "stuprör").id, code="avstånd")
        maja.decide("ame", on(maja, "stuprör").id, "Tor")
        assert kept(maja) == {("buss", "Den är indragen"), ("stuprör", SAID)}

    def test_the_rest_of_one_kind_and_then_all(self, maja: Project) -> None:
        assert [number for _source, number in maja.ask(undecided)] == [found_in(maja).left]
        assert maja.decide_rest("ame", "Tor", "ends") == 1
        assert [number for _source, number in maja.ask(undecided)] == [found_in(maja).left]
        assert found_in(maja).left == 2
        assert maja.decide_rest("ame", "both") == 2
        assert found_in(maja).complete

    def test_unknown_names_are_refused_and_change_nothing(self, maja: Project) -> None:
        before = recorded(path_of(maja))
        for attempt in (
            lambda: maja.decide("ame", "D-000000", "Maja"),
            lambda: maja.decide("ame", on(maja, "stuprör").id, "Eva"),
            lambda: maja.decide("ame", on(maja, "stuprör").id),
            lambda: maja.decide("ame", on(maja, "stuprör").id, code="saknas"),
            lambda: maja.reopen_decision("ame", on(maja, "stuprör").id),
        ):
            with pytest.raises(CoderError):
                attempt()
        assert recorded(path_of(maja)) == before

    def test_it_is_between_those_with_whom_it_began(self, maja: Project, opened: Opener) -> None:
        maja.begin_adjudication("ame", ("Maja", "Tor"))
        eva = opened("Eva")
        eva.apply_code("ame", *passage(eva, "ame", "Stuprören"), "stuprör")
        assert found_in(maja).coders == ("Maja", "Tor")
        with pytest.raises(CoderError, match="between Maja, Tor"):
            maja.ask(disagreements, "ame", ("Maja", "Eva"))


class TestWhatCounts:
    def test_the_adjudicated_set_once_nothing_is_left(self, maja: Project) -> None:
        main = counted(maja)
        assert len({coder for coder, _code in main}) == 1
        maja.decide_rest("ame", "Tor", "missing")
        assert counted(maja) == main
        maja.decide("ame", on(maja, "stuprör").id, "both")
        assert counted(maja) == {(ADJUDICATED, "buss"), (ADJUDICATED, "stuprör"), (ADJUDICATED, "närhet")}
        scope = maja.ask(frequencies).scope
        assert scope.adjudicated == 1

    def test_taking_a_decision_back_lets_the_main_coder_s_count_again(self, maja: Project) -> None:
        main = counted(maja)
        maja.decide_rest("ame", "both")
        maja.reopen_decision("ame", on(maja, "stuprör").id)
        assert counted(maja) == main
        assert ("stuprör", SAID) not in kept(maja)

    def test_it_goes_on_counting_when_a_coder_codes_on(self, maja: Project) -> None:
        maja.decide_rest("ame", "both")
        maja.apply_code("ame", *passage(maja, "ame", "Så[/] är det"), "närhet")
        assert found_in(maja).left == 1 and found_in(maja).complete
        assert {coder for coder, _code in counted(maja)} == {ADJUDICATED}

    def test_agreement_and_all_coders_never_count_it(self, maja: Project) -> None:
        before = maja.ask(agreement)
        everyone = maja.ask(quotes, QuoteFilter(), Selection((ALL_CODERS,))).rows
        maja.decide_rest("ame", "both")
        assert maja.ask(agreement) == before
        assert maja.ask(quotes, QuoteFilter(), Selection((ALL_CODERS,))).rows == everyone
        chosen = maja.ask(quotes, QuoteFilter(), Selection((ADJUDICATED,))).rows
        assert {row.coder for row in chosen} == {ADJUDICATED}

    def test_nobody_codes_under_its_name(self, maja: Project) -> None:
        with pytest.raises(CoderError, match="under your own name"):
            Project.open(path_of(maja), "Adjudicated")


class TestHistory:
    def test_undo_gives_back_every_row_and_redo_does_it_again(self, maja: Project) -> None:
        states = [recorded(path_of(maja))]
        for act in (
            lambda: maja.begin_adjudication("ame"),
            lambda: maja.decide("ame", on(maja, "stuprör").id, "Tor", why="för att"),
            lambda: maja.explain_decision("ame", on(maja, "stuprör").id, "av annat skäl"),
            lambda: maja.decide("ame", on(maja, "stuprör").id, "both"),
            lambda: maja.decide_rest("ame", "Maja"),
            lambda: maja.reopen_decision("ame", on(maja, "praktik").id),
            lambda: maja.drop_adjudication("ame"),
        ):
            act()
            states.append(recorded(path_of(maja)))
        for state in reversed(states[:-1]):
            maja.undo()
            assert recorded(path_of(maja)) == state
        for state in states[1:]:
            maja.redo()
            assert recorded(path_of(maja)) == state
        assert unwhole(path_of(maja)) == []

    def test_decisions_follow_a_corrected_text(self, maja: Project, tmp_path: Path) -> None:
        maja.decide_rest("ame", "Tor", why="så")
        before = {(row.code, row.decision is not None) for row in found_in(maja).rows}
        text = (maja.transcripts_folder / "ame.txt").read_text("utf-8")
        file = tmp_path / "rättad.txt"
        file.write_text(text.replace("Vad hindrar", "Säg mig vad som hindrar"), encoding="utf-8")
        maja.correct("ame", file)
        found = found_in(maja)
        assert {(row.code, row.decision is not None) for row in found.rows} == before
        assert found.complete and found.left == 0
        maja.undo()
        assert found_in(maja).left == 0

    def test_merging_codes_takes_their_decisions_along(self, maja: Project) -> None:
        maja.decide_rest("ame", "Tor")
        maja.merge_codes("närhet", "praktik")
        assert ("praktik", "det a\u0308r så") in kept(maja)
        assert all(row.decision for row in found_in(maja).rows)
        assert unwhole(path_of(maja)) == []
