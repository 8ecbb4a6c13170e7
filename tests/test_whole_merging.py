"""A colleague's whole project into one's own: what is new comes in, what is said here stays, and both are told."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Facets, Project
from coder.project.exchange.outcome import ExchangeResult
from coder.queries.notes import notes
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from tests.conftest import Opener, passage
from tests.doing import agree, code_words, path_of, tree
from tests.tables import recorded, rows_of, unwhole
from tests.whole_study import exported

EVERYONE = Selection(("all",))
Colleague = Callable[[], Project]


@pytest.fixture
def maja(opened: Opener) -> Project:
    project = opened("Maja")
    project.write_note(code_words(project), "Majas tanke")
    return project


@pytest.fixture
def tor(maja: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy of Maja's project on Tor's machine."""
    folder = shutil.copytree(maja.folder, tmp_path / "tors")
    project = Project.open(folder / "coder.db", "Tor")
    yield project
    project.close()


def home(tor: Project, maja: Project, tmp_path: Path, preview: bool = False) -> ExchangeResult:
    return maja.import_exchange(exported(tor, tmp_path / "out"), preview=preview)


def test_what_a_colleague_did_comes_home_and_the_preview_has_said_so(
    maja: Project, tor: Project, tmp_path: Path
) -> None:
    quote = tor.apply_code(
        "ame", *passage(tor, "ame", "Folk hamnar"), "buss", Facets(("af",), mode="now"), "Hennes ord"
    )
    tor.add_code("Pengar", parent="hinder")
    tor.set_case("AME Byn", {"antal": "7"})
    seen = home(tor, maja, tmp_path, preview=True)
    result = home(tor, maja, tmp_path)
    assert dict(result.added) == {"codings": 1, "notes": 1, "codes": 1, "variables": 1}
    assert (result.conflicts, result.losses) == ([], []) and result.equal["sources"] == 4
    assert (seen.added, seen.lines()) == (result.added, result.lines())
    [row] = [row for row in maja.ask(quotes, selection=EVERYONE).rows if row.coder == "Tor"]
    assert (row.quote, row.text, row.about, row.note) == (quote, "Folk hamnar", ("af",), "Hennes ord")
    assert tree(maja)["pengar"].parent == "hinder" and agree(maja) and unwhole(path_of(maja)) == []
    assert not home(tor, maja, tmp_path).changes


def test_a_known_case_learns_and_a_new_one_comes_with_what_is_known_of_it(
    maja: Project, tor: Project, tmp_path: Path
) -> None:
    """Rows of a known case come before the first new case; they are written after it, with its own."""
    tor.set_case("AF Byn", {"antal": "7"})
    path = tmp_path / "zeb.txt"
    path.write_text("---\ncase: Zeb\nstorlek: liten\n---\nI: Hur då?\nIP: Så här.\n", "utf-8")
    tor.load([path])
    tor.set_case("Zeb", {"antal": "3"})
    result = home(tor, maja, tmp_path)
    assert (result.added["cases"], result.added["variables"]) == (1, 1)
    assert rows_of(path_of(maja), "case_variable") == rows_of(path_of(tor), "case_variable")
    assert unwhole(path_of(maja)) == []


def test_what_is_said_otherwise_stays_and_is_named(maja: Project, tor: Project, tmp_path: Path) -> None:
    [quote] = [row.quote for row in maja.ask(quotes, selection=EVERYONE).rows]
    tor.describe_code("buss", definition="Annat.")
    tor.set_facets(quote, Facets(("af",)))
    tor.rename_code("praktik", "Praktikplats")
    tor.set_case("AME Byn", {"place": "södra"})
    before = recorded(path_of(maja))
    result = home(tor, maja, tmp_path)
    assert result.conflicts == ["2 of codes: praktik, buss.", "1 of cases: AME Byn.", f"1 of codings: {quote}."]
    assert not result.changes and recorded(path_of(maja)) == before


