"""Taguette's projects: what its own program wrote, pages of every kind, and who highlighted what."""

import html
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError, Refused
from coder.project import Project
from coder.project.exchange.outcome import ExchangeResult
from coder.queries.notes import notes
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.queries.transcript import transcript
from coder.readers.programs.pages import Page
from coder.readers.programs.taguette import parts_of, read_taguette
from coder.spans import Span
from tests.command_line import CommandLine
from tests.doing import agree, path_of, tree
from tests.peer_files import TAGUETTE, highlighted, taguette
from tests.tables import recorded, unwhole

EVERYONE = Selection(("all",), True)
PAGE = (
    "<h1>Intervju</h1>\n<p>I: Hur går det?</p>"
    "<p>IP: Bussen &amp;   tåget är\n<b>indragna</b>&nbsp;😀.<br>Ja, så är det.</p>"
)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


def highlight(words: str, number: int = 1, snippet: str | None = None, page: str = PAGE, by: int = 0) -> dict[str, Any]:
    """A highlight of what stands between the tags, ``by`` bytes off."""
    raw = Page(page).raw
    start = len(raw[: raw.index(words)].encode()) + by
    kept = html.escape(words) if snippet is None else snippet
    end = start + len(words.encode())
    return {"id": number, "document_id": 1, "start_offset": start, "end_offset": end, "snippet": kept}


def taken(into: Project, *highlights: dict[str, Any], page: str = PAGE, **rows: list[dict[str, Any]]) -> ExchangeResult:
    tables = {
        "documents": [{"id": 1, "project_id": 1, "name": "ett.docx", "description": "", "contents": page}],
        "tags": [{"id": 1, "project_id": 1, "path": "resor.buss", "description": "Om bussen."}],
        "highlights": highlights,
        "highlight_tags": [{"highlight_id": each["id"], "tag_id": 1} for each in highlights],
        **rows,
    }
    return into.import_exchange(taguette(into.folder / "f.sqlite3", tables))


def coded(project: Project) -> list[str]:
    return [row.text for row in project.ask(quotes, selection=EVERYONE).rows]


