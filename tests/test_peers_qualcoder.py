"""QualCoder's projects: what its own program wrote, every version of its tables, and positions that went wrong."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.project import Project
from coder.project.exchange.outcome import ExchangeResult
from coder.queries.exchange import SharedProject
from coder.queries.notes import notes
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.queries.transcript import transcript
from coder.readers.programs.places import level
from coder.readers.programs.qualcoder import read_qualcoder
from coder.readers.programs.qualcoder_texts import SPEAKERS, put_right
from tests.doing import agree, path_of, tree
from tests.peer_files import QUALCODER, qualcoder
from tests.tables import recorded, unwhole

EVERYONE = Selection(("all",), True)
TEXT = "I: Hur gick det 😀?\nIP: Stuprören är kvar, a\u030a så.\nIP: Ja, bussen. Ja, tåget.\n"
CODE = {"cid": 1, "name": "kod", "color": "#CC2222"}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


def source(fulltext: str | bytes | None = TEXT, **more: Any) -> dict[str, Any]:
    return {"id": 1, "name": "ett.txt", "fulltext": fulltext, **more}


def coding(start: int, end: int, selected: str | None, **more: Any) -> dict[str, Any]:
    return {"cid": 1, "fid": 1, "pos0": start, "pos1": end, "seltext": selected, "owner": "Maja", **more}


def units(text: str, words: str) -> tuple[int, int]:
    """Where words stand as Qt counts."""
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    return start, start + len(words.encode("utf-16-le")) // 2


def taken(into: Project, **rows: list[dict[str, Any]]) -> ExchangeResult:
    return into.import_exchange(qualcoder(into.folder / "f.qda", {"source": [source()], "code_name": [CODE], **rows}))


def coded(project: Project) -> list[str]:
    return [row.text for row in project.ask(quotes, selection=EVERYONE).rows]


class TestRealProject:
    def test_comes_in_word_for_word(self, empty: Project) -> None:
        result = empty.import_exchange(QUALCODER)
        assert result.losses == ["the stored query Alla."]
        found = {(row.source, row.text, row.code, row.coder) for row in empty.ask(quotes, selection=EVERYONE).rows}
        assert found == {
            ("ett", "Stuprören är kvar", "stuprör", "Maja"),
            ("ett", "Bussen är indragen", "buss", "Tor"),
            ("ett", "👩\u200d👩\u200d👧 ja.\nBussen", "stuprör", "Maja"),
            ("ett", "Praktik fungerar", "praktik", "Maja"),
            ("ett", "🚌 Ja", "buss", "Maja"),
        }
        assert {(row.on, row.text) for row in empty.ask(notes)} == {
            ("coding", "Ett ord säger allt."), ("passage", "Viktigt? Fråga igen."),
            ("project", "Dagbok\nFörsta dagen.\nAndra raden."), ("project", "En påhittad studie."),
        }  # fmt: skip
        assert [(code.key, code.parent, code.colour) for code in tree(empty).values()] == [
            ("hinder", None, ""), ("resor", "hinder", ""), ("buss", "resor", "green"), ("stuprör", "hinder", "red"),
            ("praktik", None, "blue"),
        ]  # fmt: skip
        assert tree(empty)["stuprör"].definition == "Ingen ser helheten."
        starred = [view.quote for view in empty.ask(transcript, "ett").codings if view.starred]
        assert len(starred) == 1
        with empty.store.reading() as session:
            cases = {case.name: dict(case.variables) for case in SharedProject(session).cases()}
        assert cases["AME Byn"] == {"Ort": "norra", "Antal": "12", "description": "En enhet."}
        assert cases["Förbundet"] == {}
        assert {view.turn.case for view in empty.ask(transcript, "ett").turns} == {None, "AME Byn"}
        assert agree(empty) and unwhole(path_of(empty)) == []

    def test_twice_changes_nothing_and_undo_takes_all_of_it_back(self, empty: Project) -> None:
        before = recorded(path_of(empty))
        seen = empty.import_exchange(QUALCODER, preview=True)
        assert recorded(path_of(empty)) == before
        first = empty.import_exchange(QUALCODER / "data.qda")
        assert (first.added, first.losses) == (seen.added, seen.losses)
        after = recorded(path_of(empty))
        assert not empty.import_exchange(QUALCODER).changes
        assert recorded(path_of(empty)) == after
        empty.undo()
        assert recorded(path_of(empty)) == before

    def test_misread_windows_1252_is_put_right_and_is_the_interview_that_was_loaded(self, empty: Project) -> None:
        said = "Chef: Det är långt. Å så är det dyrt \x96 \x94tio mil\x94, sa hon.\n"
        empty.transcripts_folder.mkdir()
        (empty.transcripts_folder / "win.txt").write_bytes(said.encode("latin-1"))
        empty.load()
        result = empty.import_exchange(QUALCODER)
        assert result.equal["sources"] == 1
        assert [line for line in result.remarks if line.startswith("win.txt: QualCoder had read å as ĺ")]


class TestPositions:
    @pytest.mark.parametrize("words", ["Stuprören", "a\u030a så", "😀?\nIP: Stup"])
    def test_as_qt_counts_and_as_python_does(self, empty: Project, words: str) -> None:
        start = TEXT.index(words)
        result = taken(
            empty,
            code_text=[
                coding(*units(TEXT, words), words.replace("\n", "\u2029")),
                coding(start, start + len(words), words, owner="Tor"),
            ],
        )
        assert (result.losses, result.remarks) == ([], [])
        assert coded(empty) == [words, words]

    def test_slid_ones_are_found_by_their_words(self, empty: Project) -> None:
        result = taken(empty, code_text=[coding(0, 9, "Stuprören"), coding(500, 506, "bussen")])
        assert coded(empty) == ["Stuprören", "bussen"] and result.losses == []
        [remark] = result.remarks
        assert remark.startswith("ett.txt: 2 codings whose positions are wrong were found by their words")

    def test_words_that_stand_nowhere_or_more_than_once_are_refused_by_name(self, empty: Project) -> None:
        result = taken(empty, code_text=[coding(0, 4, "borta"), coding(0, 2, "Ja"), coding(9, 3, None)])
        assert [line.partition(": other words stand there")[0] for line in result.losses] == [
            "ett.txt: a coding of “borta” at 0–4",
            "ett.txt: a coding of “Ja” at 0–2",
            "ett.txt: a coding of “” at 9–3",
        ]
        assert coded(empty) == []

    def test_without_words_positions_count_as_the_others_in_the_text_do(self, empty: Project) -> None:
        words = "bussen"
        start = TEXT.index(words)
        by_python = [coding(TEXT.index("Stup"), TEXT.index("Stup") + 9, "Stuprören"), coding(start, start + 6, "")]
        taken(empty, code_text=by_python)
        assert coded(empty) == ["Stuprören", "bussen"]

    def test_a_byte_order_mark_is_no_letter(self, empty: Project) -> None:
        marked = "\ufeff" + TEXT
        rows = [coding(*units(marked, "Stuprören"), "Stuprören")]
        assert taken(empty, source=[source(marked)], code_text=rows).losses == []
        assert coded(empty) == ["Stuprören"]
        assert empty.ask(transcript, "ett").text == TEXT

    @settings(max_examples=60, deadline=None)
    @given(st.data())
    def test_any_text_any_reading(self, data: st.DataObject) -> None:
        pieces = ["å", "a\u030a", "ö", "😀", "👩\u200d👧", "\r\n", "\n", " ", "x", "é", "\u2028"]
        letters = st.lists(st.sampled_from(pieces), min_size=1).map("".join)
        text = "I: börja\n" + data.draw(letters) + " slut."
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        # Nobody marks half a line break.
        start -= text[start - 1 : start + 1] == "\r\n"
        end += text[end - 1 : end + 1] == "\r\n"
        words = text[start:end]
        as_qt = text.replace("\r\n", "\n")
        qt_start = len(text[:start].replace("\r\n", "\n").encode("utf-16-le")) // 2
        qt_end = qt_start + len(words.replace("\r\n", "\n").encode("utf-16-le")) // 2
        rows = [
            coding(qt_start, qt_end, words.replace("\r\n", "\n").replace("\n", "\u2029")),
            coding(start, end, words, owner="Tor"),
        ]
        with tempfile.TemporaryDirectory() as folder:
            file = read_qualcoder(
                qualcoder(Path(folder) / "f.qda", {"source": [source(text)], "code_name": [CODE], "code_text": rows})
            )
        [found] = file.sources
        assert found.content == as_qt
        wanted = words.replace("\r\n", "\n")
        slices = [found.content[each.start : each.end] for each in found.selections]
        assert [level(each) for each in slices] == [level(wanted)] * 2


class TestWhatIsThere:
    @pytest.mark.parametrize("version", [1, 3, 7, 11, 17])
    def test_every_version(self, empty: Project, version: int) -> None:
        star = {"important": 1} if version >= 3 else {}
        folder = qualcoder(
            empty.folder / "f.qda",
            {"source": [source()], "code_name": [CODE], "code_text": [coding(*units(TEXT, "Stup"), "Stup", **star)]},
            version,
        )
        result = empty.import_exchange(folder)
        assert (result.losses, result.remarks, coded(empty)) == ([], [], ["Stup"])
        assert [view.starred for view in empty.ask(transcript, "ett").codings] == [version >= 3]

    def test_a_newer_version_is_said(self, empty: Project) -> None:
        [remark] = empty.import_exchange(qualcoder(empty.folder / "f.qda", {"source": [source()]}, 18)).remarks
        assert "(version v18)" in remark

    def test_codes_in_categories_and_codes_whatever_shape_the_tree_has(self, empty: Project) -> None:
        categories = [
            {"catid": 1, "name": "Över", "memo": "Allt.", "supercatid": None},
            {"catid": 2, "name": "Under", "supercatid": 1},
            {"catid": 3, "name": "Ring A", "supercatid": 4},
            {"catid": 4, "name": "Ring B", "supercatid": 3},
            {"catid": 5, "name": "Själv", "supercatid": 5},
        ]
        codes = [
            {"cid": 1, "name": "i under", "catid": 2},
            {"cid": 2, "name": "i kod", "supercid": 1},
            {"cid": 3, "name": "borta", "catid": 99},
        ]
        assert taken(empty, code_cat=categories, code_name=codes).losses == []
        assert {(code.name, code.parent) for code in tree(empty).values()} == {
            ("Över", None), ("Under", "över"), ("i under", "under"), ("i kod", "i-under"), ("borta", None),
            ("Ring B", None), ("Ring A", "ring-b"), ("Själv", None),
        }  # fmt: skip
        assert tree(empty)["över"].definition == "Allt." and agree(empty)

    def test_cases_of_whole_texts_and_of_parts(self, empty: Project) -> None:
        text = "IP1: Närheten, vi känner alla.\nIP2: Praktik fungerar.\nIP1: Just det.\n"
        second = text.index("IP2"), text.index("IP1: Just")
        parts = [
            {"caseid": 1, "fid": 1, "pos0": 0, "pos1": second[0]},
            {"caseid": 2, "fid": 1, "pos0": second[0], "pos1": second[1]},
            {"caseid": 2, "fid": 1, "pos0": 900, "pos1": 1000},
            {"caseid": 3, "fid": 2, "pos0": 0, "pos1": len(TEXT)},
            {"caseid": 3, "fid": 77, "pos0": 0, "pos1": 0},
        ]
        names = [{"caseid": number, "name": name} for number, name in enumerate(("Norr", "Syd", "AF"), start=1)]
        file_value = [{"name": "Datum", "attr_type": "file", "value": "2014-02-04", "id": 2}]
        kept = [{"name": "Datum", "caseOrFile": "file", "memo": "Intervjuns dag."}]
        result = taken(
            empty,
            source=[source(text), {"id": 2, "name": "två.docx", "fulltext": TEXT}],
            cases=names,
            case_text=parts,
            attribute=[*file_value, {"name": "Tom", "attr_type": "case", "value": "", "id": 1}],
            attribute_type=kept,
        )
        assert [view.turn.case for view in empty.ask(transcript, "ett").turns] == ["Norr", "Syd", "Norr"]
        assert {view.turn.case for view in empty.ask(transcript, "två").turns} == {None, "AF"}
        with empty.store.reading() as session:
            [second_source] = [each for each in SharedProject(session).sources() if each.name == "två"]
        assert dict(second_source.variables)["Datum"] == "2014-02-04"
        assert result.losses == [
            "ett.txt: a part of a case at 900–1000, which is not in the text.",
            "What the file says of the variable Datum is not taken over, only its values.",
        ]

    def test_what_is_left_out_is_told_line_by_line(self, empty: Project) -> None:
        sources = [
            source(),
            {"id": 2, "name": "bild.jpg", "mediapath": "/images/bild.jpg"},
            {"id": 3, "name": "ljud.mp3", "mediapath": "audio:/hem/ljud.mp3"},
            {"id": 4, "name": "film.mp4", "mediapath": "/video/film.mp4"},
            {"id": 5, "name": "länkad.txt", "fulltext": None, "mediapath": "docs:/hem/länkad.txt"},
            {"id": 6, "name": "rapport.pdf", "fulltext": "Rapport.", "mediapath": "/docs/rapport.pdf"},
        ]
        result = taken(
            empty,
            source=sources,
            code_image=[{"id": 2, "cid": 1}, {"id": 2, "cid": 1}, {"id": 6, "cid": 1}],
            code_av=[{"id": 4, "cid": 1}],
            code_text=[coding(0, 2, "I:", owner=SPEAKERS), coding(0, 3, "abc", fid=5)],
            graph=[{"name": "Karta"}],
            stored_sql=[{"title": "Fråga"}],
            ris=[{"risid": 1}, {"risid": 1}, {"risid": 2}],
        )
        assert result.losses == [
            "ett.txt: 1 mark of who speaks; speakers are told by the labels in the text.",
            "bild.jpg: a picture with 2 codings; pictures are not taken over.",
            "ljud.mp3: a sound recording with 0 codings; recordings are not taken over.",
            "film.mp4: a film with 1 coding; films are not taken over.",
            "länkad.txt, with 1 coding: the database holds no text of it.",
            "rapport.pdf: 1 coding of an area of a page is not taken over, only codings of text.",
            "The graph Karta is not taken over.",
            "the stored query Fråga.",
            "2 references of the bibliography.",
        ]

    def test_two_copies_that_went_separate_ways(self, empty: Project) -> None:
        """The same row number is another coding in each of them."""
        assert taken(empty, code_text=[coding(*units(TEXT, "Stup"), "Stup")]).added["codings"] == 1
        second = taken(empty, code_text=[coding(*units(TEXT, "bussen"), "bussen", owner="Tor")])
        assert (second.added["codings"], second.added["sources"], second.added["codes"]) == (1, 0, 0)
        assert sorted(coded(empty)) == ["Stup", "bussen"]

    def test_notes_that_hold_the_mark_of_our_own_stay_notes(self, empty: Project) -> None:
        taken(empty, code_text=[coding(0, 2, "I:", memo="Så här:\n\n[coder]\nstarred: true")])
        assert [row.text for row in empty.ask(notes)] == ["Så här:\n\n[coder]\nstarred: true"]
        assert not empty.ask(transcript, "ett").codings[0].starred


class TestTrouble:
    def test_what_is_no_project_is_refused_in_one_line(self, empty: Project) -> None:
        folder = empty.folder / "f.qda"
        folder.mkdir()
        for data in (None, b"", b"SQLite format 3\x00 and nothing", b"Hej"):
            if data is not None:
                (folder / "data.qda").write_bytes(data)
            with pytest.raises(CoderError, match="no project of QualCoder, or it is damaged"):
                empty.import_exchange(folder)

    def test_a_torn_database_is_refused_whole(self, empty: Project) -> None:
        folder = qualcoder(
            empty.folder / "f.qda",
            {"source": [{"id": n, "name": f"{n}.txt", "fulltext": TEXT * 40} for n in range(40)], "code_name": [CODE]},
        )
        data = bytearray((folder / "data.qda").read_bytes())
        data[len(data) // 2 : len(data) // 2 + 9000] = bytes(9000)
        (folder / "data.qda").write_bytes(data)
        before = recorded(path_of(empty))
        with pytest.raises(CoderError, match="damaged"):
            empty.import_exchange(folder)
        assert recorded(path_of(empty)) == before

    def test_one_that_is_being_written_is_told_so_and_not_touched(
        self, empty: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("coder.readers.programs.database._WAIT", 0.05)
        folder = qualcoder(empty.folder / "f.qda", {"source": [source()], "code_name": [CODE]})
        before = (folder / "data.qda").read_bytes()
        with closing(sqlite3.connect(folder / "data.qda")) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(CoderError, match="Another program is writing in it"):
                empty.import_exchange(folder)
        assert sorted(each.name for each in folder.iterdir()) == ["data.qda"]
        assert (folder / "data.qda").read_bytes() == before

    def test_old_letters_in_a_column_are_read_as_windows_wrote_them(self, empty: Project) -> None:
        folder = qualcoder(
            empty.folder / "f.qda", {"source": [source("Källan är åäö – “här”.".encode("cp1252"))], "code_name": [CODE]}
        )
        empty.import_exchange(folder)
        assert empty.ask(transcript, "ett").text == "Källan är åäö – “här”."


@pytest.mark.parametrize("text", ["Bĺten gĺr pĺ ĺn.", "Ĺ sĺ blev det.", "Caf\u00e9 pĺ hörnet – ”här”."])
def test_letters_are_put_right(text: str) -> None:
    right, changed = put_right(text)
    assert changed and len(right) == len(text) and "ĺ" not in right.lower()


@pytest.mark.parametrize("text", ["Båten.", "vĺča a kĺb sú ťažké", "åĺ", "ĺ 😀", ""])
def test_letters_are_left_alone(text: str) -> None:
    assert put_right(text) == (text, False)
