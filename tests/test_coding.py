"""Coding: what a coder does with passages, codings, facets, notes and stars."""

import pytest

from coder.errors import CoderError
from coder.project import NO_FACETS, Facets, Project
from coder.queries.quotes import one_quote, quotes
from coder.queries.sources import source_rows
from coder.queries.transcript import CodingView, transcript
from tests.conftest import Opener, passage
from tests.doing import code_words, codings, path_of
from tests.tables import recorded, rows_of, size, unwhole


def view_of(project: Project, quote: str, source: str = "ame") -> CodingView:
    [view] = [view for view in project.ask(transcript, source).codings if view.quote == quote]
    return view


def refused(project: Project) -> tuple[object, int]:
    """What must be as before after something was refused."""
    return recorded(path_of(project)), size(path_of(project), "step")


# Applying


def test_a_coding_stands_where_it_was_put(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna, det a\u0308r så det är 👩\u200d👩\u200d👧 ja")
    quote = project.apply_code("ame", start, end, "stuprör", Facets(("unga", "norra"), "self", "missing"), "Hm.")
    view = view_of(project, quote)
    assert (view.start, view.end, view.code, view.coder) == (start, end, "stuprör", "Maja")
    assert (view.about, view.voice, view.mode, view.notes) == (("norra", "unga"), "self", "missing", ("Hm.",))
    assert project.ask(one_quote, quote)[0].text == "mellan stolarna, det a\u0308r så det är 👩\u200d👩\u200d👧 ja"


def test_a_quote_s_identifier_is_short_and_has_no_letters_to_misread(project: Project) -> None:
    quote = code_words(project)
    assert quote.startswith("C-") and len(quote) == 7
    assert not set(quote[2:]) & set("ILOU")


def test_the_same_coding_again_is_the_same_coding(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    quote = code_words(maja)
    assert code_words(maja) == quote
    assert code_words(opened("MAJA")) == quote, "names are compared without case"
    assert code_words(tor) != quote, "another coder's is another coding"
    assert len(codings(maja)) == 2


@pytest.mark.parametrize("typed", ["stuprör", "STUPRÖR", "stupro\u0308r", "Stuprör", " stup"])
def test_a_code_is_found_by_id_name_or_beginning(project: Project, typed: str) -> None:
    quote = code_words(project, code=typed)
    assert view_of(project, quote).code == "stuprör"


def test_a_theme_can_be_applied_too(project: Project) -> None:
    assert view_of(project, code_words(project, code="hinder")).code == "hinder"


@pytest.mark.parametrize("typed", ["förb", "FÖRBUNDET", "fo\u0308rbundet"])
def test_a_source_is_found_by_name_or_beginning(project: Project, typed: str) -> None:
    quote = project.apply_code(typed, 46, 50, "buss")
    assert view_of(project, quote, "förbundet").start == 46


@pytest.mark.parametrize(
    ("source", "code", "named"),
    [
        ("a", "buss", ["af", "ame"]),
        ("ingen", "buss", ["ingen"]),
        ("", "buss", []),
        ("ame", "ingen", ["ingen"]),
        ("ame", "h", ["h"]),
        ("ame", "", []),
    ],
)
def test_an_unknown_or_ambiguous_name_is_refused(project: Project, source: str, code: str, named: list[str]) -> None:
    project.add_code("Hälsa", "hinder")
    before = refused(project)
    with pytest.raises(CoderError) as refusal:
        project.apply_code(source, 50, 59, code)
    assert "\n" not in str(refusal.value)
    assert all(name in str(refusal.value) for name in named)
    assert refused(project) == before


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (6, 5), (0, 100_000), (100_000, 100_001), (203, 300)])
def test_offsets_outside_the_text_are_refused(project: Project, start: int, end: int) -> None:
    quote = code_words(project)
    before = refused(project)
    for act in (lambda: project.apply_code("ame", start, end, "buss"), lambda: project.adjust(quote, start, end)):
        with pytest.raises(CoderError, match="ame") as refusal:
            act()
        assert "\n" not in str(refusal.value)
    assert refused(project) == before


