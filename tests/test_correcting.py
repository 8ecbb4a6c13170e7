"""Correcting a transcript in a project: codings move with their words, and undo gives back every row."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.alignment import replaced
from coder.errors import CoderError, Conflict
from coder.model import GuideMatch, RegisterEntry
from coder.project import Facets, Project
from coder.project.base import coder_id
from coder.project.correction.corrected_file import current_text
from coder.project.correction.versions import put_version
from coder.queries.notes import NoteFilter, notes
from coder.queries.quotes import one_quote
from coder.queries.sources import find_source, source_text
from coder.queries.speakers import speaker_rows
from coder.queries.transcript import transcript
from coder.queries.versions import unplaced, version_text, versions
from coder.readers.base import ParsedTurn
from coder.spans import Span
from tests.conftest import AME, Opener, passage
from tests.doing import code_words, path_of
from tests.tables import recorded, rows_of

FAMILY = "👩\u200d👩\u200d👧"


def text(project: Project, source: str = "ame") -> str:
    return project.ask(transcript, source).text


def read(project: Project, source: str = "ame") -> list[tuple[str, str, str]]:
    """(code, coder, words) of the codings on a source's present text."""
    view = project.ask(transcript, source)
    return [(coding.code, coding.coder, view.text[coding.start : coding.end]) for coding in view.codings]


def turns(project: Project, source: str = "ame") -> list[tuple[str, str]]:
    """(label, speech) of a source's turns."""
    view = project.ask(transcript, source)
    return [(item.turn.label, view.text[item.turn.speech.start : item.turn.speech.end]) for item in view.turns]


def speech(project: Project, number: int, source: str = "ame") -> str:
    return turns(project, source)[number - 1][1]


class TestATurn:
    def test_codings_move_with_their_words(self, project: Project) -> None:
        for words, code in (("Stuprören.", "stuprör"), ("mellan stolarna", "avstånd"), ("Den är indragen", "buss")):
            code_words(project, words, code)
        before = read(project)
        done = project.edit_turn("ame", 2, "Jo, precis: " + speech(project, 2))
        assert read(project) == before
        assert (done.version, done.carried.moved, done.carried.changed, done.carried.unplaced) == (2, 3, (), ())

    def test_what_reads_otherwise_is_named_with_its_words(self, project: Project) -> None:
        quote = code_words(project, "hamnar mellan stolarna", "avstånd")
        done = project.edit_turn("ame", 2, speech(project, 2).replace("stolarna", "alla stolar"))
        (item,) = done.carried.changed
        assert (item.quote, item.before) == (quote, "hamnar mellan stolarna")
        assert item.after == "hamnar mellan alla stolar"
        assert project.ask(one_quote, quote)[0].text == item.after

    def test_a_line_with_a_colon_in_it_is_speech_and_moves_no_turn(self, project: Project) -> None:
        before = turns(project)
        project.edit_turn("ame", 2, "Så här:\nI: Och bussen?\nIP: sa någon.\r\nI: Jaha.")
        after = turns(project)
        assert after[1] == ("IP", "Så här:\nI: Och bussen?\nIP: sa någon.\nI: Jaha.")
        assert after[:1] + after[2:] == before[:1] + before[2:]

    def test_a_turn_may_be_left_with_nothing_said_and_be_filled_again(self, project: Project) -> None:
        quote = code_words(project)
        project.edit_turn("ame", 2, "  \n ")
        assert turns(project)[1] == ("IP", "")
        assert [item.quote for item in project.ask(unplaced, "ame")] == [quote]
        project.edit_turn("ame", 2, "Något nytt.")
        assert turns(project)[1] == ("IP", "Något nytt.")
        assert len(turns(project)) == 4

    def test_the_same_text_again_is_no_version(self, project: Project) -> None:
        done = project.edit_turn("ame", 2, speech(project, 2))
        assert (done.changed, done.version) == (False, 1)
        assert len(project.ask(versions, "ame")) == 1

    def test_a_text_that_was_there_before_is_a_version_of_its_own(self, project: Project) -> None:
        first = speech(project, 2)
        for speech_now in ("Annat.", first, "Annat.", first):
            project.edit_turn("ame", 2, speech_now)
        found = project.ask(versions, "ame")
        assert [row.version for row in found] == [1, 2, 3, 4, 5]
        assert [row.current for row in found] == [False] * 4 + [True]
        project.undo()
        project.undo()
        assert speech(project, 2) == first
        assert project.edit_turn("ame", 2, "Tredje.").version == 6
        assert [row.undone for row in project.ask(versions, "ame")] == [False, False, False, True, True, False]

    def test_somebody_who_saw_another_version_is_told_so(self, project: Project) -> None:
        seen = project.ask(transcript, "ame").source_text_id
        project.edit_turn("ame", 1, "Vad hindrar folk?", seen)
        with pytest.raises(CoderError, match="corrected the text meanwhile"):
            project.edit_turn("ame", 1, "Vad?", seen)

    @pytest.mark.parametrize("number", [0, 5])
    def test_there_is_no_such_turn(self, project: Project, number: int) -> None:
        with pytest.raises(CoderError, match="they are 1 to 4"):
            project.edit_turn("ame", number, "x")


