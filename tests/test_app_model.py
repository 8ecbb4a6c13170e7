"""Thousands of keys: gestures against a model of the project, and keys at random against the database.

Fixed seeds: the same keys every time. A failure says which gestures or keys were played.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from coder.errors import CoderError
from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from coder.spans import Span
from coder.tui.screens.base import Translated
from coder.tui.screens.choose import ChooseScreen
from coder.tui.screens.coding import CodingScreen
from coder.tui.screens.help import every_binding
from coder.tui.screens.interviews import InterviewsScreen
from tests.app_gestures import Player
from tests.app_running import codings, open_interview, press, table_rows, the_app, until
from tests.conftest import drawn, passage
from tests.doing import path_of
from tests.tables import unwhole
from tests.transcript_app import in_an_app

SEEDS = range(4)
RUNS = drawn(2)
GESTURED, PRESSED = drawn(450), drawn(800)
"""Keys of a run (at least): in all runs of both tests 10,000, where there is time for all."""
SIZE = (70, 20)

LONG = """\
---
case: Långa byn
speakers: {I: interviewer, IP: {case: Långa byn, actor: byn-kommun, place: norra}, Tolk: {}}
---
"""
SAID = (
    "Stuprören är ett hinder. Folk hamnar mellan stolarna! Ja.",
    "Bussen är indragen, så praktik i stan går inte; AF vet det 👩\u200d👩\u200d👧.",
    "Det a\u0308r långt till allt. Arbetsförmedlingen finns inte kvar här, och kommunen får ta det.",
    "Praktik fungerar. Praktik kostar. Närheten hjälper oss [bold]så[/].",
    "Mm.",
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, finished_study: Path) -> Path:
    """The small study with a longer interview, another coder's codings and notes, and suggestions: for copying."""
    folder = tmp_path_factory.mktemp("played") / "study"
    shutil.copytree(finished_study, folder)
    turns = [f"{('I', 'IP', 'IP', 'Tolk')[turn % 4]}: {SAID[turn % 5]}" for turn in range(22)]
    (folder / "transcripts" / "lång.txt").write_text(LONG + "\n\n".join(turns) + "\n", encoding="utf-8")
    project = Project.open(folder / "coder.db", "Tor")
    project.pipeline_spec = BUILT_IN
    project.load([folder / "transcripts" / "lång.txt"])
    for source, words, code in (
        ("lång", "Stuprören är ett hinder.", "stuprör"),
        ("lång", "ett hinder. Folk hamnar", "hinder"),
        ("gemensam", "Närheten, vi känner alla.", "närhet"),
        ("gemensam", "vi känner", "stuprör"),
    ):
        quote = project.apply_code(source, *passage(project, source, words), code)
    project.write_note(quote, "Säkert?")
    project.write_note("source:lång", "Lång.")
    project.suggest()
    project.close()
    return folder


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions stay as they were computed for the template, so that no thread comes between two keys."""
    monkeypatch.setattr(Project, "suggest", lambda *_arguments: None)


@pytest.fixture
def plain_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that fails for another reason than a refusal is a crash, though people are only told of it."""
    told = Translated.on_worker_state_changed

    def told_or_raised(screen: Translated[object], event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and not isinstance(event.worker.error, CoderError):
            raise AssertionError("a worker failed") from event.worker.error
        told(screen, event)

    monkeypatch.setattr(Translated, "on_worker_state_changed", told_or_raised)


def played(seed: int, runs: int, run: Callable[[st.DataObject], None]) -> None:
    """Let hypothesis draw what is played, from a fixed seed."""
    settings = hypothesis.settings(
        max_examples=runs,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    hypothesis.seed(seed)(settings(hypothesis.given(st.data())(run)))()


MOVES = [
    "j",
    "k",
    "full_stop",
    "comma",
    "right",
    "left",
    "down",
    "up",
    "l",
    "h",
    "ctrl+end",
    "ctrl+home",
    "pagedown",
    "I",
]
SELECTS = [*"wst", "plus", "minus", "colon", "semicolon", *"JKLH", "shift+right", "shift+down", "escape"]
LETTERS = ["s", "bus", "av", "hin", "p", "när", "mö"]
TEXTS = ["x", "jo", "y 2"]
ANSWERS = st.sampled_from(["extend", "separate", "leave", "escape"])
SEVERAL = st.lists(st.sampled_from(LETTERS), min_size=1, max_size=3)
NUMBER = st.integers(0, 3)
ENDS = st.lists(st.sampled_from(["full_stop", "comma", "right", "left", "l", "h", "tab"]), max_size=4)
WHAT = st.sampled_from(["write", "write", "change", "take", "leave"])


def gesture(name: str, *details: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.tuples(st.just(name), *details)


MOVING = st.lists(st.sampled_from(MOVES), min_size=1, max_size=4).map(lambda keys: ("move", *keys))
SELECTING = st.lists(st.sampled_from(SELECTS), min_size=1, max_size=3).map(lambda keys: ("move", *keys))
GESTURES = st.one_of(
    MOVING,
    MOVING,
    SELECTING,
    st.one_of(
        gesture("pick", SEVERAL, ANSWERS),
        gesture("recent", st.integers(1, 9), ANSWERS),
        gesture("repeat", ANSWERS),
        gesture("again", st.sampled_from(["colon", "semicolon", "plus", "w"]), ANSWERS),
        gesture("in_vivo", NUMBER),
    ),
    st.one_of(
        gesture("remove", st.sampled_from(["d", "delete"]), NUMBER),
        gesture("star", NUMBER),
        gesture("note", WHAT, st.sampled_from(TEXTS), NUMBER),
        gesture("note_on", WHAT, st.sampled_from(TEXTS), st.integers(0, 6)),
        gesture("facets", st.lists(st.sampled_from("123456"), max_size=3), NUMBER),
        gesture("finish"),
        gesture("adjust", ENDS, NUMBER, st.sampled_from(["enter", "enter", "escape"])),
    ),
    st.one_of(
        gesture("accept"),
        gesture("accept_other", st.sampled_from(LETTERS)),
        gesture("reject", st.sampled_from("xX")),
        gesture("put_off"),
        st.sampled_from([("move", "n"), ("move", "p"), ("move", "z"), ("move", "Z")]),
    ),
    st.one_of(
        gesture("undo", st.integers(1, 4)),
        gesture("redo", st.sampled_from(["y", "ctrl+r"]), st.integers(1, 4)),
        gesture("to_and_fro", st.integers(1, 4), st.integers(1, 4)),
    ),
    st.one_of(
        st.lists(st.sampled_from(["f2", "f4", "f5", "f6"]), min_size=1, max_size=2).map(
            lambda keys: ("go_round", *keys)
        ),
        gesture("another", st.lists(st.sampled_from(["up", "down"]), max_size=3)),
    ),
    gesture(
        "quotes",
        st.lists(st.sampled_from(["down", "up", "space", "A"]), max_size=4),
        st.sampled_from(["recode", "recode", "add", "remove", "star", "note", "facets", "adjust"]),
        SEVERAL,
    ),
)


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_done_in_the_app_is_what_a_model_of_the_project_foretells(
    seed: int, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @in_an_app
    async def run(data: st.DataObject) -> None:
        folder = tmp_path_factory.mktemp("run") / "study"
        shutil.copytree(template, folder)
        project = Project.open(folder / "coder.db", "Ivar")
        try:
            async with the_app(project, SIZE) as pilot:
                await open_interview(pilot, "lång")
                player = Player(pilot, project)
                while len(player.keys) < GESTURED:
                    await player.play(*data.draw(GESTURES))
            assert unwhole(path_of(project)) == []
        finally:
            project.close()

    played(seed, RUNS, run)


LEAVING = {"ctrl+q", "ctrl+e"}
"""Leaving is tried where it lies on another key; the exports have tests of their own and take seconds."""
TYPED = [*"aoåstj1-", "enter", "enter", "escape", "escape", "tab", "space", "backspace", "ctrl+s", "ctrl+p", "ctrl+u"]
WHOLE_KEY_MAP = sorted({key for binding in every_binding() for key in binding.key.split(",")} - LEAVING)
ANY_KEYS = st.lists(
    st.one_of(*map(st.sampled_from, (WHOLE_KEY_MAP, WHOLE_KEY_MAP, TYPED))), min_size=PRESSED, max_size=PRESSED
).map(" ".join)


@pytest.mark.usefixtures("still", "plain_faults")
@pytest.mark.parametrize("seed", SEEDS)
def test_no_key_in_any_order_breaks_the_app_or_parts_the_screen_from_the_database(
    seed: int, template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @in_an_app
    async def run(data: st.DataObject) -> None:
        folder = tmp_path_factory.mktemp("run") / "study"
        shutil.copytree(template, folder)
        project = Project.open(folder / "coder.db", "Ivar")
        keys = data.draw(ANY_KEYS).split()
        try:
            while keys:
                keys = await pressed(project, keys)
            assert unwhole(path_of(project)) == []
        finally:
            project.close()

    played(seed, RUNS, run)


async def pressed(project: Project, keys: list[str]) -> list[str]:
    """Press keys until the app is left; gives those that are still to be pressed."""
    async with the_app(project, SIZE) as pilot:
        await open_interview(pilot, "lång")
        for number, key in enumerate(keys, 1):
            await press(pilot, key)
            if not pilot.app.is_running or pilot.app._exit:
                return keys[number:]
            await shows_what_is_stored(pilot, project)
        for _screen in range(12):
            if isinstance(pilot.app.screen, ModalScreen):
                await press(pilot, "escape")
            if isinstance(pilot.app.screen, ChooseScreen):
                # What is written in a note is not lost by escape: it asks.
                await press(pilot, "enter")
        await press(pilot, "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, InterviewsScreen))
        assert len(table_rows(pilot)) == len(project.ask(source_rows))
    return []


async def shows_what_is_stored(pilot: Pilot[None], project: Project) -> None:
    """The interview on the screen shows the codings in the database, no more and no fewer, and each as it is."""
    screen = pilot.app.screen
    if not isinstance(screen, CodingScreen) or screen.view is None:
        return
    known = {coding.quote: coding for coding in codings(project, screen.view.name)}
    text = screen.reader.transcript
    assert text is not None and text.text == project.ask(transcript, screen.view.name).text
    shown = {coding.quote: coding for coding in screen.reader.codings_in(Span(0, len(text.text)))}
    assert set(shown) == set(known)
    for quote, coding in known.items():
        there = shown[quote]
        assert (there.start, there.end, there.code_key) == (coding.start, coding.end, coding.code)
        assert (there.starred, there.has_note) == (coding.starred, bool(coding.notes))
        assert there.mine == (coding.coder == project.coder)
