"""What stands behind figures, against pandas; and figures after deleting, adjudicating, finishing and undoing."""

import random
import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coder.project import Project
from coder.queries.agreement import ALL, Comparison, agreement
from coder.queries.behind import meeting_codings, row_codings
from coder.queries.frequencies import frequencies
from coder.queries.saturation import saturation
from coder.queries.selection import ALL_CODERS, Selection
from coder.queries.transcript import transcript
from tests.app_running import with_codings
from tests.conftest import Opener, passage
from tests.test_figures import CODES, Applied, applied, apply, characters, on_the_study, study

__all__ = ["study"]


@on_the_study
@given(applied(), st.sampled_from(("overlap", "turn", "1", "3")), st.permutations(CODES))
def test_a_pair_of_codes_opens_the_codings_that_meet(
    study: Project, codings: list[Applied], window: str, codes: list[str]
) -> None:
    apply(study, codings)
    frame = characters(study, codings, everyone=True)
    unit, reach = ("offset", 0) if window == "overlap" else ("turn", 0 if window == "turn" else int(window))
    units = frame[["source", "coder", "quote", "code", unit]].drop_duplicates()
    both = units.merge(units, on=["source", "coder"], suffixes=("_a", "_b"))
    near = (both[f"{unit}_a"] - both[f"{unit}_b"]).abs() <= reach
    meet = both[near & (both.code_a == codes[0]) & (both.code_b == codes[1])]
    everyone = Selection((ALL_CODERS,))
    found = study.ask(meeting_codings, codes[0], codes[1], window, everyone).ids
    # The study of the test calls its codings and quotes by the same numbers.
    assert found == {f"coding-{quote[2:]}" for quote in {*meet.quote_a, *meet.quote_b}}
    rows = study.ask(row_codings, "codes", codes[:2], everyone).ids
    assert rows == {f"coding-{quote[2:]}" for quote in frame[frame.code.isin(codes[:2])].quote}


def test_two_coders_who_code_at_random_have_a_pooled_kappa_near_zero(bundled_folder: Path, tmp_path: Path) -> None:
    """With unlike prevalence: one applies a code to half of the turns, the other to a twentieth."""
    shutil.copytree(bundled_folder, tmp_path / "study")
    dice = random.Random(7)
    for coder, share in (("Eva", 0.5), ("Nils", 0.05)):
        project = Project.open(tmp_path / "study" / "coder.db", coder)
        for source in ("ame-lycksele", "fk-umea"):
            turns = [each.turn for each in project.ask(transcript, source).turns]
            spoken = [turn.speech for turn in turns if turn.speech and not turn.interviewer]
            for code in ("avstånd", "stuprör"):
                for speech in spoken:
                    if dice.random() < share:
                        project.apply_code(source, speech.start, speech.end, code)
        found = project.ask(agreement, Comparison(coders=("Eva", "Nils"))) if coder == "Nils" else None
        project.close()
    assert found is not None
    [pooled] = [row for row in found.rows if row.code == ALL]
    assert pooled.kappa.value is not None and abs(pooled.kappa.value) < 0.1


def test_figures_follow_what_is_finished_decided_and_taken_back(opened: Opener) -> None:
    project = with_codings(opened("Maja"))
    of_code = {row.code: row.codings for row in project.ask(frequencies).rows}
    assert of_code["stuprör"] == 2
    tor = opened("Tor")
    tor.apply_code("ame", *passage(tor, "ame", "praktik i stan"), "praktik")
    tor.finish("ame")
    of_code = {row.code: row.codings for row in project.ask(frequencies).rows}
    assert (of_code["stuprör"], of_code["praktik"]) == (1, 2), "who finished it first is its main coder"
    assert [row.source for row in project.ask(saturation).rows] == ["ame"]
    tor.undo()
    assert {row.code: row.codings for row in project.ask(frequencies).rows}["stuprör"] == 2
    assert len(project.ask(saturation).rows) == 2