def test_the_whole_text_may_be_coded(project: Project) -> None:
    length = len(project.ask(transcript, "ame").text)
    quote = project.apply_code("ame", 0, length, "buss")
    assert project.ask(one_quote, quote)[0].text == project.ask(transcript, "ame").text


@pytest.mark.parametrize(
    "facets", [Facets(voice="loud"), Facets(mode="later"), Facets(("nobody",)), Facets(("stuprör",)), Facets(("f1",))]
)
def test_facets_that_nothing_has_are_refused(project: Project, facets: Facets) -> None:
    quote = code_words(project)
    before = refused(project)
    with pytest.raises(CoderError) as refusal:
        project.set_facets(quote, facets)
    assert "\n" not in str(refusal.value)
    with pytest.raises(CoderError):
        project.apply_code("ame", 60, 63, "buss", facets)
    assert refused(project) == before


# Changing


def test_facets_are_replaced_whole(project: Project) -> None:
    quote = code_words(project)
    project.set_facets(quote, Facets(("unga", "AF", "unga"), "other", "now"))
    assert view_of(project, quote).about == ("af", "unga")
    project.set_facets(quote, Facets(("af", "norra")))
    view = view_of(project, quote)
    assert (view.about, view.voice, view.mode) == (("af", "norra"), None, None)
    project.set_facets(quote, NO_FACETS)
    assert view_of(project, quote).about == ()


def test_a_recoded_coding_keeps_its_identifier_and_all_else(project: Project) -> None:
    quote = code_words(project)
    project.set_facets(quote, Facets(("unga",), "self"))
    project.star(quote)
    project.write_note(quote, "Hm.")
    assert project.recode(quote, "buss") == quote
    view = view_of(project, quote)
    assert (view.code, view.about, view.voice, view.starred, view.notes) == ("buss", ("unga",), "self", True, ("Hm.",))


def test_recoding_onto_an_equal_coding_joins_it(project: Project) -> None:
    quote, other = code_words(project), code_words(project, code="buss")
    project.star(quote)
    project.write_note(quote, "Hm.")
    assert project.recode(quote, "buss") == other
    view = view_of(project, other)
    assert (view.code, view.starred, view.notes) == ("buss", True, ("Hm.",))
    assert len(codings(project)) == 1
    assert unwhole(path_of(project)) == []


def test_ends_are_adjusted_but_not_onto_an_equal_coding(project: Project) -> None:
    quote = code_words(project)
    other = code_words(project, "Folk")
    project.adjust(quote, *passage(project, "ame", "Stuprören."))
    assert project.ask(one_quote, quote)[0].text == "Stuprören."
    before = refused(project)
    with pytest.raises(CoderError, match=other):
        project.adjust(other, *passage(project, "ame", "Stuprören."))
    assert refused(project) == before


def test_a_removed_coding_takes_along_what_hangs_on_it(project: Project) -> None:
    quote = code_words(project)
    project.set_facets(quote, Facets(("unga",)))
    project.write_note(quote, "Hm.")
    project.remove_coding(quote)
    assert codings(project) == []
    assert rows_of(path_of(project), "note") == rows_of(path_of(project), "coding_about") == []


@pytest.mark.parametrize("typed", ["{quote}", " {lower} ", "{short}", "{lower_short}"])
def test_a_quote_is_found_as_people_type_it(project: Project, typed: str) -> None:
    quote = code_words(project)
    spelled = typed.format(quote=quote, lower=quote.lower(), short=quote[2:], lower_short=quote[2:].lower())
    project.star(spelled)
    assert view_of(project, quote).starred


def test_an_unknown_quote_is_named_by_whatever_is_tried_on_it(project: Project) -> None:
    before = refused(project)
    for act in (
        lambda: project.remove_coding("C-00000"),
        lambda: project.recode("C-00000", "buss"),
        lambda: project.set_facets("C-00000", NO_FACETS),
        lambda: project.adjust("C-00000", 1, 2),
        lambda: project.star("C-00000"),
        lambda: project.write_note("C-00000", "Hm."),
    ):
        with pytest.raises(CoderError, match="C-00000") as refusal:
            act()
        assert "\n" not in str(refusal.value)
    assert refused(project) == before