class TestEverythingMoves:
    def test_notes_verdicts_guide_and_suggestions_move_too(self, project: Project) -> None:
        start, end = passage(project, "ame", "mellan stolarna")
        project.write_note(f"ame:{start}-{end}", "Tänk på det här.")
        second = project.ask(transcript, "ame").turns[2].turn
        with project.history.step("read_codebook") as step:
            me = coder_id(step, "Maja")
            source = find_source(step.session, "ame")
            entry = RegisterEntry(id="f1", kind="guide", key="f1", name="Och bussen?")
            step.insert(entry)
            step.insert(
                GuideMatch(
                    id="m1",
                    source_id=source.id,
                    source_text_id=source.source_text_id,
                    start=second.start,
                    register_entry_id="f1",
                    state="confirmed",
                    decided_by=me,
                    created_at="2014",
                )
            )
        project.edit_turn("ame", 1, "Alltså, vad är det egentligen som hindrar folk?")
        view = project.ask(transcript, "ame")
        (note,) = project.ask(notes, NoteFilter(on="passage", target=view.source_text_id))
        assert view.text[note.start : note.end] == "mellan stolarna"
        (row,) = rows_of(path_of(project), "guide_match")
        assert {view.source_text_id, view.turns[2].turn.start} <= set(row)

    def test_what_becomes_equal_becomes_one(self, project: Project) -> None:
        first = code_words(project, "Stuprören. Folk", "stuprör")
        second = code_words(project, "Folk", "stuprör")
        project.set_facets(second, Facets(("unga",)))
        project.star(second)
        done = project.edit_turn("ame", 2, speech(project, 2).removeprefix("Stuprören. "))
        assert done.carried.joined == (second,)
        (left,) = project.ask(transcript, "ame").codings
        assert (left.quote, left.about, left.starred) == (first, ("unga",), True)
        project.undo()
        assert len(project.ask(transcript, "ame").codings) == 2

    def test_an_emoji_and_a_decomposed_letter_keep_their_coding(self, project: Project) -> None:
        code_words(project, f"a\u0308r så det är {FAMILY}", "avstånd")
        project.edit_turn("ame", 2, "Nja. " + speech(project, 2).replace("ja.", "jaha."))
        assert read(project) == [("avstånd", "Maja", f"a\u0308r så det är {FAMILY}")]


