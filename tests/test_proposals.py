"""Beside codes: candidates for new codes, unequal codings, actors that no register has; taken, or left aside."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.language.pipeline import BUILT_IN, load_pipeline
from coder.project import Project
from coder.queries.codes import code_tree
from coder.suggest.base import CodeProfile
from coder.suggest.inconsistent import Coded, inconsistent
from coder.suggest.newcodes import Candidate, Sentence, candidates
from tests.command_line import CommandLine
from tests.conftest import Opener, passage
from tests.doing import agree, path_of
from tests.tables import recorded

CODES = (CodeProfile("buss", "Buss", ("bussen",)),)
TALK = """\
---
case: {case}
speakers: {{I: interviewer, IP: {{case: {case}, kind: kommun, place: norra}}}}
---
I: Hur går det?
IP: Barnomsorgen stänger klockan fem. Utan barnomsorg kan ingen ta kvällsskiftet. {more}
I: Jaha.
IP: Barnomsorg på kvällen, det är kvällsskiftets barnomsorg vi saknar. Och Skolverket svarar inte.
"""


def said(*texts: str, coded: bool = False) -> list[Sentence]:
    return [Sentence(f"k{n % 2}", n, 10 * n, 10 * n + len(text), text, coded) for n, text in enumerate(texts)]


def found(sentences: list[Sentence], *leave_out: str) -> list[Candidate]:
    return candidates(sentences, CODES, load_pipeline(BUILT_IN), leave_out)


class TestCandidates:
    SAID = said(
        "Barnomsorgen stänger klockan fem.",
        "Utan barnomsorg går det inte.",
        "Då får man ingen barnomsorg. (skratt)",
        "Bussen går inte.",
        "Inga bussar går. (skratt)",
        "Bussarna kommer aldrig. (skratt)",
    )

    def test_a_recurrent_word_in_its_own_form(self) -> None:
        (candidate,) = found(self.SAID)
        assert (candidate.name, candidate.keywords, candidate.interviews) == ("Barnomsorg", ("barnomsorg",), 2)
        assert [passage.start for passage in candidate.passages] == [0, 10, 20]

    def test_what_is_left_out_or_coded_is_none(self) -> None:
        assert found(self.SAID, "barnomsorgen") == []
        assert found([Sentence(**(vars(each) | {"coded": True})) for each in self.SAID]) == []

    @settings(max_examples=20, deadline=None)
    @given(st.lists(st.tuples(st.text(max_size=12), st.booleans()), max_size=8))
    def test_any_talk_gives_candidates_of_its_own_sentences(self, talk: list[tuple[str, bool]]) -> None:
        sentences = [
            Sentence(f"k{n % 3}", n, n, n + 1, f"{text} barnomsorg {text}", coded)
            for n, (text, coded) in enumerate(talk)
        ]
        for candidate in found(sentences):
            assert candidate.keywords and all(each in sentences and not each.coded for each in candidate.passages)


def test_nearly_the_same_with_other_codes_is_a_pair() -> None:
    one = Coded("C-1", "a", 0, 40, "Bussen till byn drogs in förra våren.", "Maja", ("buss",))
    other = Coded("C-2", "b", 5, 45, "Bussen till byn drogs ju in förra våren.", "Tor", ("praktik",))
    same = Coded("C-3", "c", 5, 45, "Bussen till byn drogs ju in förra våren.", "Tor", ("buss",))
    pairs = inconsistent([one, other, same], load_pipeline(BUILT_IN))
    assert {(pair.one.quote, pair.other.quote) for pair in pairs} == {("C-1", "C-2"), ("C-2", "C-3")}
    assert pairs[0].only_one or pairs[0].only_other
    again = Coded("C-4", "a", 2, 42, other.text, "Tor", ("praktik",))
    assert inconsistent([one, again], load_pipeline(BUILT_IN)) == [], "they overlap"


@pytest.fixture
def talking(opened: Opener) -> Project:
    project = opened("Maja")
    project.pipeline_spec = BUILT_IN
    for name, more in (("syd", ""), ("norr", "Skolverket med.")):
        path = project.transcripts_folder / f"{name}.txt"
        path.write_text(TALK.format(case=name, more=more), encoding="utf-8")
    project.load()
    return project


class TestInAProject:
    def test_a_candidate_becomes_a_code_with_its_keywords(self, talking: Project) -> None:
        before = recorded(path_of(talking))
        proposal = next(each for each in talking.code_proposals() if "barnomsorg" in each.keywords)
        assert proposal.interviews == 2
        key = talking.accept_code_proposal(proposal.proposal, "hinder")
        code = next(each for each in talking.ask(code_tree) if each.key == key)
        assert (code.parent, code.keywords) == ("hinder", proposal.keywords) and agree(talking)
        assert proposal.proposal not in {each.proposal for each in talking.code_proposals()}
        talking.undo()
        assert recorded(path_of(talking)) == before

    def test_what_is_left_aside_is_not_offered_again_until_an_undo(self, talking: Project) -> None:
        (code, *_rest), (actor, *_others) = talking.code_proposals(), talking.actor_proposals()
        assert (actor.name, actor.mentions, actor.interviews) == ("Skolverket", 3, 2)
        assert talking.dismiss([code.proposal, actor.proposal.lower()]) == 2
        assert code.proposal not in {each.proposal for each in talking.code_proposals()}
        assert talking.actor_proposals() == []
        talking.undo()
        assert talking.actor_proposals() == [actor, *_others]

    def test_an_organisation_becomes_an_actor(self, talking: Project) -> None:
        (actor, *_rest) = talking.actor_proposals()
        assert talking.accept_actor_proposal(actor.proposal) == "skolverket"
        assert "Skolverket" in talking.codebook_path.read_text("utf-8")
        assert talking.actor_proposals() == []
        assert "skolverket" in {row.id for row in talking.mention_rows("norr")}

    def test_pairs_of_two_coders(self, talking: Project) -> None:
        for source, code in (("syd", "buss"), ("norr", "praktik")):
            talking.apply_code(
                source,
                *passage(talking, source, "Barnomsorg på kvällen"[:10] + " på kvällen, det är kvällsskiftets"),
                code,
            )
        (pair,) = talking.pair_proposals()
        assert {pair.one.codes, pair.other.codes} == {("buss",), ("praktik",)}
        talking.draw_for_double_coding("syd", ["Maja", "Tor"])
        assert talking.pair_proposals() == []

    def test_unknown_identifiers_are_one_line(self, talking: Project) -> None:
        for wrong, told in (
            ("N-000000", "nothing with this identifier"),
            ("S-000000", "is no proposal"),
            ("x", "is no"),
        ):
            with pytest.raises(CoderError, match=told):
                talking.accept_code_proposal(wrong)


def test_on_the_command_line(
    talking: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(path_of(talking)).parent
    talking.close()
    coder = CommandLine(folder, monkeypatch, capsys)
    rows = coder("proposals", "codes", "--format", "json").json
    row = next(each for each in rows if "barnomsorg" in each["keywords"])
    assert coder("proposals", "accept", row["proposal"], "--under", "hinder", "--name", "Barnomsorgen").out.strip()
    (actor, *_rest) = coder("proposals", "actors", "--format", "csv").rows
    assert coder("proposals", "accept", actor["proposal"], "--id", "skv").out == "skv\n"
    coder("proposals", "dismiss", "P-000000")
    assert coder("proposals", "unequal", "--format", "json").json == []
    assert coder("proposals", "twins", "--format", "json").json == []
    assert "only new codes" in coder.fails("proposals", "accept", "S-000000")
    for which in ("twins", "codes", "unequal", "actors"):
        coder("proposals", which)
    mentions = coder("mentions", "norr", "--format", "csv").rows
    assert list(mentions[0])[:9] == [
        "source",
        "turn",
        "speaker",
        "start",
        "end",
        "text",
        "register",
        "id",
        "settled_by",
    ]
    assert "skv" in {each["id"] for each in mentions}
    coder("mentions", "--open")
