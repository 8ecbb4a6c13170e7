"""Pseudonymising: names go from every row, codings keep their words, and undo gives all of it back."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from coder.errors import CoderError
from coder.i18n import translator
from coder.personal.base import PERSON, PLACE
from coder.project import Project
from coder.project.names.deciding import Decided
from coder.project.sources.loading import UNCHANGED
from coder.queries.pseudonyms import KEEP, REPLACE, decisions, pseudonymised
from coder.queries.quotes import one_quote
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from tests.conftest import Opener
from tests.doing import path_of, text_of
from tests.named_study import NAMES, decide_all, groups, rows_with_names, with_names
from tests.tables import recorded, unwhole

SV = translator("sv").gettext


@pytest.fixture
def named(project: Project) -> Project:
    return with_names(project)


def test_the_queue_has_each_person_once_with_all_their_places(named: Project) -> None:
    found = groups(named)
    anna = found["Anna Berg"]
    assert anna.names == ("Anna Berg", "Anna") and anna.kind == PERSON
    assert set(anna.sources) >= {"anna berg", "två"}
    assert anna.proposed.startswith("[Person ")
    assert any(context.name == "Anna Bergs" for context in anna.contexts)
    assert found["8112289874"].proposed == SV("[personal identity number]")
    assert found["0701740605"].proposed == SV("[telephone number]")
    assert len({each.proposed for each in found.values() if each.kind == PERSON}) == sum(
        each.kind == PERSON for each in found.values()
    )


def test_names_are_replaced_in_their_form_and_codings_keep_their_words(named: Project) -> None:
    named.decide_names(
        [groups(named)["Anna Berg"].decided("[Person 1]"), groups(named)["Karin Lindqvist"].decided("[chefen]")]
    )
    decide_all(named)
    result = named.pseudonymise()
    assert dict(result.replaced) == {"[Person 1]": 10, "två": 4}
    first, second = (named.ask(transcript, name) for name in ("[Person 1]", "två"))
    assert "[Person 1]: Det är [chefen]. [Chefen]s dotter heter" in first.text
    assert "Hans chef är snäll" in first.text
    assert "[Person 1]s hund. Och hans hund." in second.text and "Malå" in second.text
    assert f"{SV('[telephone number]')}, personnumret är {SV('[personal identity number]')}." in first.text
    assert {turn.turn.label for turn in first.turns} == {"I", "[Person 1]"}
    words = {first.text[coding.start : coding.end] for coding in first.codings}
    assert words == {"Stuprören är värst", "[Chefen]s dotter heter"}
    assert [second.text[each.start : each.end] for each in second.codings] == ["[Person 1]s hund"]
    assert [each.code for each in second.codings] == ["person-1-s-hund"]
    assert not unwhole(path_of(named))


def test_no_row_but_old_versions_holds_a_name(named: Project) -> None:
    assert rows_with_names(path_of(named))
    decide_all(named)
    named.pseudonymise()
    assert rows_with_names(path_of(named)) == []
    assert rows_with_names(path_of(named), old_too=True)
    assert not any(name in text_of(named) for name in NAMES)
    assert named.residues() == ()


def test_undo_gives_back_every_row_and_redo_takes_the_names_again(named: Project) -> None:
    decide_all(named)
    before, book = recorded(path_of(named)), text_of(named)
    named.pseudonymise()
    after = recorded(path_of(named))
    for _turn in range(2):
        assert named.undo()
        assert recorded(path_of(named)) == before
        assert text_of(named) == book
        assert named.redo()
        assert recorded(path_of(named)) == after
        assert rows_with_names(path_of(named)) == []


def test_applied_again_it_finds_nothing_new(named: Project) -> None:
    decide_all(named)
    named.pseudonymise()
    after = recorded(path_of(named))
    result = named.pseudonymise()
    assert result.replaced == () and recorded(path_of(named)) == after
    assert groups(named).keys() <= {"Malå", "Björn"}


def test_a_file_called_after_somebody_is_known_by_the_pseudonym(named: Project) -> None:
    decide_all(named)
    before = len(named.ask(source_rows))
    assert [each.status for each in named.load() if each.file in ("anna berg.txt", "två.txt")] == [UNCHANGED] * 2
    named.pseudonymise()
    assert [each.status for each in named.load() if each.file in ("anna berg.txt", "två.txt")] == [UNCHANGED] * 2
    assert len(named.ask(source_rows)) == before
    assert rows_with_names(path_of(named)) == []


def test_sources_are_marked_when_nothing_waits_and_unmarked_when_somebody_is_named(named: Project) -> None:
    assert named.ask(pseudonymised) == frozenset()
    decide_all(named)
    named.pseudonymise()
    assert "två" in named.ask(pseudonymised)
    number = next(each.turn.number for each in named.ask(transcript, "två").turns if "hund" in _said(named, each))
    named.edit_turn("två", number, "En annan hund.")
    assert "två" in named.ask(pseudonymised)
    named.edit_turn("två", number, "Det var Gunilla Persson som sa det.")
    assert "två" not in named.ask(pseudonymised)
    named.undo()
    assert "två" in named.ask(pseudonymised)
    named.edit_turn("två", number, "Det var Anna Berg som sa det.")
    assert "två" not in named.ask(pseudonymised)
    assert [(each.source, each.what, each.text) for each in named.residues()] == [("två", "decided", "Anna Berg")]


def _said(project: Project, view: Any) -> str:
    text = project.ask(transcript, "två").text
    return text[view.turn.speech.start : view.turn.speech.end]


def test_what_is_kept_stays_and_is_no_residue(named: Project) -> None:
    named.decide_names([each.decided("") for each in named.review_queue().groups])
    before = named.ask(transcript, "anna berg").text
    result = named.pseudonymise()
    assert result.replaced == () and named.ask(transcript, "anna berg").text == before
    assert {each.decision for each in named.ask(decisions)} == {KEEP}
    assert named.residues() == ()


def test_a_name_on_the_list_waits_in_any_spelling(named: Project) -> None:
    assert "Zxqr" not in groups(named)
    path = named.transcripts_folder / "tre.txt"
    path.write_text("I: Vem?\n\nIP: det var zxqr som sa det.\n\nI: Jaså.\n", encoding="utf-8")
    named.load([path])
    assert named.know_names(["Zxqr"]) == 1 and named.know_names(["zxqr"]) == 0
    assert groups(named)["zxqr"].is_sure
    assert "xqr" not in " ".join(rows_of_setting(path_of(named)))


def rows_of_setting(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    rows = [row[0] for row in connection.execute("SELECT value FROM setting")]
    connection.close()
    return rows


def test_an_everyday_word_is_only_replaced_where_it_is_a_name(named: Project) -> None:
    named.decide_names([Decided(("Hans",), PERSON, REPLACE, "[Person 9]")])
    named.pseudonymise()
    assert "[Person 9]" not in named.ask(transcript, "två").text
    first = named.ask(transcript, "anna berg").text
    assert "heter [Person 9], nej" in first and "Hans chef är snäll" in first


def test_places_that_look_alike_stay_different_speakers(named: Project) -> None:
    path = named.transcripts_folder / "orter.txt"
    path.write_text(
        "---\nspeakers: {I: interviewer, Malå kommun: {}, Norsjö kommun: {}}\n---\n"
        "I: Hur är det?\nMalå kommun: Bra i Malå.\nNorsjö kommun: Bra i Norsjö.\n",
        encoding="utf-8",
    )
    named.load([path])
    named.decide_names([Decided((name,), PLACE, REPLACE, "[kommun i inlandet]") for name in ("Malå", "Norsjö")])
    named.pseudonymise(["orter"])
    view = named.ask(transcript, "orter")
    assert {turn.turn.label for turn in view.turns} == {
        "I",
        "[Kommun i inlandet]",
        "[Kommun i inlandet] 2",
    }
    assert "Malå" not in view.text and "Norsjö" not in view.text


def test_decisions_can_be_taken_back_and_made_anew(named: Project) -> None:
    before = recorded(path_of(named))
    named.decide_names([Decided(("Anna Berg", "Anna"), PERSON, REPLACE, "[A]")])
    assert named.undo() and recorded(path_of(named)) == before
    named.decide_names([Decided(("Anna Berg", "Anna"), PERSON, REPLACE, "[A]")])
    assert named.decide_names([Decided(("anna  BERG",), PERSON, REPLACE, "[B]")]) == 1
    assert sorted(each.replacement for each in named.ask(decisions)) == ["[A]", "[B]"]
    for wrong in (Decided(("Anna",), PERSON, REPLACE, " "), Decided(("…",), PERSON, KEEP)):
        with pytest.raises(CoderError):
            named.decide_names([wrong])
    with pytest.raises(CoderError, match="holds a name"):
        named.decide_names([Decided(("Karin",), PERSON, REPLACE, "Anna Berg 2")])


def test_the_next_number_is_one_that_nobody_has(named: Project) -> None:
    named.decide_names([Decided(("Karin",), PERSON, REPLACE, "[Person 2]")])
    proposed = [each.proposed for each in named.review_queue().groups if each.kind == PERSON]
    assert proposed and "[Person 2]" not in proposed and proposed[0] == "[Person 1]"


def test_two_coders_share_what_was_decided(named: Project, opened: Opener) -> None:
    decide_all(named)
    other = opened("Tor")
    assert not other.review_queue().groups or all(each.kind == PLACE for each in other.review_queue().groups)
    other.pseudonymise()
    assert rows_with_names(path_of(named)) == []
    assert other.undo()


def test_a_quote_keeps_its_identifier(named: Project) -> None:
    quote = next(each.quote for each in named.ask(transcript, "två").codings)
    decide_all(named)
    named.pseudonymise()
    assert named.ask(one_quote, quote)[0].text.endswith("s hund")


def test_decomposed_letters_and_line_ends_make_no_difference(named: Project) -> None:
    path = named.transcripts_folder / "tre.txt"
    path.write_bytes("I: Vem?\r\n\r\nIP: A\u030asa O\u0308stlund sa det. Ring A\u030asas chef.\r\n".encode())
    named.load([path])
    group = next(each for each in named.review_queue(["tre"]).groups if each.kind == PERSON)
    assert group.names == ("Åsa Östlund", "Åsa")
    named.decide_names([group.decided("[Person 7]")])
    named.pseudonymise()
    assert "IP: [Person 7] sa det. Ring [Person 7]s chef." in named.ask(transcript, "tre").text
    assert named.residues(["tre"]) == ()