class TestUnplaced:
    @pytest.fixture
    def quote(self, project: Project) -> str:
        quote = code_words(project, "Folk hamnar", "stuprör")
        project.edit_turn("ame", 2, "Här står något helt annat nu än vad som sades.")
        return quote

    def test_it_is_listed_with_its_old_words(self, project: Project, quote: str) -> None:
        (item,) = project.ask(unplaced)
        assert (item.quote, item.source, item.version, item.text) == (quote, "ame", 1, "Folk hamnar")
        assert item.before.endswith("Stuprören. ") and item.after.startswith(" mellan stolarna")
        assert read(project) == []
        assert project.ask(unplaced, "gemensam") == ()
        assert "Folk hamnar" in project.ask(version_text, "ame", 1)

    def test_it_is_placed_by_a_person(self, project: Project, quote: str) -> None:
        assert project.settle(quote, *passage(project, "ame", "helt annat")) == quote
        assert read(project) == [("stuprör", "Maja", "helt annat")]
        assert project.ask(unplaced) == ()
        project.undo()
        assert [item.quote for item in project.ask(unplaced)] == [quote]

    def test_on_an_equal_coding_it_becomes_one_with_it(self, project: Project, quote: str) -> None:
        other = code_words(project, "helt annat", "stuprör")
        assert project.settle(quote, *passage(project, "ame", "helt annat")) == other
        assert len(read(project)) == 1

    def test_it_is_taken_away(self, project: Project, quote: str) -> None:
        project.drop(quote)
        assert project.ask(unplaced) == ()
        project.undo()
        assert [item.quote for item in project.ask(unplaced)] == [quote]

    def test_what_is_placed_cannot_be_settled(self, project: Project, quote: str) -> None:
        placed = code_words(project, "helt annat", "buss")
        for act in (lambda: project.settle(placed, 50, 60), lambda: project.drop(placed)):
            with pytest.raises(CoderError, match="stands on the present text"):
                act()

    def test_undo_and_redo_go_past_it(self, project: Project, quote: str) -> None:
        after = recorded(path_of(project))
        project.undo()
        assert read(project) == [("stuprör", "Maja", "Folk hamnar")]
        project.redo()
        assert recorded(path_of(project)) == after

    def test_what_somebody_codes_on_the_new_text_stands_in_the_way_of_undo(self, opened: Opener) -> None:
        maja, tor = opened("Maja"), opened("Tor")
        maja.edit_turn("ame", 2, "Nya ord här.")
        code_words(tor, "Nya ord")
        with pytest.raises(Conflict, match="by Tor"):
            maja.undo()

    def test_notes_on_passages_wait_too(self, project: Project) -> None:
        start, end = passage(project, "ame", "indragen")
        project.write_note(f"ame:{start}-{end}", "Sedan när?")
        done = project.edit_turn("ame", 4, "Ja.")
        assert done.carried.unplaced_notes == 1
        (item,) = project.ask(unplaced)
        assert (item.code, item.text) == ("", "indragen")
        project.settle(item.quote, *passage(project, "ame", "Ja."))
        assert project.ask(unplaced) == ()


