"""Undo among several coders: everybody's own, and never what somebody else has built on."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from coder.errors import CoderError, Conflict
from coder.model import Note
from coder.project import Facets, Project
from coder.queries.transcript import transcript
from tests.conftest import Opener, passage
from tests.doing import code_words, codings, path_of
from tests.tables import recorded, size, unwhole


def test_undo_takes_back_one_s_own_latest_command(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    code_words(maja)
    code_words(tor, "bussen", "buss")
    code_words(tor, "praktik", "praktik")
    assert [step.detail["code"] for step in maja.undo()] == ["stuprör"]
    assert [step.detail["code"] for step in tor.undo()] == ["praktik"]
    assert [step.detail["code"] for step in maja.redo()] == ["stuprör"]
    assert [(code, coder) for _quote, code, coder in codings(maja)] == [("stuprör", "Maja"), ("buss", "Tor")]
    assert tor.redo() != []


def test_undo_survives_reopening_and_another_spelling_of_the_name(opened: Opener) -> None:
    maja = opened("Maja")
    before = recorded(path_of(maja))
    code_words(maja)
    after = recorded(path_of(maja))
    maja.close()
    assert opened("MAJA ").undo() != []
    assert recorded(path_of(maja)) == before
    assert opened("maja").redo() != []
    assert recorded(path_of(maja)) == after


def test_nothing_is_redone_after_something_new(project: Project) -> None:
    code_words(project)
    project.undo()
    code_words(project, "bussen", "buss")
    assert project.redo() == []
    assert [code for _quote, code, _coder in codings(project)] == ["buss"]


def test_the_stack_ends(opened: Opener) -> None:
    tor = opened("Tor")
    assert tor.undo() == []
    assert tor.redo() == []
    code_words(tor)
    tor.undo()
    assert tor.undo() == []
    assert tor.redo() != []
    assert tor.redo() == []


BuiltOn = Callable[[Project, Project, str], object]
BUILDING: dict[str, tuple[Callable[[Project], str], BuiltOn, str]] = {
    "a star": (code_words, lambda _maja, tor, quote: tor.star(quote), "Star {quote}"),
    "a note": (code_words, lambda _maja, tor, quote: tor.write_note(quote, "Hm."), "Write a note on {quote}"),
    "facets": (code_words, lambda _maja, tor, quote: tor.set_facets(quote, Facets(("af",))), "Set facets of {quote}"),
    "another code": (code_words, lambda _maja, tor, quote: tor.recode(quote, "buss"), "from stuprör to buss"),
    "its removal": (code_words, lambda _maja, tor, quote: tor.remove_coding(quote), "Remove stuprör in ame"),
    "a coding of a new code": (
        lambda maja: maja.add_code("Ny", "hinder"),
        lambda _maja, tor, code: code_words(tor, "bussen", code),
        "Apply ny in ame",
    ),
    "a code under a new one": (
        lambda maja: maja.add_code("Ny", "hinder"),
        lambda _maja, tor, code: tor.add_code("Under", code),
        "Add code under",
    ),
    "another name": (
        lambda maja: maja.add_code("Ny", "hinder"),
        lambda _maja, tor, code: tor.rename_code(code, "Annat"),
        "Rename ny to Annat",
    ),
    "the same place taken again": (
        lambda maja: moved_on(maja),
        lambda _maja, tor, _quote: code_words(tor),
        "Apply stuprör in ame",
    ),
    "the ground gone": (
        lambda maja: recoded(maja),
        lambda _maja, tor, _quote: tor.remove_code("närhet"),
        "Remove code närhet",
    ),
}


def moved_on(maja: Project) -> str:
    """A coding of Tor's whose end Maja moves, so that Tor may code the old passage again."""
    tor = Project.open(path_of(maja), "Tor")
    quote = code_words(tor)
    tor.close()
    maja.adjust(quote, *passage(maja, "ame", "Stuprören. Folk"))
    return quote


def recoded(maja: Project) -> str:
    quote = code_words(maja, code="närhet")
    maja.recode(quote, "buss")
    return quote


