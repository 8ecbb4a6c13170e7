"""Every step is one transaction that records itself, and says in words what was done."""

import json
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

import coder.project
from coder.errors import CoderError
from coder.history.names import SENTENCES, in_words
from coder.model import Coder, Coding
from coder.plugins import reader_for
from coder.project import Facets, Project
from coder.project.codebook import EDITS
from coder.project.sources.loading import add_source
from coder.queries.log import log
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from coder.readers import read_transcript
from tests.conftest import Opener, passage
from tests.doing import code_words, codings, path_of
from tests.tables import recorded, rows_of, size, unwhole

# Transactions


def test_an_exception_inside_a_step_leaves_nothing(project: Project) -> None:
    before, steps = recorded(path_of(project)), size(path_of(project), "step")
    with pytest.raises(ZeroDivisionError), project.history.step("star", quote="C-1") as step:
        step.insert(Coder(id="x", name="Nobody"))
        assert step.session.get(Coder, "x") is not None, "a step reads what it has written"
        _ = 1 / 0
    assert recorded(path_of(project)) == before
    assert size(path_of(project), "step") == steps


def test_what_a_step_writes_is_seen_by_others_only_when_it_is_done(opened: Opener) -> None:
    mine, other = opened("Maja"), opened("Tor")
    with mine.history.step("star", quote="C-1") as step:
        step.insert(Coder(id="x", name="Nobody"))
        with other.store.reading() as session:
            assert session.get(Coder, "x") is None
    with other.store.reading() as session:
        assert session.get(Coder, "x") is not None


def test_a_reading_sees_one_state_to_its_end(opened: Opener) -> None:
    mine, other = opened("Maja"), opened("Tor")
    with other.store.reading() as session:
        assert session.exec(select(Coding)).all() == []
        code_words(mine)
        assert session.exec(select(Coding)).all() == []
    assert len(codings(other)) == 1


def test_several_steps_in_one_transaction_are_each_undone_by_themselves(opened: Opener) -> None:
    project, other = opened("Maja"), opened("Tor")
    steps = size(path_of(project), "step")
    with project.history.several() as several:
        for name in ("a", "b"):
            with several.step("star", f"command {name}", quote="C-1") as step:
                step.insert(Coder(id=name, name=name))
        with several.step("star", "command c", quote="C-1"):
            pass
        with other.store.reading() as session:
            assert session.get(Coder, "a") is None, "others see nothing of it before its end"
    assert size(path_of(project), "step") == steps + 2, "what changes nothing leaves no trace"
    project.undo()
    with other.store.reading() as session:
        assert (session.get(Coder, "a") is None, session.get(Coder, "b") is None) == (False, True)


def test_what_is_remembered_goes_with_the_transaction_it_was_learnt_in(opened: Opener, tmp_path: Path) -> None:
    mine, other = opened("Maja"), opened("Tor")
    path = tmp_path / "a.txt"
    path.write_text("---\ncase: Ett\n---\nI: Hur då?\nIP: Så här.\n", "utf-8")
    parsed = read_transcript(path, reader_for(".txt"))
    with pytest.raises(ZeroDivisionError), mine.history.several() as several:
        with several.step("load", "command", source="a") as step:
            add_source(step, parsed)
        _ = 1 / 0
    other.write_note("project", "Hm.")
    assert [result.status for result in mine.load([path])] == ["added"]


def test_several_steps_are_there_together_or_not_at_all(project: Project) -> None:
    before, steps = recorded(path_of(project)), size(path_of(project), "step")
    with pytest.raises(ZeroDivisionError), project.history.several() as several:
        with several.step("star", "command", quote="C-1") as step:
            step.insert(Coder(id="x", name="Nobody"))
        _ = 1 / 0
    assert recorded(path_of(project)) == before
    assert size(path_of(project), "step") == steps