class TestSpeakersAndTurns:
    def test_a_label_changes_everywhere_and_keeps_what_is_known(self, project: Project) -> None:
        code_words(project, "Stuprören.")
        before = {row.label: row for row in project.ask(speaker_rows, ["ame"])}
        done = project.rename_speaker("ame", "ip", " Handläggare 1: ")
        assert [label for label, _speech in turns(project)] == ["I", "Handläggare 1"] * 2
        assert text(project).count("\nHandläggare 1: ") == 2
        after = {row.label: row for row in project.ask(speaker_rows, ["ame"])}
        assert (after["Handläggare 1"].case, after["Handläggare 1"].consent) == ("AME Byn", "organisation")
        assert after["I"].role == before["I"].role == "interviewer"
        assert read(project) == [("stuprör", "Maja", "Stuprören.")]
        assert done.carried.changed == ()

    def test_two_labels_become_one_speaker(self, project: Project) -> None:
        project.rename_speaker("gemensam", "IP2", "ip1")
        (row,) = [row for row in project.ask(speaker_rows, ["gemensam"]) if row.label != "I"]
        assert (row.label, row.case, row.turns) == ("IP1", "AME Norr", 3)
        project.undo()
        assert [row.label for row in project.ask(speaker_rows, ["gemensam"])] == ["I", "IP1", "IP2"]

    def test_a_turn_is_split_and_joined_again(self, project: Project) -> None:
        code_words(project, "Folk hamnar mellan", "stuprör")
        whole = text(project)
        start, _end = passage(project, "ame", "Folk hamnar")
        project.split_turn("ame", start + len("Folk"), "IP2")
        assert turns(project)[1:3] == [("IP", "Stuprören. Folk"), ("IP2", turns(project)[2][1])]
        assert "Stuprören. Folk\n\nIP2: hamnar mellan" in text(project)
        assert read(project) == [("stuprör", "Maja", "Folk\n\nIP2: hamnar mellan")]
        assert [row.label for row in project.ask(speaker_rows, ["ame"])] == ["I", "IP", "IP2"]
        project.join_turns("ame", 2)
        assert text(project) == whole
        assert read(project) == [("stuprör", "Maja", "Folk hamnar mellan")]
        assert [row.label for row in project.ask(speaker_rows, ["ame"])] == ["I", "IP"]

    def test_a_coding_at_the_place_of_a_split_takes_no_label_in(self, project: Project) -> None:
        for words, code in (("Stuprören.", "stuprör"), ("Folk hamnar", "avstånd")):
            code_words(project, words, code)
        project.split_turn("ame", passage(project, "ame", "Folk hamnar")[0], "IP2")
        assert [words for _code, _coder, words in read(project)] == ["Stuprören.", "Folk hamnar"]

    @pytest.mark.parametrize(
        ("do", "says"),
        [
            (lambda p: p.split_turn("ame", 0, "IP2"), "between two words"),
            (lambda p: p.split_turn("ame", passage(p, "ame", "Stuprören")[0], "IP2"), "between two words"),
            (lambda p: p.split_turn("ame", 60, " : "), "needs a label"),
            (lambda p: p.rename_speaker("ame", "IP", "a: b"), "no colon"),
            (lambda p: p.rename_speaker("ame", "Chef", "IP"), "there are: I, IP"),
            (lambda p: p.join_turns("ame", 4), "last turn"),
        ],
    )
    def test_what_cannot_be_done_is_refused_in_one_line(self, project: Project, do: object, says: str) -> None:
        before = recorded(path_of(project))
        with pytest.raises(CoderError, match=says):
            do(project)  # type: ignore[operator]
        assert recorded(path_of(project)) == before