@pytest.mark.parametrize("what", BUILDING)
def test_what_another_has_built_on_is_not_undone(opened: Opener, what: str) -> None:
    first, then, named = BUILDING[what]
    maja, tor = opened("Maja"), opened("Tor")
    thing = first(maja)
    then(maja, tor, thing)
    before, steps = recorded(path_of(maja)), size(path_of(maja), "step")
    with pytest.raises(Conflict) as refusal:
        maja.undo()
    assert "Tor" in str(refusal.value)
    assert named.format(quote=thing) in str(refusal.value)
    assert recorded(path_of(maja)) == before
    assert size(path_of(maja), "step") == steps
    tor.undo()
    assert maja.undo() != [], "possible again when the other has taken theirs back"
    assert unwhole(path_of(maja)) == []


def test_what_came_to_hang_on_a_source_keeps_its_load(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    (maja.transcripts_folder / "ny.txt").write_text("I: Hej?\nIP: Nja, stuprören.\n", encoding="utf-8")
    maja.load()
    for build in (
        lambda: tor.write_note("ny", "Kort."),
        lambda: tor.finish("ny"),
        lambda: tor.apply_code("ny", 3, 6, "buss"),
    ):
        build()
        with pytest.raises(Conflict, match=r"Tor.*ny"):
            maja.undo()
        tor.undo()
    maja.undo()
    with pytest.raises(CoderError):
        maja.ask(transcript, "ny")


def test_a_coding_on_updated_turns_keeps_the_update(opened: Opener) -> None:
    """Else it would stand on a version that nobody sees."""
    maja, tor = opened("Maja"), opened("Tor")
    path = maja.transcripts_folder / "ny.txt"
    for declared in ("{A: {}}", "{A: {}, B: {}}"):
        path.write_text(f"---\nspeakers: {declared}\n---\nA: Ja.\nB: Nej.\n", encoding="utf-8")
        maja.load([path])
    tor.apply_code("ny", 10, 13, "buss")
    with pytest.raises(Conflict, match="Apply buss in ny"):
        maja.undo()
    tor.undo()
    maja.undo()
    tor.apply_code("ny", 10, 13, "buss")
    with pytest.raises(Conflict, match="Apply buss in ny"):
        maja.redo()
    assert unwhole(path_of(maja)) == []


def test_what_comes_back_joins_what_stands_there_already(opened: Opener) -> None:
    """A removal undone after the same passage was coded again: one coding, and nothing hangs in the air."""
    maja, tor = opened("Maja"), opened("Tor")
    quote = code_words(maja)
    maja.write_note(quote, "Hm.")
    maja.set_facets(quote, Facets(("unga",)))
    tor.remove_coding(quote)
    again = code_words(maja)
    assert again != quote
    assert tor.undo() != []
    assert codings(maja) == [(again, "stuprör", "Maja")]
    with maja.store.reading() as session:
        assert session.exec(select(Note)).all() == []
    assert unwhole(path_of(maja)) == []


def test_a_coder_whom_an_import_named_first_may_go_on_working(opened: Opener) -> None:
    """Tor's own work does not build on the import only because that wrote his name first."""
    maja, tor = opened("Maja"), opened("Tor")
    path = maja.folder / "codings.csv"
    path.write_text("source,start,end,code,coder\name,50,59,stuprör,Gun\n", encoding="utf-8")
    maja.import_codings(path)
    gun = opened("Gun")
    code_words(gun, "bussen", "buss")
    assert maja.undo() != []
    assert [(code, coder) for _quote, code, coder in codings(tor)] == [("buss", "Gun")]
    assert maja.redo() != []
    assert len(codings(tor)) == 2


def test_what_was_redone_on_ground_that_is_gone_is_refused(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    code_words(maja, code="närhet")
    maja.undo()
    tor.remove_code("närhet")
    with pytest.raises(Conflict, match="Remove code närhet"):
        maja.redo()
    tor.undo()
    assert maja.redo() != []
