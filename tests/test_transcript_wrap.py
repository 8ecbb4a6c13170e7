"""Where rows end: after words, at hyphens and slashes between long parts, and a long text bit by bit."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len

from coder.spans import Span
from coder.tui.transcript import ShownTurn, TranscriptReader
from coder.tui.transcript.breaks import BREAKING
from coder.tui.transcript.fitting import FittedView
from coder.tui.transcript.layout import Layout, Rows
from coder.tui.transcript.prose import Prose
from tests.transcript_app import in_an_app, lines, press, running
from tests.transcript_sample import transcript

WORDS = st.sampled_from(
    [
        *["vi", "och/eller", "AF-chef", "20-åring", "2013–2014", "arbetsförmedlingen/försäkringskassan"],
        *[
            "sam\u00adverkan",
            "a\u030ar",
            "behov\u00ads\u00adprövning",
            "https://www.region.se/a?b=c&d=2014",
            "👩‍👩‍👧",
            "日本語",
        ],
        *["samordnings-förbundet", "…", "–", "x" * 50, "t.ex.", "\u00ad", "d\u00ad", "\u200bord"],
    ]
)
SPEECH = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
MEASURES = st.integers(min_value=10, max_value=45)
JOINT = re.compile(r"[^\W\d_]{4}[-/–]$")


def wrapped(speech: str, measure: int) -> Rows:
    shown = transcript([("IP1", speech)])
    return Layout(Prose(shown.text, shown.turns)).wrap(measure)


def shown_rows(speech: str, measure: int) -> list[str]:
    rows = wrapped(speech, measure)
    return [rows.text(number).rstrip() for number in range(len(rows) - 1)]


@given(SPEECH, MEASURES)
def test_a_row_ends_only_where_a_row_may_end(speech: str, measure: int) -> None:
    rows = wrapped(speech, measure)
    text = rows.prose.text
    for number in range(len(rows) - 2):
        before, after = text[: rows.row(number).end], text[rows.row(number).end :]
        # The piece that cannot be broken otherwise: it is wider than a row, or it was not cut.
        piece = re.split(r"[ \u00ad\u200b]", before)[-1] + re.split(r"[ \u00ad\u200b]", after)[0]
        at_a_joint = before[-1] in f"{BREAKING}\u00ad\u200b" or (JOINT.search(before) and after[:4].isalpha())
        assert at_a_joint or cell_len(piece) > measure, (before[-20:], after[:20])


@given(SPEECH, MEASURES)
def test_rows_are_filled_but_never_too_wide(speech: str, measure: int) -> None:
    assume(" \u00ad" not in speech and " \u200b" not in speech)
    rows = wrapped(speech, measure)
    for number in range(len(rows) - 1):
        assert cell_len(rows.text(number).rstrip(BREAKING)) <= measure
        if number + 2 < len(rows):
            following = rows.text(number + 1).split(" ")[0]
            assert cell_len(rows.text(number) + following) > measure or "-" in following or "/" in following


@pytest.mark.parametrize(
    ("speech", "measure", "rows"),
    [
        ("en sam\u00adverkans\u00admodell", 12, ["en sam-", "verkans-", "modell"]),
        ("en sam\u00adverkans\u00admodell", 14, ["en sam\u200bverkans-", "modell"]),
        ("på AF-enheten och/eller 2013–2014", 12, ["på", "AF-enheten", "och/eller", "2013–2014"]),
        ("se arbetsförmedlingen/kommunen", 25, ["se arbetsförmedlingen/", "kommunen"]),
        ("https://www.esf.se/projekt?id=12345", 20, ["https://www.esf.se/", "projekt?id=12345"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("tio\u00a0mil bort", 9, ["tio\u00a0mil", "bort"]),
    ],
)
def test_where_rows_end(speech: str, measure: int, rows: list[str]) -> None:
    assert shown_rows(speech, measure) == rows


LONG = transcript(
    [("IP1" if n % 2 else "I", f"Replik {n}. " + "Vi a\u0308r inte överens. " * (n % 9)) for n in range(3000)],
    timed=False,
)


@given(st.integers(0, len(LONG.text)), st.integers(20, 90))
def test_near_an_offset_the_first_rows_are_those_that_stay(offset: int, measure: int) -> None:
    prose = PROSE
    first, whole = LAYOUT.around(measure, offset), LAYOUT.wrap(measure)
    assert first.is_wrapped_at(offset)
    assert whole.near is None
    turn = prose.turn_at(offset)
    start, end = first.first_rows[turn], first.first_rows[turn + 1]
    assert first.starts[start:end] == whole.starts[whole.first_rows[turn] : whole.first_rows[turn + 1]]
    assert first.starts == sorted(first.starts)
    assert len(first.first_rows) == len(whole.first_rows)
    assert abs(len(first) - len(whole)) < len(whole) / 3


PROSE = Prose(LONG.text, LONG.turns)
LAYOUT = Layout(PROSE)


def is_whole(reader: TranscriptReader) -> bool:
    return reader._rows is not None and reader._rows.near is None


@in_an_app
async def test_a_long_text_is_shown_before_all_of_it_is_wrapped(monkeypatch: pytest.MonkeyPatch) -> None:
    held = []
    monkeypatch.setattr(FittedView, "_wrap_on", lambda self: held.append(self))
    async with running(LONG) as (pilot, reader):
        assert not is_whole(reader)
        reader.go_to(LONG.turns[2000].speech_start)
        await pilot.pause()
        page = lines(reader)
        assert any("Replik 2000." in line for line in page)
        assert not is_whole(reader)
        await press(pilot, "right")
        assert is_whole(reader)
        assert lines(reader)[0][:40] == page[0][:40]


@in_an_app
async def test_what_is_left_is_wrapped_beside_the_work_and_the_place_stays() -> None:
    async with running(None) as (pilot, reader):
        reader.show(LONG)
        reader.go_to(LONG.turns[1500].speech_start)
        reader.select(Span(LONG.turns[1500].speech_start, LONG.turns[1501].end))
        for _round in range(500):
            if is_whole(reader):
                break
            await pilot.pause(0.01)
        assert is_whole(reader)
        assert any("Replik 1500." in line for line in lines(reader))
        assert reader.selection is not None
        assert reader.virtual_size.height == len(Layout(PROSE).wrap(reader._rows.measure if reader._rows else 0))


def test_turns_without_words_have_rows_too() -> None:
    turns = (ShownTurn(1, "A", 0, 3, 3), ShownTurn(2, "B", 4, 7, 10))
    layout = Layout(Prose("A: \nB: abc", turns))
    assert layout.around(20, 0).starts == layout.wrap(20).starts