class TestAFile:
    def test_the_sources_own_file_is_taken_for_its_correction(self, project: Project) -> None:
        code_words(project, "mellan stolarna", "avstånd")
        file = project.transcripts_folder / "ame.txt"
        file.write_text(
            AME.replace("Stuprören.", "Jo, stuprören!").replace("place: norra\n", "place: södra\n"), "utf-8"
        )
        assert [r.status for r in project.load([file])] == ["changed"]
        done = project.correct("ame", file)
        assert done.carried.moved == 1 and read(project) == [("avstånd", "Maja", "mellan stolarna")]
        assert project.ask(lambda session: find_source(session, "ame").variables)["place"] == "södra"
        assert [r.status for r in project.load([file])] == ["unchanged"]

    def test_a_file_from_elsewhere_needs_no_head_and_takes_nothing_away(self, project: Project, tmp_path: Path) -> None:
        known = [replace(row, first="") for row in project.ask(speaker_rows, ["gemensam"])]
        copy = tmp_path / "rättad.txt"
        copy.write_text(text(project, "gemensam").replace("vi känner alla", "alla känner vi"), "utf-8")
        project.correct("gemensam", copy)
        assert [replace(row, first="") for row in project.ask(speaker_rows, ["gemensam"])] == known
        assert [label for label, _speech in turns(project, "gemensam")] == ["I", "IP1", "IP2", "IP1"]
        # The file that was loaded is as it was, and says nothing new.
        assert [r.status for r in project.load([project.transcripts_folder / "gemensam.txt"])] == ["unchanged"]
        assert "alla känner vi" in text(project, "gemensam")

    def test_a_label_that_was_changed_in_the_file_keeps_its_speaker(self, project: Project, tmp_path: Path) -> None:
        copy = tmp_path / "rättad.txt"
        copy.write_text(text(project, "gemensam").replace("IP1:", "Chefen:"), "utf-8")
        project.correct("gemensam", copy)
        rows = {row.label: row for row in project.ask(speaker_rows, ["gemensam"])}
        assert set(rows) == {"I", "Chefen", "IP2"}
        assert (rows["Chefen"].case, rows["Chefen"].place) == ("AME Norr", "norra")

    def test_a_file_that_cannot_be_read_is_refused(self, project: Project, tmp_path: Path) -> None:
        with pytest.raises(CoderError, match=r"saknas\.txt: There is no such file"):
            project.correct("ame", tmp_path / "saknas.txt")

    def test_the_same_file_changes_nothing(self, project: Project) -> None:
        before = recorded(path_of(project))
        assert not project.correct("ame", project.transcripts_folder / "ame.txt").changed
        assert recorded(path_of(project)) == before


class TestKnownEdits:
    """``put_version`` against edits whose effect is known exactly."""

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_every_coding_reads_what_its_words_became(self, finished_study: Path, data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(finished_study / "coder.db", folder)
            project = Project.open(Path(folder) / "coder.db", "Maja")
            try:
                self._check(project, data)
            finally:
                project.close()

    def _check(self, project: Project, data: st.DataObject) -> None:
        view = project.ask(transcript, "ame")
        old = view.text
        places = [i.turn.speech for i in view.turns]
        cuts: list[tuple[Span, str]] = []
        for speech_span in places:
            at = sorted(data.draw(st.lists(st.integers(speech_span.start, speech_span.end), max_size=4)))
            for start, end in zip(at[::2], at[1::2], strict=False):
                if not cuts or cuts[-1][0].end <= start:
                    cuts.append((Span(start, end), data.draw(st.sampled_from(["", "X", " nytt ord ", FAMILY]))))
        for number in range(5):
            turn = data.draw(st.sampled_from(places))
            start = data.draw(st.integers(turn.start, turn.end - 1))
            end = data.draw(st.integers(start + 1, turn.end))
            project.apply_code("ame", start, end, ("stuprör", "buss", "praktik")[number % 3])
        was = {c.quote: Span(c.start, c.end) for c in project.ask(transcript, "ame").codings}
        before = recorded(path_of(project))
        new, alignment = replaced(old, cuts)

        def now(offset: int) -> int:
            return offset + sum(len(by) - len(span) for span, by in cuts if span.end <= offset)

        with project.history.step("edit_turn", source="ame", turn=1) as step:
            source = find_source(step.session, "ame")
            shifted = [
                ParsedTurn(
                    i.turn.number,
                    i.turn.label,
                    now(i.turn.start),
                    _start(i.turn.speech, cuts),
                    _end(i.turn.speech, cuts),
                )
                for i in view.turns
            ]
            carried = put_version(step, source, new, shifted, alignment, "correction")
        after = project.ask(transcript, "ame")
        stands = {c.quote: after.text[c.start : c.end] for c in after.codings}
        for quote, span in was.items():
            touched = [edit for edit in cuts if edit[0].overlaps(span) or span.start < edit[0].start < span.end]
            if quote in stands and not touched:
                assert stands[quote] == old[span.start : span.end]
            elif quote not in stands:
                assert quote in (*carried.unplaced, *carried.joined)
        assert carried.moved == len(stands)
        final = recorded(path_of(project))
        project.undo()
        assert recorded(path_of(project)) == before
        project.redo()
        assert recorded(path_of(project)) == final


def _start(speech_span: Span, cuts: list[tuple[Span, str]]) -> int:
    return speech_span.start + sum(
        len(by) - len(span) for span, by in cuts if span.end <= speech_span.start and span.start < speech_span.start
    )


def _end(speech_span: Span, cuts: list[tuple[Span, str]]) -> int:
    return speech_span.end + sum(len(by) - len(span) for span, by in cuts if span.end <= speech_span.end)


WORDS = st.lists(
    st.sampled_from(["stuprör", "och", "bussen", "å", "a\u0308r", FAMILY, "IP:", "\n", ".", "Lycksele"]), max_size=12
)


class TestUndo:
    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.lists(
            st.one_of(
                st.tuples(st.just("edit"), st.integers(1, 4), WORDS),
                st.tuples(st.just("code"), st.integers(0, 200), st.integers(1, 60)),
                st.tuples(
                    st.just("rename"), st.sampled_from(["I", "IP", "Chef"]), st.sampled_from(["I", "IP", "Chef", "A B"])
                ),
                st.tuples(st.just("split"), st.integers(0, 250), st.sampled_from(["IP", "Ny"])),
                st.tuples(st.just("join"), st.integers(1, 5), st.none()),
            ),
            min_size=3,
            max_size=10,
        )
    )
    def test_any_corrections_are_taken_back_and_done_again_row_by_row(
        self, finished_study: Path, acts: list[tuple[str, object, object]]
    ) -> None:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(finished_study / "coder.db", folder)
            path = Path(folder) / "coder.db"
            project = Project.open(path, "Maja")
            try:
                states = [recorded(path)]
                for act in acts:
                    if _do(project, act) and recorded(path) != states[-1]:
                        states.append(recorded(path))
                for state in states[-2::-1]:
                    project.undo()
                    assert recorded(path) == state
                for state in states[1:]:
                    project.redo()
                    assert recorded(path) == state
                _whole(project)
            finally:
                project.close()

    def test_as_of_a_moment_before_the_correction_shows_the_old_text(self, project: Project) -> None:
        code_words(project, "Stuprören.")
        step = project.ask(versions, "ame")[0]
        assert step.what
        project.edit_turn("ame", 2, "Jo, stuprören. Så är det.")
        number = rows_of(path_of(project), "step")[-1][0] - 1
        then = project.as_of(str(number))
        try:
            assert read(then) == [("stuprör", "Maja", "Stuprören.")]
        finally:
            then.close()


