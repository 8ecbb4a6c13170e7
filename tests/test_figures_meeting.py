"""What stands behind figures, against pandas."""

from hypothesis import given
from hypothesis import strategies as st

from coder.project import Project
from coder.queries.behind import meeting_codings, row_codings
from coder.queries.selection import ALL_CODERS, Selection
from tests.figures_study import CODES, Applied, applied, apply, characters, on_the_study, study

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
