"""Figures follow what is done to a study: finishing, naming a main coder, deciding, removing, and taking it back."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.project import Project
from coder.queries.cooccurrence import cooccurrence
from coder.queries.crosstab import crosstab
from coder.queries.frequencies import frequencies
from coder.queries.saturation import saturation
from coder.queries.selection import EVERY_CODING
from coder.terms import ADJUDICATED
from tests.figures_study import (
    SPEECH,
    TEXTS,
    Applied,
    applied,
    apply,
    covering,
    exported,
    figures,
    main_coders,
    on_the_study,
    study,
)

__all__ = ["study"]


def codes(frame: pd.DataFrame) -> dict[str, tuple[int, int, int, int]]:
    return {str(code): figures(of) for code, of in frame.groupby("code")}


def counted(project: Project) -> dict[str, tuple[int, int, int, int]]:
    rows = project.ask(frequencies).rows
    return {row.code: (row.cases, row.sources, row.codings, row.characters) for row in rows if row.codings}


def everything(project: Project) -> tuple[object, ...]:
    """Every figure that has to come back when something is taken back."""
    across = [project.ask(crosstab, "codes", other) for other in ("cases", "groups", "kinds")]
    return project.ask(frequencies), *across, project.ask(cooccurrence), project.ask(saturation)


def of(project: Project, coders: dict[str, str]) -> pd.DataFrame:
    """The characters that one coder's codings cover in each source, as the csv has them."""
    frame = exported(project, EVERY_CODING)
    return covering(frame[frame.coder == frame.source.map(coders)])


@settings(on_the_study, max_examples=25)
@given(applied(), st.sampled_from(sorted(TEXTS)))
def test_finishing_and_removing(study: Project, codings: list[Applied], source: str) -> None:
    apply(study, codings)
    main, before = main_coders(codings), everything(study)
    study.finish(source)  # by Maja: where she has codings, hers are the ones that count
    here = {each.coder for each in codings if each.source == source}
    assert counted(study) == codes(of(study, main | ({source: "Maja"} if "Maja" in here else {})))
    study.assign(source, "Tor")
    assert counted(study) == codes(of(study, main | {source: "Tor"}))
    study.remove_source(source)
    assert counted(study) == codes(of(study, main))
    gone = SPEECH[SPEECH.source != source]
    assert study.ask(frequencies).all_cases == gone.case.nunique()
    for _step in ("remove", "assign", "finish"):
        study.undo()
    assert everything(study) == before


@settings(on_the_study, max_examples=25)
@given(applied(), st.sampled_from(("Maja", "Tor", "both", "neither")))
def test_deciding(study: Project, codings: list[Applied], keep: str) -> None:
    apply(study, codings)
    main, before = main_coders(codings), everything(study)
    double = [
        name for name in sorted(TEXTS) if {each.coder for each in codings if each.source == name} == {"Maja", "Tor"}
    ]
    steps = 0
    for source in double:
        study.begin_adjudication(source, ("Maja", "Tor"))
        steps += 2 if study.decide_rest(source, keep, why="Så är det.") else 1
    assert study.ask(frequencies).scope.adjudicated == len(double)
    assert counted(study) == codes(of(study, main | dict.fromkeys(double, ADJUDICATED)))
    for _step in range(steps):
        study.undo()
    assert everything(study) == before
