"""The whole way of an interview: faults and names are planted, found, mended, and nowhere in the end."""

import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from coder.personal.base import HEALTH, PERSON, PLACE
from coder.project import Project
from coder.project.names.queue import Context, NameGroup
from coder.queries.quotes import one_quote
from coder.queries.sources import source_rows
from coder.queries.speakers import speaker_rows
from coder.queries.transcript import transcript
from coder.queries.versions import unplaced
from coder.spans import folded
from tests.command_line import CommandLine
from tests.doing import path_of, text_of
from tests.files import bytes_in, everything_in
from tests.planted_study import (
    IN_LOWER_CASE,
    IN_VIVO,
    MISLABELLED,
    NOTE,
    RIGHT_LABEL,
    WRONG_LABEL,
    Fault,
    Planted,
    Sought,
    needles,
    standing_in,
    standing_in_bytes,
    standing_in_rows,
    written,
)
from tests.planting import OWN_PEOPLE, Gold, Tally
from tests.tables import unwhole

NUMBERS = ("identity_number", "coordination_number", "phone", "email")
CODE = "stuprör"
_PSEUDONYM = r"(?:\[[^\]]+\][\s-])*\[[^\]]+\](?::?s)?"


@dataclass(frozen=True)
class Coded:
    """A coding on a whole turn, and what it is to read when the names in it have been replaced."""

    quote: str
    source: str
    turn: int
    reads: str


@dataclass(frozen=True)
class Way:
    """The study on its way, names replaced; ``queue`` is what waited before anybody decided."""

    folder: Path
    study: tuple[Planted, ...]
    queue: tuple[NameGroup, ...]
    sought: Sought
    coded: tuple[Coded, ...]


class Places:
    """Where something is planted."""

    def __init__(self, study: Sequence[Planted]) -> None:
        self.study = study
        self._gold = {each.source: each.interview.gold for each in study}

    def hit_by(self, place: Context) -> bool:
        return any(gold.start < place.end and place.start < gold.end for gold in self._gold.get(place.source, ()))

    def missing(self, groups: Iterable[NameGroup]) -> Iterator[tuple[Planted, Gold]]:
        """What the queue does not show to the last letter."""
        shown: dict[str, set[int]] = defaultdict(set)
        for group in groups:
            for _name, place in group.found:
                shown[place.source].update(range(place.start, place.end))
        for each in self.study:
            for gold in each.interview.gold:
                letters = (at for at in range(gold.start, gold.end) if each.interview.text[at].isalnum())
                if not all(at in shown[each.source] for at in letters):
                    yield each, gold


def opened(folder: Path, create: bool = False) -> Project:
    project = Project.open(folder / "coder.db", "Maja", create=create)
    project.pipeline_spec = "built-in"
    return project


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Way:
    """The planted study loaded, coded, looked through, decided about and replaced."""
    folder = tmp_path_factory.mktemp("planted") / "study"
    study = tuple(written(folder))
    with closing(opened(folder, create=True)) as project:
        project.begin()
        coded = tuple(_coded(project, study))
        someone = next(words for words in study[0].people if " " in words and not words.endswith("s"))
        project.add_code(IN_VIVO.format(name=someone), parent="hinder")
        project.write_note("project", NOTE.format(name=someone))
        project.write_note(study[0].source, NOTE.format(name=study[1].people[0]))
        project.rename_case(project.ask(source_rows)[0].case, someone)
        queue = project.review_queue().groups
        _decide(project, study)
        project.rename_speaker(MISLABELLED, "I", study[0].people[-1])
        project.pseudonymise()
    return Way(folder, study, queue, needles(study), coded)


def _coded(project: Project, study: Sequence[Planted]) -> Iterator[Coded]:
    """Codings on some of the turns where something is planted, and of those with faults."""
    for each in study:
        numbers = [each.turn_of(gold.start) for gold in each.interview.gold[:3]]
        for number in dict.fromkeys([*numbers, *(fault.turn for fault in each.faults[:3])]):
            turn = each.interview.turns[number - 1]
            end = turn.start + len(turn.text.rstrip())
            start = end - len(turn.text.strip())
            yield Coded(
                project.apply_code(each.source, start, end, CODE), each.source, number, _reads(each, start, end)
            )


def _reads(each: Planted, start: int, end: int) -> str:
    """A pattern of a passage of which the names have been replaced, those of the bundled study's own people too."""
    pattern, reached = "", start
    for gold in sorted(each.interview.gold, key=lambda gold: gold.start):
        if start <= gold.start and gold.end <= end:
            pattern += re.escape(each.interview.text[reached : gold.start]) + _PSEUDONYM
            reached = gold.end
    pattern += re.escape(each.interview.text[reached:end])
    own = "|".join(sorted((re.escape(re.escape(name.title())) for name in OWN_PEOPLE), key=len, reverse=True))
    return re.sub(rf"\b(?:{own})s?\b", lambda _match: _PSEUDONYM, pattern)