def test_a_new_source_comes_with_all_its_versions(maja: Project, tor: Project, tmp_path: Path) -> None:
    path = tor.transcripts_folder / "ny.txt"
    path.write_text("I: Hej?\nIP: Bussen är borta, säger de.\n", "utf-8")
    tor.load([path])
    gone = tor.apply_code("ny", *passage(tor, "ny", "borta"), "buss")
    kept = tor.apply_code("ny", *passage(tor, "ny", "säger de"), "praktik")
    path.write_text("I: Hej?\nIP: Bussen är, säger de.\n", "utf-8")
    tor.correct("ny", path)
    result = home(tor, maja, tmp_path)
    assert (result.added["sources"], result.added["codings"], result.losses) == (1, 2, [])
    assert [each.quote for each in maja.ask(transcript, "ny").codings] == [kept]
    versions = {row[0]: row for row in rows_of(path_of(maja), "source_text")}
    [stands_on] = [row[3] for row in rows_of(path_of(maja), "coding") if row[1] == gone]
    assert "borta" in versions[stands_on][3]


class TestCorrectedHere:
    """The text has been corrected in the project, and the file has it as it was."""

    def correct(self, maja: Project, old: str, new: str) -> None:
        path = maja.folder / "rättad.txt"
        path.write_text((maja.transcripts_folder / "ame.txt").read_text("utf-8").replace(old, new), "utf-8")
        maja.correct("ame", path)

    def test_all_goes_with_its_words(self, maja: Project, tor: Project, tmp_path: Path) -> None:
        quote = code_words(tor, "stan går inte", "praktik")
        start, end = passage(tor, "ame", "indragen")
        tor.write_note(f"ame:{start}-{end}", "Om ordet")
        tor.suggest(["ame"])
        tor.reject_suggestion(tor.open_suggestions(["ame"])[-1].suggestion)
        self.correct(maja, "Vad hindrar folk från", "Vad är det egentligen som hindrar folk från")
        result = home(tor, maja, tmp_path)
        assert (result.conflicts, result.losses) == ([], [])
        found = {row.quote: row.text for row in maja.ask(quotes, selection=EVERYONE).rows}
        assert found[quote] == "stan går inte"
        [note] = [row for row in maja.ask(notes) if row.text == "Om ordet"]
        assert maja.ask(transcript, "ame").text[note.start : note.end] == "indragen"
        query = "SELECT 1 FROM verdict v JOIN source s ON s.source_text_id = v.source_text_id WHERE s.name = 'ame'"
        assert sqlite3.connect(path_of(maja)).execute(query).fetchall() == [(1,)]
        assert not home(tor, maja, tmp_path).changes

    def test_what_has_lost_its_words_is_told_with_what_hangs_on_it(
        self, maja: Project, tor: Project, tmp_path: Path
    ) -> None:
        quote = code_words(tor, "[bold]Så[/] är det", "praktik")
        tor.write_note(quote, "En tanke")
        tor.pick([quote], heading="Hinder")
        self.correct(maja, " [bold]Så[/] är det.", "")
        result = home(tor, maja, tmp_path)
        assert result.losses == [
            f"the coding {quote}: its words are gone from the text.",
            "1 of notes: their words are gone from the text.",
            "1 of picked_quotes: their words are gone from the text.",
        ]
        assert not result.added["codings"] and unwhole(path_of(maja)) == []


@pytest.mark.parametrize("where", ["there", "both"])
def test_texts_that_do_not_fit_are_one_line_and_change_nothing(
    maja: Project, tor: Project, tmp_path: Path, where: str
) -> None:
    text = (tor.transcripts_folder / "ame.txt").read_text("utf-8")
    for number, project in enumerate((tor, maja) if where == "both" else (tor,)):
        path = project.folder / "rättad.txt"
        path.write_text(text.replace("Och bussen?", f"Och bussen nu {number}?"), "utf-8")
        project.correct("ame", path)
    before = recorded(path_of(maja))
    with pytest.raises(CoderError, match="ame has been corrected otherwise in the file than here"):
        home(tor, maja, tmp_path)
    assert recorded(path_of(maja)) == before


def test_another_interview_of_the_same_name_is_refused(
    maja: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    (folder / "ame.txt").write_text("I: Annan?\nIP: Text.\n", "utf-8")
    other = Project.open(folder / "coder.db", "Tor", create=True)
    other.load([folder / "ame.txt"])
    with pytest.raises(CoderError, match="another source here is called ame"):
        home(other, maja, tmp_path)
    other.close()
    assert len(maja.ask(source_rows)) == 4
