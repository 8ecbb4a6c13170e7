"""Several codes, several quotes, one step; and codings that are extended instead of doubled."""

import pytest

from coder.errors import CoderError
from coder.project import Facets, Project
from coder.queries.quotes import quotes
from coder.queries.steps import code_before, latest_is_on
from coder.queries.transcript import CodingView, transcript
from coder.spans import Span
from tests.conftest import Opener, passage
from tests.doing import code_words, path_of
from tests.tables import recorded, size, unwhole


def views(project: Project, source: str = "ame") -> dict[str, CodingView]:
    return {view.quote: view for view in project.ask(transcript, source).codings}


def taken_back(project: Project, before: object) -> bool:
    """One undo gives back every row."""
    assert len(project.undo()) == 1
    return recorded(path_of(project)) == before and unwhole(path_of(project)) == []


def test_several_codes_on_a_passage_are_one_step(project: Project) -> None:
    before = recorded(path_of(project))
    start, end = passage(project, "ame", "mellan stolarna")
    made = project.apply_codes("ame", start, end, ("stuprör", "hinder", "Stuprör"), Facets(("unga",), "self"), "Hm.")
    assert [views(project)[quote].code for quote in made] == ["stuprör", "hinder"]
    assert all(view.about == ("unga",) and view.notes == ("Hm.",) for view in views(project).values())
    assert taken_back(project, before)


def test_one_code_that_is_unknown_leaves_everything_as_it_was(project: Project) -> None:
    before = recorded(path_of(project))
    with pytest.raises(CoderError, match="xyz"):
        project.apply_codes("ame", *passage(project, "ame", "Stuprören"), ("stuprör", "xyz"))
    with pytest.raises(CoderError, match="at least one code"):
        project.apply_codes("ame", *passage(project, "ame", "Stuprören"), ())
    assert recorded(path_of(project)) == before


def test_an_overlapping_coding_is_extended_and_keeps_its_identifier(project: Project) -> None:
    start, end = passage(project, "ame", "mellan stolarna")
    quote = project.apply_code("ame", start, end, "stuprör", Facets(("unga",)), "Hm.")
    before = recorded(path_of(project))
    wider = passage(project, "ame", "stolarna, det")
    assert project.apply_codes("ame", *wider, ("stuprör",), extended=True) == (quote,)
    view = views(project)[quote]
    assert (view.start, view.end, view.notes, view.about) == (start, wider[1], ("Hm.",), ("unga",))
    assert taken_back(project, before)


def test_codings_on_both_sides_become_one(project: Project) -> None:
    left, right = passage(project, "ame", "Folk hamnar"), passage(project, "ame", "stolarna")
    first = project.apply_code("ame", *left, "stuprör", note="Ett.")
    project.apply_code("ame", *right, "stuprör", Facets(("af",), mode="missing"), "Två.")
    before = recorded(path_of(project))
    (quote,) = project.apply_codes("ame", left[0] + 3, right[1] - 2, ("stuprör",), extended=True)
    assert quote == first and list(views(project)) == [first]
    view = views(project)[first]
    assert (view.start, view.end) == (left[0], right[1])
    assert (view.notes, view.about, view.mode) == (("Ett.", "Två."), ("af",), "missing")
    assert taken_back(project, before)


def test_neither_others_codings_nor_other_codes_are_extended(opened: Opener) -> None:
    tor, maja = opened("Tor"), opened("Maja")
    start, end = passage(tor, "ame", "mellan stolarna")
    tor.apply_code("ame", start, end, "stuprör")
    maja.apply_code("ame", start, end, "hinder")
    (quote,) = maja.apply_codes("ame", start + 7, end + 5, ("stuprör",), extended=True)
    assert len(views(maja)) == 3
    assert Span(views(maja)[quote].start, views(maja)[quote].end) == Span(start + 7, end + 5)


