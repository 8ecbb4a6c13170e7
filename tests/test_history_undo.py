"""Undo and redo give back every row exactly, after any sequence of what a person can do."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from coder.codebook.parse import CodebookError, parse_codebook
from coder.errors import CoderError, Conflict
from coder.history import TakenBack
from coder.identity import note_id
from coder.project import Facets, Project
from tests.conftest import AME, drawn
from tests.tables import Rows, recorded, rows_of, size, unwhole

SOURCES = ("ame", "gemensam", "ny")
TARGETS = ("project", "ame", "stuprör", "buss", "ame:50-59", "ny:3-9")
HEADS = (
    AME,
    AME.replace("norra", "södra"),
    AME.replace("date: 2014-02-04\n", "date: 2014-02-05\nsektor: offentlig\n"),
    AME.replace("interviewer: Maja", "interviewer: Maja\ncoder: Gun"),
)
SPEECH = "Rum 5: Ja.\nIP: Det var i rum 5: där.\nIP: Jo, stuprören, och så bussen som aldrig kommer hit.\n"
# Where another label is declared, the turns are others, and the text is the same.
OTHER_HEADS = (SPEECH, f"---\nspeakers: {{Rum 5: interviewer}}\n---\n{SPEECH}", f"---\ncase: Ny\n---\n{SPEECH}")
CSV = """source,start,end,code,coder,about,voice,mode,note
ame,50,59,stuprör,Maja,unga;norra,self,now,En tanke
ame,50,59,buss,Gun,,,,En annan
gemensam,60,67,praktik,Tor,af,other,missing,
"""
PICKS = st.integers(0, 1000)
SUGGESTIONS = tuple(f"S-{number:06}" for number in range(6))


def suggest_something(path: Path) -> None:
    """A few suggestions in the cache, as a suggester would leave them."""
    connection = sqlite3.connect(path)
    texts = dict(connection.execute("SELECT name, source_text_id FROM source"))
    codes = ("stuprör", "buss", "praktik")
    rows = [
        (identity, texts["ame"], 50 + 4 * number, 58 + 4 * number, codes[number % 3], 0.5, "[]")
        for number, identity in enumerate(SUGGESTIONS)
    ]
    connection.executemany("INSERT INTO suggestion_cache VALUES (?, ?, ?, ?, ?, ?, ?, '', '{}')", rows)
    connection.commit()
    connection.close()


class Coding(RuleBasedStateMachine):
    """What people do in a project, in any order; ``act`` says what must hold of each."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "study"
        shutil.copytree(self.template, self.folder)
        self.path = self.folder / "coder.db"
        suggest_something(self.path)
        self.project = Project.open(self.path, "Rut")

    def teardown(self) -> None:
        self.project.close()
        self.temporary.cleanup()

    def act(self, what: Callable[[], object]) -> None:
        raise NotImplementedError

    def pick(self, table: str, column: int, pick: int) -> str:
        """A value of a table's column, or one that nothing has."""
        values = sorted({str(row[column]) for row in rows_of(self.path, table)})
        return values[pick % len(values)] if values else "C-00000"

    def code(self, pick: int) -> str:
        return self.pick("code", 1, pick)

    def quote(self, pick: int) -> str:
        return self.pick("coding", 1, pick)

    @rule(source=st.sampled_from(SOURCES), start=st.integers(0, 60), length=st.integers(0, 9), code=PICKS)
    def apply(self, source: str, start: int, length: int, code: int) -> None:
        self.act(lambda: self.project.apply_code(source, start, start + length, self.code(code)))

    @rule(code=PICKS, note=st.sampled_from(["", "Hm."]))
    def apply_with_facets(self, code: int, note: str) -> None:
        facets = Facets(("unga", "norra"), "self", "wanted")
        self.act(lambda: self.project.apply_code("ame", 50, 59, self.code(code), facets, note))

    @rule(quote=PICKS)
    def remove(self, quote: int) -> None:
        self.act(lambda: self.project.remove_coding(self.quote(quote)))

    @rule(quote=PICKS, code=PICKS)
    def recode(self, quote: int, code: int) -> None:
        self.act(lambda: self.project.recode(self.quote(quote), self.code(code)))

    @rule(
        quote=PICKS,
        about=st.sets(st.sampled_from(["af", "unga", "norra"])),
        voice=st.sampled_from([None, "self", "other", "loud"]),
        mode=st.sampled_from([None, "now", "missing"]),
    )
    def set_facets(self, quote: int, about: set[str], voice: str | None, mode: str | None) -> None:
        self.act(lambda: self.project.set_facets(self.quote(quote), Facets(tuple(sorted(about)), voice, mode)))

    @rule(start=st.integers(0, 60), length=st.integers(0, 9), codes=st.lists(PICKS, max_size=3), extended=st.booleans())
    def apply_several(self, start: int, length: int, codes: list[int], extended: bool) -> None:
        keys = [self.code(code) for code in codes]
        self.act(lambda: self.project.apply_codes("ame", start, start + length, keys, extended=extended))

    @rule(quotes=st.lists(PICKS, max_size=3), codes=st.lists(PICKS, max_size=2))
    def recode_several(self, quotes: list[int], codes: list[int]) -> None:
        keys = [self.code(code) for code in codes]
        self.act(lambda: self.project.recode_all([self.quote(quote) for quote in quotes], keys))

    @rule(quotes=st.lists(PICKS, max_size=3), code=PICKS)
    def code_further(self, quotes: list[int], code: int) -> None:
        self.act(lambda: self.project.code_quotes([self.quote(quote) for quote in quotes], [self.code(code)]))

    @rule(quotes=st.lists(PICKS, max_size=3))
    def remove_several(self, quotes: list[int]) -> None:
        self.act(lambda: self.project.remove_codings([self.quote(quote) for quote in quotes]))

    @rule(quote=PICKS, start=st.integers(0, 60), length=st.integers(0, 9))
    def adjust(self, quote: int, start: int, length: int) -> None:
        self.act(lambda: self.project.adjust(self.quote(quote), start, start + length))

    @rule(quote=PICKS, starred=st.booleans())
    def star(self, quote: int, starred: bool) -> None:
        self.act(lambda: self.project.star(self.quote(quote), starred))

    @rule(quote=PICKS, where=st.sampled_from(["", *TARGETS]))
    def write_note(self, quote: int, where: str) -> None:
        self.act(lambda: self.project.write_note(where or self.quote(quote), "En tanke."))

    @rule(quote=PICKS, where=st.sampled_from(["", *TARGETS]))
    def remove_note(self, quote: int, where: str) -> None:
        self.act(lambda: self.project.remove_note(where or self.quote(quote)))

    @rule(note=PICKS)
    def edit_note(self, note: int) -> None:
        rows = rows_of(self.path, "note")
        name = note_id(rows[note % len(rows)][0]) if rows else "N-0000000"
        self.act(lambda: self.project.edit_note(name, "Något annat."))

    @rule(source=st.sampled_from(SOURCES), finished=st.booleans())
    def finish(self, source: str, finished: bool) -> None:
        self.act(lambda: self.project.finish(source, finished))

    @rule(suggestion=st.sampled_from(SUGGESTIONS), longer=st.integers(-9, 300))
    def accept(self, suggestion: str, longer: int) -> None:
        end = 60 + longer if longer else None
        self.act(lambda: self.project.accept_suggestion(suggestion, None, end))

    @rule(suggestion=st.sampled_from(SUGGESTIONS))
    def reject(self, suggestion: str) -> None:
        self.act(lambda: self.project.reject_suggestion(suggestion))

    @rule(name=st.sampled_from(["Ny", "Annan", "Tåg"]), parent=PICKS, theme=st.booleans())
    def add_code(self, name: str, parent: int, theme: bool) -> None:
        self.act(lambda: self.project.add_code(name, None if theme else self.code(parent)))

    @rule(code=PICKS, name=st.sampled_from(["Nytt namn", "Hinder", " "]))
    def rename_code(self, code: int, name: str) -> None:
        self.act(lambda: self.project.rename_code(self.code(code), name))

    @rule(code=PICKS, parent=PICKS, theme=st.booleans())
    def move_code(self, code: int, parent: int, theme: bool) -> None:
        self.act(lambda: self.project.move_code(self.code(code), None if theme else self.code(parent)))

    @rule(code=PICKS, colour=st.sampled_from(["", "blue", "mauve"]), text=st.sampled_from(["", "Ett: #två"]))
    def describe_code(self, code: int, colour: str, text: str) -> None:
        self.act(lambda: self.project.recolour_code(self.code(code), colour))
        self.act(lambda: self.project.describe_code(self.code(code), definition=text, keywords=[text]))

    @rule(code=PICKS, into=PICKS)
    def merge_codes(self, code: int, into: int) -> None:
        self.act(lambda: self.project.merge_codes(self.code(code), self.code(into)))

    @rule(code=PICKS)
    def remove_code(self, code: int) -> None:
        self.act(lambda: self.project.remove_code(self.code(code)))

    @rule(head=st.sampled_from(HEADS))
    def load_with_another_head(self, head: str) -> None:
        (self.folder / "transcripts" / "ame.txt").write_text(head, encoding="utf-8")
        self.act(self.project.load)

    @rule(
        gone=st.sampled_from(
            ["      - {id: praktik, name: Praktik, keywords: [praktik]}\n", "name: Hinder", "[bussen]"]
        )
    )
    def edit_codebook(self, gone: str) -> None:
        path = self.folder / "codebook.yaml"
        new = {"name: Hinder": "name: Det som hindrar", "[bussen]": "[bussen, tåget]"}.get(gone, "")
        before = path.read_text("utf-8")
        path.write_text(before.replace(gone, new), encoding="utf-8")
        try:
            parse_codebook(path.read_text("utf-8"))
        except CodebookError:
            path.write_text(before, encoding="utf-8")
        self.act(lambda: self.project.read_codebook(keep="file"))

    @rule(head=st.sampled_from(OTHER_HEADS))
    def load_another(self, head: str) -> None:
        (self.folder / "transcripts" / "ny.txt").write_text(head, encoding="utf-8")
        self.act(self.project.load)

    @rule(source=st.sampled_from(SOURCES))
    def remove_source(self, source: str) -> None:
        self.act(lambda: self.project.remove_source(source))

    @rule()
    def import_codings(self) -> None:
        path = self.folder / "codings.csv"
        path.write_text(CSV, encoding="utf-8")
        self.act(lambda: self.project.import_codings(path))

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.path, self.project.coder.swapcase())

    @invariant()
    def nothing_is_broken(self) -> None:
        assert unwhole(self.path) == []