# Notes and finishing


@pytest.mark.parametrize("target", ["ame", "AM", "stuprör", "project", "Project"])
def test_notes_are_written_on_sources_codes_and_the_project(project: Project, target: str) -> None:
    project.write_note(target, "Först.")
    project.write_note(target, "Sedan.")
    project.remove_note(target)
    [row] = rows_of(path_of(project), "note")
    assert row[5] == "Först.", "the latest is taken away first"
    project.remove_note(target)
    with pytest.raises(CoderError):
        project.remove_note(target)


def test_the_latest_note_goes_first_however_fast_they_were_written(project: Project) -> None:
    for number in range(12):
        project.write_note("ame", str(number))
    for _number in range(6):
        project.remove_note("ame")
    assert project.ask(transcript, "ame").notes == tuple("012345")


def test_one_s_own_notes_only_are_taken_away(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    maja.write_note("ame", "Majas.")
    with pytest.raises(CoderError):
        tor.remove_note("ame")
    assert maja.ask(transcript, "ame").notes == ("Majas.",)


@pytest.mark.parametrize("text", ["", "  \n\t"])
def test_an_empty_note_is_refused(project: Project, text: str) -> None:
    with pytest.raises(CoderError):
        project.write_note("ame", text)


def test_a_target_that_nothing_is_called_is_named(project: Project) -> None:
    for target in ("ingen", "C-", ""):
        with pytest.raises(CoderError) as refusal:
            project.write_note(target, "Hm.")
        assert target in str(refusal.value)


def test_a_source_may_be_called_like_a_quote(project: Project) -> None:
    (project.transcripts_folder / "c-byn.txt").write_text("I: Hej?\nIP: Nja.\n", encoding="utf-8")
    project.load()
    project.write_note("c-byn", "Hm.")
    assert project.ask(transcript, "c-byn").notes == ("Hm.",)


def test_each_coder_finishes_a_source_alone(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    maja.finish("ame")
    tor.finish("am")
    assert {row.source: row.finished_by for row in maja.ask(source_rows)}["ame"] == "Maja, Tor"
    maja.finish("ame", finished=False)
    assert {row.source: row.finished_by for row in maja.ask(source_rows)}["ame"] == "Tor"


def test_codings_of_the_interviewer_s_words_are_kept_but_do_not_count(project: Project) -> None:
    quote = code_words(project, "Och bussen?", "buss")
    assert [view.quote for view in project.ask(transcript, "ame").codings] == [quote]
    assert project.ask(quotes).rows == ()


def test_what_stands_in_brackets_is_text(project: Project) -> None:
    quote = code_words(project, "[bold]Så[/]")
    assert project.ask(one_quote, quote)[0].text == "[bold]Så[/]"


def test_where_a_coder_was_is_remembered_outside_the_history(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    steps = size(path_of(maja), "step")
    maja.remember("reader", {"source": "ame", "line": 3})
    maja.remember("reader", {"source": "ame", "line": 4})
    assert maja.remembered("reader") == {"source": "ame", "line": 4}
    assert tor.remembered("reader") == {}
    assert size(path_of(maja), "step") == steps


def test_a_passage_without_speech_is_refused(project: Project) -> None:
    with pytest.raises(CoderError, match="label"):
        project.apply_code("förbundet", 39, 43, "buss")
    assert project.ask(transcript, "förbundet").codings == ()


def test_what_a_joined_coding_said_is_kept(project: Project) -> None:
    span = passage(project, "ame", "Stuprören.")
    stays = project.apply_code("ame", *span, "hinder", Facets(("unga",), None, "now"))
    goes = project.apply_code("ame", *span, "stuprör", Facets(("af",), "other", "missing"))
    assert project.recode(goes, "hinder") == stays
    [coding] = project.ask(transcript, "ame").codings
    assert (coding.about, coding.voice, coding.mode) == (("af", "unga"), "other", "now")