def test_what_is_said_of_a_coding_again_is_added_to_it(project: Project) -> None:
    start, end = passage(project, "ame", "Stuprören")
    quote = project.apply_code("ame", start, end, "stuprör", Facets(("af",), "self"), "Ett.")
    before, steps = recorded(path_of(project)), size(path_of(project), "step")
    assert project.apply_code("ame", start, end, "stuprör", Facets(("af",), "self"), "Ett.") == quote
    assert recorded(path_of(project)) == before and size(path_of(project), "step") == steps
    assert project.apply_code("ame", start, end, "stuprör", Facets(("unga",), None, "wanted"), "Två.") == quote
    view = views(project)[quote]
    assert (view.about, view.voice, view.mode) == (("af", "unga"), "self", "wanted")
    assert view.notes == ("Ett.", "Två.")
    assert taken_back(project, before)


def test_many_quotes_are_recoded_starred_and_removed_in_one_step_each(project: Project) -> None:
    made = [code_words(project, words, code) for words, code in (("Stuprören", "stuprör"), ("indragen", "buss"))]
    both = code_words(project, "indragen", "hinder")
    first = recorded(path_of(project))
    assert project.recode_all(made, ("hinder",)) == (made[0], both)
    assert sorted(view.code for view in views(project).values()) == ["hinder", "hinder"]
    assert taken_back(project, first)
    project.star_all(made)
    assert [view.starred for view in views(project).values()] == [True, True, False]
    assert taken_back(project, first)
    project.set_facets_of(made, Facets(("norra",), "other"))
    assert [view.about for view in views(project).values()] == [("norra",), ("norra",), ()]
    assert taken_back(project, first)
    project.remove_codings(made)
    assert list(views(project)) == [both]
    assert taken_back(project, first)


def test_one_unknown_quote_leaves_all_as_they_were(project: Project) -> None:
    quote = code_words(project)
    before = recorded(path_of(project))
    for use_case in (project.remove_codings, project.star_all):
        with pytest.raises(CoderError, match="C-00000"):
            use_case([quote, "C-00000"])
    with pytest.raises(CoderError, match="at least one quote"):
        project.recode_all([], ["hinder"])
    assert recorded(path_of(project)) == before


def test_a_quote_may_be_dealt_out_to_several_codes(opened: Opener) -> None:
    tor = opened("Tor")
    quote = tor.apply_code("ame", *passage(tor, "ame", "Stuprören"), "hinder", Facets(("af",), "other"))
    maja = opened("Maja")
    before = recorded(path_of(maja))
    maja.recode_all([quote], ["stuprör", "avstånd"])
    found = views(maja)
    assert {(view.code, view.coder, view.about, view.voice) for view in found.values()} == {
        ("stuprör", "Tor", ("af",), "other"),
        ("avstånd", "Tor", ("af",), "other"),
    }
    assert found[quote].code == "stuprör"
    assert taken_back(maja, before)
    maja.recode_all([quote], ["stuprör", "hinder"])
    assert views(maja)[quote].code == "hinder", "what has one of the codes keeps it"


def test_further_codes_go_on_the_passages_of_quotes_as_ones_own(opened: Opener) -> None:
    tor = opened("Tor")
    made = [tor.apply_code("ame", *passage(tor, "ame", words), "stuprör") for words in ("Stuprören", "stolarna")]
    maja = opened("Maja")
    before = recorded(path_of(maja))
    new = maja.code_quotes(made, ["hinder"])
    assert [views(maja)[quote].coder for quote in new] == ["Maja", "Maja"]
    assert maja.code_quotes(made, ["hinder"]) == new
    assert taken_back(maja, before)


def test_the_history_knows_the_code_a_quote_had_also_when_two_have_become_one(project: Project) -> None:
    gone, stays = code_words(project, code="stuprör"), code_words(project, code="hinder")
    assert project.recode(gone, "hinder") == stays
    kinds = ("recode", "recode_all")
    assert project.ask(latest_is_on, "Maja", kinds, [stays]) == [gone]
    assert project.ask(latest_is_on, "Maja", kinds, [gone]) == [gone]
    assert project.ask(latest_is_on, "Maja", kinds, ["C-00000"]) is None
    assert project.ask(code_before, gone) == "stuprör"
    project.undo()
    assert sorted(quote.quote for quote in project.ask(quotes).rows) == sorted([gone, stays])