def _decide(project: Project, study: Sequence[Planted]) -> None:
    """As somebody would who knows what is planted: what stands on it is replaced as proposed, and the study's own
    people; all else is kept. What was missed is put on the project's list of names first."""
    planted = Places(study)
    missed = [each.words(gold) for each, gold in planted.missing(project.review_queue().groups)]
    project.know_names(missed)
    groups = project.review_queue().groups
    assert not list(planted.missing(groups)), "what is on the list is found"
    project.decide_names([group.accepted() if _is_somebody(planted, group) else group.decided("") for group in groups])


def _is_somebody(planted: Places, group: NameGroup) -> bool:
    if group.kind in (PLACE, HEALTH):
        return False
    own = group.kind == PERSON and not OWN_PEOPLE.isdisjoint(map(folded, group.names))
    return own or any(planted.hit_by(place) for _name, place in group.found)


def test_what_is_planted_waits_in_the_queue_before_anybody_looks(way: Way) -> None:
    planted = Places(way.study)
    missing = {(each.source, gold) for each, gold in planted.missing(way.queue)}
    tallies: dict[tuple[str, bool], Tally] = defaultdict(Tally)
    for each in way.study:
        for gold in each.interview.gold:
            tally = tallies[gold.kind, each.source in IN_LOWER_CASE]
            tally.planted += 1
            tally.found += (each.source, gold) not in missing
    for group in way.queue:
        for _name, place in group.found if group.kind not in (PLACE, HEALTH) else ():
            tally = tallies[group.kind, place.source in IN_LOWER_CASE]
            tally.offered += 1
            tally.right += planted.hit_by(place) or not OWN_PEOPLE.isdisjoint(folded(place.name).split())
    for (kind, lower), tally in sorted(tallies.items()):
        where = "without capitals" if lower else "well written"
        print(f"{where}: {kind}: {tally.planted} planted, recall {tally.recall:.3f}, precision {tally.precision:.3f}")
        if kind in NUMBERS:
            assert (kind, tally.recall, tally.precision) == (kind, 1.0, 1.0)
    names, bare = tallies[PERSON, False], tallies[PERSON, True]
    assert names.planted > 100 and names.recall >= 0.98
    assert bare.planted > 30 and bare.recall >= 0.85


def test_after_replacing_no_row_file_or_export_names_anybody(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(way.folder, tmp_path / "study")
    with closing(opened(folder)) as project:
        assert [each for each in project.residues() if each.kind not in (PLACE, HEALTH)] == []
        assert standing_in_rows(path_of(project), way.sought) == []
        assert standing_in(text_of(project), way.sought) == []
        assert not unwhole(path_of(project))
    coder = CommandLine(folder, monkeypatch, capsys)
    coder("export", "--to", "team", "--with-interviewer")
    coder("export", "--to", "report", "--for", "report")
    coder("run")
    for name, data in bytes_in(folder).items():
        if not name.startswith(("transcripts/", "coder.db")):
            assert (name, standing_in(everything_in(data, name), way.sought)) == (name, [])
    _without_old_versions(folder / "coder.db")
    assert standing_in_bytes(folder / "coder.db", way.sought) == []


def _without_old_versions(path: Path) -> None:
    """Delete them to the last byte: names that are found then lay elsewhere, in unused pages too."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("DELETE FROM old_value")
        connection.execute("DELETE FROM turn WHERE source_text_id NOT IN (SELECT source_text_id FROM source)")
        connection.execute("DELETE FROM source_text WHERE id NOT IN (SELECT source_text_id FROM source)")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_faults_are_corrected_with_codings_kept_and_forgetting_leaves_nothing(
    way: Way, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(way.folder, tmp_path / "study")
    coder = CommandLine(folder, monkeypatch, capsys)
    with closing(opened(folder)) as project:
        for each in way.study:
            for fault in each.faults:
                assert project.edit_turn(each.source, fault.turn, _corrected(project, each, fault)).changed
        project.rename_speaker(MISLABELLED, WRONG_LABEL, RIGHT_LABEL)
        assert RIGHT_LABEL in {row.label for row in project.ask(speaker_rows, [MISLABELLED])}
        assert project.ask(unplaced) == ()
        for coded in way.coded:
            each = next(each for each in way.study if each.source == coded.source)
            reads = coded.reads
            for fault in (fault for fault in each.faults if fault.turn == coded.turn):
                reads = reads.replace(re.escape(fault.wrong), re.escape(fault.right))
            (quote, *_more) = project.ask(one_quote, coded.quote)
            assert re.fullmatch(reads, quote.text), (reads, quote.text)
    assert len(standing_in_bytes(folder / "coder.db", way.sought)) > len(way.sought.whole) / 2, "in old versions"
    for each in way.study:
        coder("correct", each.source, "--forget-old")
    with closing(opened(folder)) as project:
        assert standing_in_rows(path_of(project), way.sought, old_too=True) == []
        assert standing_in_bytes(path_of(project), way.sought) == []
        assert not unwhole(path_of(project))


def _corrected(project: Project, each: Planted, fault: Fault) -> str:
    view = project.ask(transcript, each.source)
    speech = view.turns[fault.turn - 1].turn.speech
    return view.text[speech.start : speech.end].replace(fault.wrong, fault.right)