def test_a_session_in_a_step_refuses_to_flush(project: Project) -> None:
    with pytest.raises(AssertionError, match="StepWriter"), project.history.step("star", quote="C-1") as step:
        step.session.add(Coder(id="x", name="Nobody"))
        step.session.flush()
    with project.store.reading() as session:
        assert session.get(Coder, "x") is None


def test_an_attribute_set_past_the_writer_is_refused_too(project: Project) -> None:
    code_words(project)
    with pytest.raises(AssertionError, match="StepWriter"), project.history.step("star", quote="C-1") as step:
        step.session.exec(select(Coding)).one().starred = True
        step.session.flush()


NOTHING_NEW: list[Callable[[Project, str], object]] = [
    lambda project, _quote: code_words(project),
    lambda project, quote: project.set_facets(quote, Facets(("unga",), "self", "now")),
    lambda project, quote: project.recode(quote, "stuprör"),
    lambda project, quote: project.adjust(quote, *passage(project, "ame", "Stuprören")),
    lambda project, quote: project.star(quote),
    lambda project, _quote: project.finish("ame"),
    lambda project, _quote: project.finish("gemensam", finished=False),
    lambda project, _quote: project.rename_code("stuprör", "Stuprör"),
    lambda project, _quote: project.move_code("buss", "avstånd"),
    lambda project, _quote: project.move_code("möjligheter", None),
    lambda project, _quote: project.read_codebook(),
    lambda project, _quote: project.load(),
]


@pytest.mark.parametrize("number", range(len(NOTHING_NEW)))
def test_what_changes_nothing_leaves_no_trace(project: Project, number: int) -> None:
    quote = code_words(project)
    project.set_facets(quote, Facets(("unga",), "self", "now"))
    project.star(quote)
    project.finish("ame")
    before, steps = recorded(path_of(project)), size(path_of(project), "step")
    NOTHING_NEW[number](project, quote)
    assert recorded(path_of(project)) == before
    assert size(path_of(project), "step") == steps


def test_what_a_newcomer_does_not_do_leaves_no_trace(opened: Opener) -> None:
    newcomer = opened("Ny")
    steps = size(path_of(newcomer), "step")
    newcomer.finish("ame", finished=False)
    with pytest.raises(CoderError):
        newcomer.remove_note("ame")
    assert size(path_of(newcomer), "step") == steps
    assert "Ny" not in {row[1] for row in rows_of(path_of(newcomer), "coder")}


def test_threads_take_turns(project: Project) -> None:
    failures: list[BaseException] = []
    text = project.ask(transcript, "ame").text

    def work(number: int) -> None:
        try:
            for step in range(20):
                start = number * 20 + step
                project.apply_code("ame", start, len(text), "hinder")
        except BaseException as error:
            failures.append(error)

    before = size(path_of(project), "step")
    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(text) > 80
    steps = rows_of(path_of(project), "step")
    assert len(steps) == before + 80
    assert len({row[0] for row in steps}) == len({row[6] for row in steps}) == len(steps), "numbers are unique"
    assert len(codings(project)) == 80
    assert unwhole(path_of(project)) == []


# What the history keeps


def test_a_source_s_text_is_nowhere_in_the_history(project: Project) -> None:
    """Not even when codings of it are imported with their text, removed, and brought back."""
    text = project.ask(transcript, "ame").text
    (project.folder / "codings.csv").write_text(
        "source,start,end,code,coder,text\name,50,59,stuprör,Maja,Stuprören\n", encoding="utf-8"
    )
    project.import_codings(project.folder / "codings.csv")
    project.remove_coding(codings(project)[0][0])
    (project.transcripts_folder / "ny.txt").write_text("I: Hej?\nIP: Aldrig nånsin i livet.\n", encoding="utf-8")
    project.load()
    project.undo()
    project.undo()
    project.redo()
    history = repr(rows_of(path_of(project), "step")) + repr(rows_of(path_of(project), "change"))
    words = [line.split(": ", 1)[1] for line in text.split("\n") if ": " in line]
    pieces = [
        line[start : start + 12] for line in [*words, "Aldrig nånsin i livet."] for start in range(len(line) - 12)
    ]
    assert pieces and not [piece for piece in pieces if piece in history or json.dumps(piece)[1:-1] in history]


