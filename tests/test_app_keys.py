"""Keys of one's own: a file puts what the app does on other keys; a faulty file is told, and the usual keys hold."""

from pathlib import Path

import pytest
from textual.binding import Binding

from coder.errors import CoderError
from coder.project import Project
from coder.queries.transcript import transcript
from coder.tui.keymap import as_file, read_keys, rebound
from coder.tui.screens.help import HelpScreen, every_binding
from tests.app_running import complaints, open_interview, press, the_app
from tests.doing import codings


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys.yaml"
    monkeypatch.setenv("CODER_KEYS", str(path))
    return path


def test_every_binding_has_a_name_of_its_own() -> None:
    names = [binding.id for binding in every_binding()]
    assert None not in names
    assert len(names) == len(set(names))


def test_no_two_usual_keys_clash_where_they_work_together(tmp_path: Path) -> None:
    """The file that says what holds anyway is accepted as it stands."""
    path = tmp_path / "keys.yaml"
    lines = as_file(every_binding(), {}).splitlines()
    path.write_text("\n".join(line.removeprefix("# ") for line in lines), encoding="utf-8")
    chosen = read_keys(path, every_binding())
    assert len(chosen) > 60
    usual = {binding.key for binding in Binding.make_bindings(every_binding())}
    assert {binding.key for binding in Binding.make_bindings(rebound(every_binding(), chosen))} == usual


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("coding.nte: ö", "perhaps “coding.note”"),
        ("coding.note: hyper+f", "is no key"),
        ("coding.note: f", "on both “coding.facets” and “coding.note”"),
        ("coding.note: w", "on both “coding.note” and “reader.select_unit-word”"),
        ("coding.note: u", "“u” is on both"),
        ("anywhere.back: b", "stays where it is"),
        ("- coding.note", "name: key"),
        ("coding.note: [", "cannot be read"),
    ],
)
def test_a_faulty_file_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CoderError) as refusal:
        read_keys(path, every_binding())
    assert told in str(refusal.value) and str(path) in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_two_keys_may_change_places(tmp_path: Path) -> None:
    path = tmp_path / "keys.yaml"
    path.write_text("coding.note: f\ncoding.facets: [o, 'ö', ctrl+y]\n", encoding="utf-8")
    assert read_keys(path, every_binding()) == {"coding.note": "f", "coding.facets": "o,ö,ctrl+y"}


@pytest.mark.anyio
async def test_the_app_goes_by_the_file(project: Project, key_file: Path) -> None:
    key_file.write_text("coding.code: ö\n", encoding="utf-8")
    async with the_app(project) as pilot:
        screen = await open_interview(pilot, "ame")
        await press(pilot, "c")
        assert pilot.app.screen is screen
        await press(pilot, "ö", "s", "t", "u", "enter")
        assert [code for _quote, code, _coder in codings(project)] == ["stuprör"]
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
    assert project.ask(transcript, "ame").codings


@pytest.mark.anyio
async def test_the_usual_keys_hold_beside_a_faulty_file(project: Project, key_file: Path) -> None:
    key_file.write_text("coding.code: {}\n", encoding="utf-8")
    async with the_app(project) as pilot:
        assert any("The usual keys hold." in told for told in complaints(pilot))
        await open_interview(pilot, "ame")
        await press(pilot, "c", "s", "t", "u", "enter")
    assert [code for _quote, code, _coder in codings(project)] == ["stuprör"]
