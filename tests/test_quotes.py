"""Quotes: each is, letter for letter, what stands at its offsets, whatever the text and its encoding."""

import unicodedata
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.i18n import translator
from coder.project import Facets, Project
from coder.queries.quotes import Quote, QuoteFilter, one_quote, quotes
from coder.queries.selection import Selection
from tests import by_hand
from tests.conftest import REPOSITORY, Opener, passage
from tests.doing import code_words

TRANSCRIPTS = REPOSITORY / "transcripts"


def found(project: Project, **wanted: object) -> list[str]:
    return [row.text for row in project.ask(quotes, QuoteFilter(**wanted)).rows]  # type: ignore[arg-type]


# The bundled study


@pytest.mark.parametrize("coders", [(), ("Maja", "Tor"), ("Tor",)])
def test_the_bundled_quotes_are_those_found_by_hand(bundled: Project, coders: tuple[str, ...]) -> None:
    items, themes = by_hand.counted(TRANSCRIPTS, coders), by_hand.themes(REPOSITORY / "codebook.yaml")
    expected = [
        (
            *(item.row.source, "; ".join(item.cases), item.speech[0][0], item.speech[0][1]),
            *(item.row.start, item.row.end, themes[item.row.code], item.row.code, item.row.coder),
            *(set(item.row.about), item.row.voice or None, item.row.mode or None, item.row.text, item.row.note),
        )
        for item in items
    ]
    rows = bundled.ask(quotes, selection=Selection(coders)).rows
    assert [
        (
            *(row.source, row.case, row.turn, row.speaker, row.start, row.end, row.theme, row.code, row.coder),
            *(set(row.about), row.voice, row.mode, row.text, row.note),
        )
        for row in rows
    ] == expected
    assert len({row.quote for row in rows}) == len(rows)


def test_one_quote_comes_with_its_turn(bundled: Project) -> None:
    sources = by_hand.sources(TRANSCRIPTS)
    for row in bundled.ask(quotes).rows[::50]:
        again, turn = bundled.ask(one_quote, row.quote.lower())
        assert again == row
        assert row.text in turn
        _label, start, _begin, end = sources[row.source].turns[row.turn - 1]
        assert turn == sources[row.source].text[start:end]


# Letter for letter

LETTERS = st.sampled_from(
    [*"aåäöÅÄÖéü ,.?!-–”’", "a\u030a", "o\u0308", "e\u0301", "👍", "👩\u200d👩\u200d👧", "🇸🇪", "\u200d", "\ufeff", "\t"]
)
SPEECH = st.lists(LETTERS, min_size=3, max_size=30).map("".join).filter(str.strip)
PLAIN = st.text("aåäöÅÄÖéü ,.?!-–”’", min_size=3, max_size=30).filter(str.strip)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])


def test_an_exported_quote_is_the_text_at_its_offsets(tmp_path: Path) -> None:
    """In the csv, against the text that went into the file; a newline of any kind counts one."""
    (tmp_path / "codebook.yaml").write_text("themes: [{id: k, name: K}]\n", encoding="utf-8")
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    project.read_codebook()
    numbers = count()

    @settings(max_examples=60, deadline=None)
    @given(data=st.data(), newline=NEWLINES, encoding=ENCODINGS)
    def check(data: st.DataObject, newline: str, encoding: str) -> None:
        speech = data.draw(st.lists(PLAIN if encoding == "cp1252" else SPEECH, min_size=1, max_size=4))
        lines = [f"IP: a{part}b" for part in speech]
        text = "\n".join(lines) + "\n"
        path = tmp_path / f"s{next(numbers)}.txt"
        path.write_bytes(text.replace("\n", newline).encode(encoding))
        assert [result.status for result in project.load([path])] == ["added"]
        spans = set()
        for _number in range(3):
            start = data.draw(st.integers(4, len(text) - 2))
            spans.add((start, data.draw(st.integers(start + 1, min(len(text), start + 25)))))
        spans = {span for span in spans if spoken(text, *span)}
        for start, end in spans:
            project.apply_code(path.stem, start, end, "k")
        wanted = QuoteFilter(source=path.stem)
        rows = project.ask(quotes, wanted).rows
        assert {(row.start, row.end) for row in rows} == spans
        assert all(row.text == text[row.start : row.end] for row in rows)
        exported = project.rendered(project.document("quotes", wanted=wanted), "csv").decode("utf-8")
        assert all(as_a_cell(text[row.start : row.end]) in exported for row in rows)

    check()
    project.close()


def spoken(text: str, start: int, end: int) -> bool:
    """Whether a span reaches into speech: not only into white space at a line's end, newlines and labels."""
    offset = 0
    for line in text.split("\n"):
        begin, stop = offset + 4, offset + len(line.rstrip())
        if max(start, begin) < min(end, stop):
            return True
        offset += len(line) + 1
    return False


def as_a_cell(text: str) -> str:
    """RFC 4180, and one apostrophe before what a spreadsheet would run."""
    bare = text.lstrip("'")
    guarded = "'" + text if bare[:1] in ("=", "+", "-", "@", "\t", "\n", "\r") and bare else text
    return '"' + guarded.replace('"', '""') + '"' if any(sign in guarded for sign in ',"\n\r') else guarded


def test_decomposed_and_composed_letters_stay_what_they_are(project: Project) -> None:
    quote = code_words(project, "det a\u0308r så")
    text = project.ask(one_quote, quote)[0].text
    assert text == "det a\u0308r så"
    assert not unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("ending", ["csv", "md", "docx", "xlsx", "json"])
