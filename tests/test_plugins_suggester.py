"""A suggester from another package: installed as people install them, used by its name, and told of where it fails."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coder import plugins
from coder.errors import CoderError
from coder.language.pipeline import BUILT_IN, load_pipeline
from coder.suggest.base import CodeProfile, Suggestion, TurnText
from coder.suggest.guarded import Guarded
from tests.command_line import CommandLine, run_installed

MODULE = '''
from coder.suggest.base import Evidence, Suggestion


def suggestion(turn, start, end, code):
    return Suggestion(turn.source_text_id, start, end, code, 0.9, (Evidence("word", "ja", "ja", start, end),))


class Ja:
    """Suggests the last code wherever somebody says ja."""

    def suggest(self, turns, codes, pipeline):
        for turn in turns:
            at = turn.text.find("ja")
            if at >= 0:
                yield suggestion(turn, turn.start + at, turn.start + at + 2, codes[-1].key)


class Learning(Ja):
    def learnt(self, codes, past, pipeline):
        assert past.pool
        found = Learning()
        found.taught = True
        return found

    def likeliest(self, turns, code, pipeline):
        assert self.taught
        for turn in turns:
            yield suggestion(turn, turn.start, turn.start + 1, code)


class Raising:
    def suggest(self, turns, codes, pipeline):
        raise RuntimeError("first line\\nsecond line")
        yield


class Outside:
    def suggest(self, turns, codes, pipeline):
        for turn in turns:
            yield suggestion(turn, 0, 10 ** 6, codes[0].key)


class Unknown:
    def suggest(self, turns, codes, pipeline):
        for turn in turns:
            yield suggestion(turn, turn.start, turn.start + 1, "nothing")
'''
NAMES = ("Ja", "Learning", "Raising", "Outside", "Unknown", "Absent")


@pytest.fixture
def coder(
    finished_study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[CommandLine]:
    """A study, and beside it another package that is installed."""
    site = tmp_path / "site"
    info = site / "others_suggesters-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "others_suggesters.py").write_text(MODULE, encoding="utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: others-suggesters\nVersion: 1.0\n", encoding="utf-8")
    points = "".join(f"{name.lower()} = others_suggesters:{name}\n" for name in NAMES)
    (info / "entry_points.txt").write_text(f"[coder.suggesters]\n{points}", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    plugins._entry_points.cache_clear()
    yield CommandLine(shutil.copytree(finished_study, tmp_path / "study"), monkeypatch, capsys)
    plugins._entry_points.cache_clear()


def test_it_is_used_by_its_name(coder: CommandLine) -> None:
    assert "Suggester: learning" in coder("suggestions", "--suggester", "learning", "--left-out", "0").out
    rows = coder("suggest", "--format", "csv").rows
    assert rows and {row["code"] for row in rows} == {"närhet"}
    walk = coder("suggest", "--code", "buss", "--format", "csv").rows
    assert len(walk) > len(rows), "it was taught, and asked for the one code"
    coder("accept", rows[0]["suggestion"])


def test_the_installed_command_uses_it_too(coder: CommandLine) -> None:
    coder("suggestions", "--suggester", "ja")
    done = run_installed(coder.folder, "suggest", "--format", "csv", PYTHONPATH=str(coder.folder.parent / "site"))
    assert len(done.stdout.splitlines()) > 1


def test_a_broken_one_is_told_in_one_line_and_the_others_go_on(coder: CommandLine) -> None:
    coder("suggestions", "--suggester", "raising")
    said = coder("suggest", status=2).err.strip()
    assert "first line second line" in said and "“raising”" in said and "\n" not in said
    absent = coder.fails("suggestions", "--suggester", "absent")
    assert "others-suggesters" in absent
    coder("suggestions", "--suggester", "learner")
    assert coder("suggest", "--format", "csv").rows


class TestWhatIsGuardedAgainst:
    TURN = TurnText("a", 1, 10, "Ja, så är det.")
    CODES = (CodeProfile("buss", "Buss", ("bussen",)),)

    def ask(self, name: str, code: str = "") -> list[Suggestion]:
        space: dict[str, Any] = {}
        exec(MODULE, space)
        guarded, pipeline = Guarded(name, space[name]()), load_pipeline(BUILT_IN)
        if code:
            return list(guarded.likeliest([self.TURN], code, self.CODES, pipeline))
        return list(guarded.suggest([self.TURN], self.CODES, pipeline))

    @pytest.mark.parametrize(
        ("name", "told"),
        [("Outside", "lies in no turn"), ("Unknown", "a code that there is not"), ("Raising", "first line second")],
    )
    def test_it_is_told_in_one_line(self, name: str, told: str) -> None:
        for code in ("", "buss"):
            with pytest.raises(CoderError, match=told) as caught:
                self.ask(name, code)
            assert "\n" not in str(caught.value) and name in str(caught.value)

    def test_one_that_cannot_be_asked_for_a_code_gives_what_it_suggests(self) -> None:
        assert self.ask("Ja") == [] == self.ask("Ja", "buss")


def test_one_that_is_gone_is_told_in_one_line(coder: CommandLine) -> None:
    coder("suggestions", "--suggester", "ja")
    info = coder.folder.parent / "site" / "others_suggesters-1.0.dist-info" / "entry_points.txt"
    info.write_text("", encoding="utf-8")
    plugins._entry_points.cache_clear()
    said = coder("suggest", status=2).err.strip()
    assert "“ja”" in said and "learner" in said and "\n" not in said