def test_an_insert_s_change_holds_only_its_identity(project: Project) -> None:
    code_words(project)
    project.write_note("ame", "En tanke.")
    inserts = [row for row in rows_of(path_of(project), "change") if row[4] == "insert"]
    assert inserts
    assert all(row[5] is None and row[6] is None for row in inserts)


def test_the_log_says_who_did_what_and_what_was_taken_back(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    code_words(maja)
    code_words(tor, "bussen", "buss")
    maja.undo()
    lines = tor.ask(log, 3)
    assert [(line.coder, line.kind, line.undone) for line in lines] == [
        ("Maja", "undo", False),
        ("Tor", "apply_code", False),
        ("Maja", "apply_code", True),
    ]
    assert lines[0].what == "Undo: Apply stuprör in ame"
    maja.redo()
    assert [line.undone for line in tor.ask(log, 4)] == [False, True, False, False]


def test_every_step_has_a_sentence(project: Project) -> None:
    """Whatever can be done is named in the log; none of its details is missing."""
    quote = code_words(project)
    project.star(quote)
    project.star(quote, starred=False)
    project.set_facets(quote, Facets(voice="other"))
    project.adjust(quote, 3, 8)
    project.recode(quote, "buss")
    project.write_note(quote, "Hm.")
    project.remove_note(quote)
    project.finish("ame")
    project.finish("ame", finished=False)
    project.add_code("Ny", "hinder")
    project.rename_code("ny", "Nyare")
    project.move_code("ny", None)
    project.merge_codes("ny", "buss")
    project.remove_code("närhet")
    project.remove_coding(quote)
    project.undo()
    project.redo()
    lines = project.ask(log)
    assert not [line for line in lines if "{" in line.what or line.what == line.kind]
    assert {line.kind for line in lines} - {"undo", "redo"} <= set(SENTENCES)


def test_every_step_that_is_written_anywhere_has_a_sentence() -> None:
    """Also those that this file does not take: the kinds stand in the calls that begin a step."""
    begins = re.compile(r"""(?:\.step|_edit)\(\s*((?:"\w+"|[^,()"]|\([^()]*\))+)""")
    folder = Path(coder.project.__file__).parent
    calls = [call for file in sorted(folder.rglob("*.py")) for call in begins.findall(file.read_text("utf-8"))]
    kinds = {kind for call in calls for kind in re.findall(r'"(\w+)"', call)}
    assert {"finish", "unfinish", "pseudonymise", "accept_suggestion"} <= kinds
    assert kinds | EDITS <= set(SENTENCES)


def test_braces_in_a_detail_are_no_placeholders() -> None:
    assert in_words("load", {"source": "{x} {0}"}) == "Load {x} {0}"
    assert in_words("undo", {"step": "load", "detail": {"source": "{y}"}}) == "Undo: Load {y}"


def test_what_is_remembered_of_a_table_goes_when_anybody_changes_it(opened: Opener, tmp_path: Path) -> None:
    mine, other = opened("Maja"), opened("Tor")

    def load(project: Project, name: str, case: str) -> None:
        path = tmp_path / f"{name}.txt"
        path.write_text(f"---\ncase: {case}\n---\nI: Hur då?\nIP: Så här.\n", "utf-8")
        assert [result.status for result in project.load([path])] == ["added"]

    load(mine, "a", "Ett")
    load(mine, "b", "ETT")
    other.rename_case("Ett", "Två")
    load(mine, "c", "Två")
    load(mine, "d", "Ett")
    mine.undo()
    load(mine, "e", "Ett")
    cases = {row.source: row.case for row in mine.ask(source_rows)}
    assert [cases[name] for name in "abce"] == ["Två", "Två", "Två", "Ett"]
    assert "d" not in cases