def test_marks_and_markup_in_a_quote_reach_every_format(project: Project, ending: str) -> None:
    """What stands in a transcript is text: brackets are no markup in any file."""
    code_words(project, "[bold]Så[/] är det", "buss")
    project.rendered(project.document("quotes"), ending)
    [row] = project.ask(quotes).rows
    assert row.text == "[bold]Så[/] är det"
    document = project.document("quotes")
    assert row.text in document.tables[0].rows[0]


# Filters


@pytest.fixture
def coded(project: Project) -> Project:
    code_words(project, "Stuprören", "stuprör")
    code_words(project, "Stuprören. Folk", "hinder")
    code_words(project, "bussen?", "buss")  # the interviewer's
    code_words(project, "indragen", "buss")
    code_words(project, "Närheten", "närhet", "gemensam")
    quote = code_words(project, "stuprören står kvar", "stuprör", "gemensam")
    project.set_facets(quote, Facets(("unga", "södra"), "other", "missing"))
    project.star(quote)
    project.write_note(quote, "Till rapporten")
    return project


def test_quotes_stand_in_order_of_source_and_place(coded: Project) -> None:
    assert found(coded) == ["Stuprören", "Stuprören. Folk", "indragen", "Närheten", "stuprören står kvar"]


@pytest.mark.parametrize(
    ("wanted", "texts"),
    [
        ({"code": "stuprör"}, ["Stuprören", "stuprören står kvar"]),
        ({"code": "hinder"}, ["Stuprören. Folk"]),
        ({"code": "avstånd"}, []),
        ({"code": "avstånd", "deep": True}, ["indragen"]),
        ({"code": "hinder", "deep": True}, ["Stuprören", "Stuprören. Folk", "indragen", "stuprören står kvar"]),
        ({"theme": "möjligheter"}, ["Närheten"]),
        ({"case": "AME Syd"}, ["stuprören står kvar"]),
        ({"case": "ame norr"}, ["Närheten"]),
        ({"where": (("place", "Norra"),)}, ["Stuprören", "Stuprören. Folk", "indragen", "Närheten"]),
        ({"where": (("place", "norra"), ("kind", "kommun"))}, ["Stuprören", "Stuprören. Folk", "indragen", "Närheten"]),
        ({"where": (("date", "2014-03-05"),)}, ["Närheten", "stuprören står kvar"]),
        ({"where": (("nothing", "x"),)}, []),
        ({"with_code": "hinder", "code": "stuprör"}, ["Stuprören"]),
        ({"about": "UNGA"}, ["stuprören står kvar"]),
        ({"search": "STUPR"}, ["Stuprören", "Stuprören. Folk", "stuprören står kvar"]),
        ({"search": "närh"}, ["Närheten"]),
        ({"search": "na\u0308rh"}, ["Närheten"]),
        ({"search": "rapporten"}, ["stuprören står kvar"]),
        ({"starred": True}, ["stuprören står kvar"]),
        ({"source": "gemensam"}, ["Närheten", "stuprören står kvar"]),
        ({"source": "gemensam", "theme": "hinder", "starred": True, "about": "södra"}, ["stuprören står kvar"]),
    ],
)
def test_everything_asked_for_must_hold(coded: Project, wanted: dict[str, object], texts: list[str]) -> None:
    assert found(coded, **wanted) == texts


def test_a_quote_of_two_cases_is_both_s(project: Project) -> None:
    text = "Närheten, vi känner alla.\nIP2: Praktik"
    quote = project.apply_code("gemensam", *passage(project, "gemensam", text), "närhet")
    row, turns = project.ask(one_quote, quote)
    assert (row.case, row.cases, row.turn, row.speaker) == ("AME Norr; AME Syd", ("AME Norr", "AME Syd"), 2, "IP1")
    assert row.text == text
    assert turns.startswith("IP1: Närheten") and turns.endswith("kvar.")
    for case in ("AME Norr", "AME Syd"):
        assert found(project, case=case) == [text]


def test_notes_by_several_people_are_joined_in_their_order(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    quote = code_words(maja)
    tor.write_note(quote, "Först Tor.")
    maja.write_note(quote, "Sedan Maja.")
    [row] = maja.ask(quotes).rows
    assert row.note == "Först Tor. / Sedan Maja."


def test_one_quote_may_be_one_that_does_not_count(opened: Opener) -> None:
    """A second coder's, or of the interviewer's words: it can be looked up all the same."""
    maja, tor = opened("Maja"), opened("Tor")
    code_words(maja)
    code_words(maja, "Folk")
    other = code_words(tor)
    asked = code_words(maja, "Och bussen?", "buss")
    assert not {other, asked} & {row.quote for row in maja.ask(quotes).rows}
    assert maja.ask(one_quote, other)[0].coder == "Tor"
    row: Quote = maja.ask(one_quote, asked)[0]
    assert (row.text, row.case) == ("Och bussen?", "")


def test_an_unknown_quote_is_named(project: Project) -> None:
    with pytest.raises(CoderError, match="C-XXXXX"):
        project.ask(one_quote, "C-XXXXX")


def test_the_table_has_the_interface_s_columns(coded: Project) -> None:
    team, report = (coded.document("quotes", audience).tables[0] for audience in ("team", "report"))
    team_keys = "quote,source,case,turn,speaker,start,end,theme,code,coder,about,voice,mode,text,note"
    assert ",".join(column.key for column in team.columns) == team_keys
    assert (
        ",".join(column.key for column in report.columns)
        == "quote,attribution,start,end,theme,code,about,voice,mode,text"
    )
    assert len(team.rows) == len(report.rows) == 5
    assert {column.title for column in team.columns} >= {translator("sv").gettext("Quote")}
