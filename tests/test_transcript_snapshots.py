"""Pictures of the reader at two sizes: narrow beside a pane, and wide with the names of codes."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from tests.transcript_app import ReaderApp
from tests.transcript_sample import coded, place

SnapCompare = Callable[..., bool]


@pytest.fixture(autouse=True)
def colours_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)


async def at_a_sentence(pilot: Pilot[None]) -> None:
    await pilot.press("j", "full_stop")


async def with_a_selection(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, ReaderApp)
    pilot.app.reader.show_matches([place(coded(), "kille")])
    await pilot.press("j", "full_stop", "s", "shift+right")


def test_the_sentence_at_the_cursor_is_marked_in_a_narrow_reader(snap_compare: SnapCompare) -> None:
    assert snap_compare(ReaderApp(coded()), terminal_size=(50, 24), run_before=at_a_sentence)


def test_codings_have_their_names_beside_them_in_a_wide_reader(snap_compare: SnapCompare) -> None:
    assert snap_compare(ReaderApp(coded()), terminal_size=(160, 30), run_before=with_a_selection)