class TestRealProject:
    def test_comes_in_word_for_word_with_who_did_it(self, empty: Project) -> None:
        result = empty.import_exchange(TAGUETTE, study="Förstudie (påhittad)")
        assert result.losses == ["AME Byn: 1 highlight without a tag."] and result.remarks == []
        found = {(row.source, row.text, row.code, row.coder) for row in empty.ask(quotes, selection=EVERYONE).rows}
        assert found == {
            ("AME Byn", "Stuprören. Folk hamnar mellan stolarna", "hinder", "maja.b"),
            ("AME Byn", "Stuprören. Folk hamnar mellan stolarna", "stuprör", "maja.b"),
            ("AME Byn", "👩\u200d👩\u200d👧 ja", "stuprör", "tor"),
            ("AME Byn", "indragen, så praktik", "buss", "tor"),
            ("AME Byn", "indragen, så praktik", "hinder", "maja.b"),
            ("AME Byn", "é å", "t-ex-praktik", "maja.b"),
            ("AME Byn", "två", "buss", "maja.b"),
            ("AME Byn", '"nej"\u00a0då.\nI: Och', "hinder", "tor"),
            ("AME Byn", "Andra punkten 😀", "t-ex-praktik", "maja.b"),
            ("AME Byn", "bé", "hinder", "tor"),
            ("förbundet", "Å så är det dyrt – ”tio mil”", "hinder", "tor"),
        }
        assert [(code.key, code.parent) for code in tree(empty).values()] == [
            ("interesting", None), ("hinder", None), ("stuprör", "hinder"), ("resor", None), ("buss", "resor"),
            ("t-ex-praktik", None),
        ]  # fmt: skip
        assert {(row.on, row.text) for row in empty.ask(notes)} == {
            ("source", "Första intervjun."), ("project", "Om samverkan.\nTvå rader."),
        }  # fmt: skip
        assert empty.info().name == "Förstudie (påhittad)"
        assert agree(empty) and unwhole(path_of(empty)) == []

    def test_twice_changes_nothing_and_undo_takes_all_of_it_back(self, empty: Project) -> None:
        before = recorded(path_of(empty))
        empty.import_exchange(TAGUETTE, study="1")
        after = recorded(path_of(empty))
        assert not empty.import_exchange(TAGUETTE, study="1").changes
        assert recorded(path_of(empty)) == after
        empty.undo()
        assert recorded(path_of(empty)) == before

    def test_one_of_several_projects_is_chosen(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        coder = CommandLine(tmp_path, monkeypatch, capsys)
        assert "Förstudie (påhittad) (1), Annat projekt (påhittat) (2)" in coder.fails("import", TAGUETTE)
        assert "no project Finns inte" in coder.fails("import", TAGUETTE, "--project-name", "Finns inte")
        coder("import", TAGUETTE, "--project-name", "annat projekt (påhittat)")
        coder("import", TAGUETTE, "--project-name", "1", status=1)  # a highlight without a tag


class TestPages:
    def test_reads_as_a_browser_shows_it(self, empty: Project) -> None:
        taken(empty)
        assert empty.ask(transcript, "ett").text == (
            "Intervju\nI: Hur går det?\nIP: Bussen & tåget är indragna\u00a0😀.\nJa, så är det."
        )

    @pytest.mark.parametrize(
        ("words", "read"),
        [
            ("Bussen &   tåget", "Bussen & tåget"),
            ("är\nindragna", "är indragna"),
            ("indragna\u00a0😀", "indragna\u00a0😀"),
            ("😀.Ja, så", "😀.\nJa, så"),
            ("\nI: Hur går", "I: Hur går"),
            ("   tåget är\n", "tåget är"),
        ],
    )
    def test_highlights_are_the_words_that_people_saw(self, empty: Project, words: str, read: str) -> None:
        assert taken(empty, highlight(words)).losses == []
        assert [row.strip() for row in coded(empty)] == [read]

    def test_line_breaks_as_written(self) -> None:
        page = Page("<pre>\nett\n  två</pre><p>a\r\nb</p>")
        assert (page.raw, page.text) == ("ett\n  tvåa\nb", "ett\n  två\na b")
        assert page.read_as(Span(4, 9)) == Span(4, 9)

    @settings(max_examples=80, deadline=None)
    @given(st.data())
    def test_any_page_any_highlight(self, data: st.DataObject) -> None:
        pieces = st.sampled_from(
            ["å", "a\u030a", "ö", "😀", "👩\u200d👧", "\r\n", "\n", "  ", "x", "&", "<", "\u00a0", "–"]
        )
        paragraphs = data.draw(st.lists(st.lists(pieces, min_size=1).map("".join), min_size=1, max_size=4))
        page = "".join(f"<p>{html.escape(each)}</p>" for each in paragraphs)
        raw = "".join(paragraphs).replace("\r\n", "\n")
        start = data.draw(st.integers(0, len(raw) - 1))
        end = data.draw(st.integers(start + 1, len(raw)))
        found = Page(page)
        assert found.raw == raw
        span = found.characters(len(raw[:start].encode()), len(raw[:end].encode()))
        assert span == Span(start, end)
        read = found.read_as(span)
        words = found.text[read.start : read.end] if read is not None else ""
        assert without_blanks(words) == without_blanks(raw[start:end])


class TestHighlights:
    def test_without_a_log_they_are_of_whoever_imports_and_admin_is_nobody(self, empty: Project) -> None:
        rows = [highlight("Bussen"), highlight("tåget", 2)]
        result = taken(empty, *rows, commands=[highlighted("admin", 2, 1)])
        assert [row.coder for row in empty.ask(quotes, selection=EVERYONE).rows] == ["Gun", "Gun"]
        assert [line for line in result.remarks if line.startswith("Taguette names nobody")]

    def test_who_coded_is_who_gave_the_tag_it_has_now(self, empty: Project) -> None:
        log = [highlighted("maja", 1, 1), highlighted("tor", 1), highlighted("gun.a", 1, 1), highlighted("tor", 1, 1)]
        taken(empty, highlight("Bussen"), commands=[*log, {"user_login": "x", "project_id": 1, "payload": "inget"}])
        assert [row.coder for row in empty.ask(quotes, selection=EVERYONE).rows] == ["gun.a"]

    def test_slid_ones_are_found_by_their_words_or_refused(self, empty: Project) -> None:
        result = taken(empty, highlight("Bussen", by=3), highlight("går", 2, snippet="stod aldrig"))
        assert coded(empty) == ["Bussen"]
        assert result.remarks == [
            "ett.docx: 1 coding whose position is wrong was found by its words, such as “Bussen”."
        ]
        assert [line[:43] for line in result.losses] == ["ett.docx: a coding of “stod aldrig” at 16–2"]

    def test_a_snippet_that_lost_its_first_line_break(self, empty: Project) -> None:
        page = "<p>ett</p><pre>\n\nett\n två</pre>"
        assert taken(empty, highlight("\nett", snippet="<pre>\nett</pre>", page=page), page=page).remarks == []
        assert [row.strip() for row in coded(empty)] == ["ett"]

    def test_outside_the_page_and_of_nothing(self, empty: Project) -> None:
        far = {"id": 1, "document_id": 1, "start_offset": 9000, "end_offset": 9009, "snippet": ""}
        blank = highlight("\n", 2, snippet="\n")
        assert len(taken(empty, far, blank).losses) == 2 and coded(empty) == []

    def test_of_a_document_without_text(self, empty: Project) -> None:
        result = taken(empty, {**highlight("Bussen"), "document_id": 1}, page="<p> </p>")
        assert result.losses == ["ett.docx, with 1 coding: the database holds no text of it."]


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("hinder", ("hinder",)),
        ("hinder.buss.tid", ("hinder", "buss", "tid")),
        ("t. ex. praktik", ("t. ex. praktik",)),
        ("hinder.", ("hinder.",)),
        (".dold", (".dold",)),
        ("a..b", ("a.", "b")),
        ("1. Hinder", ("1. Hinder",)),
    ],
)
def test_full_stops_in_tags(path: str, parts: tuple[str, ...]) -> None:
    assert parts_of(path) == parts


class TestTrouble:
    def test_no_project_is_refused_in_one_line(self, empty: Project, tmp_path: Path) -> None:
        for number, data in enumerate((b"", b"Hej", b"SQLite format 3\x00 and nothing")):
            path = tmp_path / f"{number}.sqlite3"
            path.write_bytes(data)
            with pytest.raises(CoderError, match="no project of Taguette, or it is damaged"):
                empty.import_exchange(path)

    def test_a_database_of_something_else(self) -> None:
        with tempfile.TemporaryDirectory() as folder, pytest.raises(Refused, match="There is no project in it"):
            read_taguette(taguette(Path(folder) / "f.sqlite3", {"projects": []}))


def without_blanks(text: str) -> str:
    return "".join(each for each in text if each not in " \t\n\r\f")