def _do(project: Project, act: tuple[str, object, object]) -> bool:
    kind, first, second = act
    try:
        if kind == "edit":
            assert isinstance(first, int) and isinstance(second, list)
            project.edit_turn("ame", first, " ".join(second))
        elif kind == "code":
            assert isinstance(first, int) and isinstance(second, int)
            project.apply_code("ame", first, first + second, "stuprör")
        elif kind == "rename":
            project.rename_speaker("ame", str(first), str(second))
        elif kind == "split":
            assert isinstance(first, int)
            project.split_turn("ame", first, str(second))
        else:
            assert isinstance(first, int)
            project.join_turns("ame", first)
    except CoderError:
        return False
    return True


def _whole(project: Project) -> None:
    """Turns follow one another, each with its label before its speech, and every turn has its speaker."""
    with project.store.reading() as session:
        whole, found = current_text(session, find_source(session, "ame"))
        assert source_text(session, find_source(session, "ame")) == whole
    reached = 0
    for number, turn in enumerate(found, 1):
        assert turn.number == number and reached <= turn.start <= turn.speech_start <= turn.end <= len(whole)
        assert turn.label in whole[turn.start : turn.speech_start]
        assert whole[turn.speech_start : turn.end] == whole[turn.speech_start : turn.end].strip()
        reached = turn.end
    assert {row.label for row in project.ask(speaker_rows, ["ame"])} == {turn.label for turn in found}