class OneCoder(Coding):
    """One coder alone: every undo gives back the state before, every redo the state after."""

    def __init__(self) -> None:
        super().__init__()
        self.past: list[Rows] = []
        self.future: list[Rows] = []

    def act(self, what: Callable[[], object]) -> None:
        before, steps = recorded(self.path), size(self.path, "step")
        try:
            what()
        except CoderError:
            assert (recorded(self.path), size(self.path, "step")) == (before, steps), "a refused step left something"
            return
        if size(self.path, "step") == steps:
            assert recorded(self.path) == before, "a change without a step"
            return
        self.past.append(before)
        self.future.clear()

    @rule(times=st.integers(1, 8))
    def undo(self, times: int) -> None:
        for _time in range(times):
            self.take_back(self.project.undo, self.past, self.future)

    @rule(times=st.integers(1, 8))
    def redo(self, times: int) -> None:
        for _time in range(times):
            self.take_back(self.project.redo, self.future, self.past)

    def take_back(self, what: Callable[[], list[TakenBack]], states: list[Rows], others: list[Rows]) -> None:
        now = recorded(self.path)
        try:
            taken = what()
        except CoderError as error:
            assert "by hand" in str(error), "only the file may be written in a way that cannot be followed"
            assert recorded(self.path) == now
            return
        assert bool(taken) == bool(states)
        if states:
            others.append(now)
            now = states.pop()
        assert recorded(self.path) == now


