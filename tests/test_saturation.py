"""Saturation and the landscape of codes, on studies small enough to count by hand."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.exporters.figures import saturation_remarks
from coder.i18n import translator
from coder.project import Project
from coder.project.sources.speakers import SpeakerChange
from coder.queries.landscape import BROAD, DRIFTING, TWINS, UNUSED, landscape
from coder.queries.saturation import Saturation, SaturationRow, saturation, spread
from tests.conftest import passage

WORDS = [f"ord{number:02}" for number in range(30)]
LINE = "IP: " + " ".join(WORDS) + ".\n"


@pytest.fixture
def study(project: Project) -> Project:
    """Six more interviews with one word for each coding, dated backwards by name, of one kind of actor."""
    for number in range(6):
        head = f"---\ncase: Fall {number}\nkind: kommun\ndate: 2014-0{7 - number}-01\n---\n"
        (project.transcripts_folder / f"s{number}.txt").write_text(head + "I: Hej?\n" + LINE, encoding="utf-8")
    project.load()
    return project


def apply(project: Project, source: int, *codes: str) -> None:
    for code in codes:
        word = WORDS[CODES.index(code)]
        project.apply_code(f"s{source}", *passage(project, f"s{source}", word), code)


CODES = ["hinder", "stuprör", "avstånd", "buss", "möjligheter", "praktik", "närhet", "ny-ett", "ny-två"]


def numbers(found: Saturation) -> list[tuple[str, int, int]]:
    return [(row.source, row.new_codes, row.total_codes) for row in found.rows]


def test_codes_made_while_coding_are_told_apart(study: Project) -> None:
    for name in ("Ny ett", "Ny två"):
        study.add_code(name, "hinder")
    apply(study, 5, "hinder", "ny-ett")
    apply(study, 4, "hinder", "stuprör")
    apply(study, 2, "ny-två", "ny-ett", "buss")
    found = study.ask(saturation)
    assert numbers(found) == [("s5", 2, 2), ("s4", 1, 3), ("s2", 2, 5)], "in order of date"
    assert [row.new_while_coding for row in found.rows] == [1, 0, 1]
    assert (found.from_start, found.while_coding, found.guest) == (3, 2, None)
    inductive = study.ask(saturation, inductive=True)
    assert numbers(inductive) == [("s5", 1, 1), ("s4", 0, 1), ("s2", 1, 2)]
    study.undo()
    assert numbers(study.ask(saturation)) == [("s5", 2, 2), ("s4", 1, 3), ("s2", 1, 4)]


def test_a_finished_source_without_codings_has_its_place(study: Project) -> None:
    apply(study, 5, "hinder")
    apply(study, 3, "hinder", "buss")
    study.finish("s5")
    study.finish("s3")
    apply(study, 4, "praktik")
    found = study.ask(saturation)
    assert numbers(found) == [("s5", 1, 1), ("s3", 1, 2)]
    assert (found.finished_only, found.left_out) == (True, 1)
    words = " ".join(saturation_remarks(found, translator("en")))
    assert "1 coded source is left out because it is not finished." in words


def test_the_ratios_are_those_of_the_paper(study: Project) -> None:
    """Base 4, run 2: new codes of a run over the codes of the base, runs moving on by one."""
    for name in ("Ny ett", "Ny två"):
        study.add_code(name, "hinder")
    for source in range(6):
        apply(study, source, "ny-ett")
    apply(study, 1, "ny-två")
    found = study.ask(saturation, inductive=True).guest
    assert found is not None and (found.base_codes, found.kinds) == (1, ("kommun",))
    assert [(run.first, run.last, run.new_codes, run.ratio) for run in found.runs] == [(5, 6, 1, 1.0)]
    assert found.reached is None
    shorter = study.ask(saturation, inductive=True, base=2, run=2).guest
    assert shorter is not None
    assert [(run.first, run.last, run.new_codes) for run in shorter.runs] == [(3, 4, 0), (4, 5, 1), (5, 6, 1)]
    assert shorter.reached is not None and shorter.reached.first == 3


def test_unlike_kinds_of_actors_get_no_verdict(study: Project) -> None:
    study.add_code("Ny ett", "hinder")
    for source in range(6):
        apply(study, source, "ny-ett")
    reached = study.ask(saturation, inductive=True)
    assert reached.guest is not None and reached.guest.reached is not None
    study.set_speakers([SpeakerChange("s3", "IP", kind="stat")])
    mixed = study.ask(saturation, inductive=True)
    assert mixed.guest is not None and mixed.guest.reached is None
    assert "unlike kinds of actors (kommun, stat)" in " ".join(saturation_remarks(mixed, translator("en")))


@given(st.integers(1, 40), st.integers(0, 2**31))
def test_random_orders_end_where_all_orders_end(orders: int, seed: int) -> None:
    dice = np.random.default_rng(seed)
    used = dice.random((5, 7)) < 0.4
    rows = [SaturationRow(n, f"s{n}", 0, 0, 0) for n in range(1, 6)]
    found = spread(rows, used, orders, seed)
    assert found[-1].mean == found[-1].low == found[-1].high == int(used.any(axis=0).sum())
    for before, after in pairwise(found):
        assert (before.low or 0) <= (after.low or 0) and (before.mean or 0) <= (after.mean or 0)
        assert (after.low or 0) <= (after.mean or 0) <= (after.high or 0)


def test_what_strikes_about_codes_follows_from_the_stated_rules(study: Project) -> None:
    for number in range(6):
        begin = passage(study, f"s{number}", WORDS[0])[0]
        for n in range(6):
            study.apply_code(f"s{number}", begin + 6 * n, begin + 6 * n + 5, "stuprör")
            if n < 5:
                study.apply_code(f"s{number}", begin + 6 * n, begin + 6 * n + 5, "närhet")
        study.apply_code(f"s{number}", begin, begin + len(LINE) - 10, "hinder")
        study.apply_code(f"s{number}", begin + 1, begin + len(LINE) - 12, "hinder")
        for n in range(2 if number < 3 else 6):
            study.apply_code(f"s{number}", begin + 70 + 6 * n, begin + 75 + 6 * n, "praktik")
    found = {(each.finding, each.code, each.other): each.figure for each in study.ask(landscape).findings}
    assert found[TWINS, "stuprör", "närhet"] == pytest.approx(5 / 6)
    assert (BROAD, "hinder", "") in found and (BROAD, "stuprör", "") not in found
    assert found[DRIFTING, "praktik", ""] == pytest.approx(3.0)
    assert {code for finding, code, _other in found if finding == UNUSED} == {"buss"}