class TwoCoders(Coding):
    """Two coders in turn: whatever is refused names a step, nothing is ever broken, nobody undoes the other's."""

    def act(self, what: Callable[[], object]) -> None:
        try:
            what()
        except CoderError as error:
            assert "\n" not in str(error)

    @rule()
    def hand_over(self) -> None:
        other = "Tor" if self.project.coder.casefold() != "tor" else "Rut"
        self.project.close()
        self.project = Project.open(self.path, other)

    @rule(again=st.booleans())
    def undo_or_redo(self, again: bool) -> None:
        before = recorded(self.path)
        mine = [
            row
            for row in rows_of(self.path, "step")
            if row[4].strip().casefold() == self.project.coder.strip().casefold()
        ]
        try:
            taken = self.project.redo() if again else self.project.undo()
        except Conflict:
            assert recorded(self.path) == before
            return
        known = {row[1] for row in mine}
        new = rows_of(self.path, "step")[-len(taken) :] if taken else []
        assert {row[9] for row in new} <= known, "a step of somebody else was taken back"


FEW = settings(
    max_examples=drawn(15),
    phases=[Phase.generate],
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.parametrize("machine", [OneCoder, TwoCoders])
def test_any_sequence(machine: type[Coding], finished_study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "template", finished_study, raising=False)
    run_state_machine_as_test(machine, settings=FEW)
