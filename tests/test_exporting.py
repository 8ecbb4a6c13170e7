"""Exports: figures and quotes as counted by hand, and the same bytes whoever makes them and where."""

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from coder.errors import CoderError
from coder.exporters.document import Heading, Paragraph, Quote, Term
from coder.i18n import translator
from coder.project import Project
from tests import by_hand
from tests.conftest import REPOSITORY, Opener, write_study
from tests.doing import code_words
from tests.files import bytes_in, rows_in
from tests.tables import recorded

TRANSCRIPTS = REPOSITORY / "transcripts"
ALWAYS = {"summary.md", "summary.docx", "quotes.csv", "quotes.xlsx"}
ALWAYS |= {"frequencies.csv", "frequencies.xlsx", "frequencies.svg", "project.qdpx", "project.json"}
BOOKS = {"codebook.md", "codebook.docx", "codebook.csv", "codebook.qdc"}
ALWAYS |= BOOKS
TABLES = {f"matrix-codes-{across}" for across in ("cases", "kinds", "places", "groups", "guide")}
TABLES |= {"cooccurrence", "saturation", "agreement"}
FILES = ALWAYS | {"matrices.xlsx"} | {f"{name}.{ending}" for name in TABLES for ending in ("csv", "svg")}
FILES |= {f"samverkansmodell.{ending}" for ending in ("md", "html", "docx")}


@pytest.fixture(scope="module")
def exported(bundled: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The bundled study's exports for the team."""
    folder = tmp_path_factory.mktemp("exports")
    bundled.export(folder)
    return bytes_in(folder)


# What they say


def test_everything_is_exported_by_default(exported: dict[str, bytes]) -> None:
    assert set(exported) == FILES


def test_the_frequencies_file_is_as_counted_by_hand(exported: dict[str, bytes]) -> None:
    items = by_hand.counted(TRANSCRIPTS)
    expected = []
    for code, theme in by_hand.themes(REPOSITORY / "codebook.yaml").items():
        cases, sources, codings, characters = by_hand.figures([item for item in items if item.row.code == code])
        expected.append([theme, code, *map(str, (cases, sources, codings, characters))])
    rows = rows_in(exported["frequencies.csv"])
    assert list(rows[0]) == ["theme", "code", "cases", "sources", "codings", "characters"]
    assert [list(row.values()) for row in rows] == expected
    sheet = openpyxl.load_workbook(io.BytesIO(exported["frequencies.xlsx"])).worksheets[0]
    in_sheet = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [row for row in expected if row not in in_sheet] == []


def test_the_quotes_file_is_as_found_by_hand(exported: dict[str, bytes]) -> None:
    """Letter for letter, from .txt, .docx and .vtt, in two encodings and with two kinds of newlines."""
    texts = {source.name: source.text for source in by_hand.sources(TRANSCRIPTS).values()}
    rows = rows_in(exported["quotes.csv"])
    wanted = [
        (item.row.source, str(item.row.start), str(item.row.end), item.row.code, item.row.coder)
        for item in by_hand.counted(TRANSCRIPTS)
    ]
    assert [(row["source"], row["start"], row["end"], row["code"], row["coder"]) for row in rows] == wanted
    verbatim = [texts[row["source"]][int(row["start"]) : int(row["end"])] for row in rows]
    assert [re.sub(r"^'(?='*[=+\-@\t\n\r])", "", row["text"]) for row in rows] == verbatim
    book = openpyxl.load_workbook(io.BytesIO(exported["quotes.xlsx"]))
    cells = {cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row}
    assert [text for text in verbatim if text not in cells] == []


def test_the_summary_s_figures_are_as_counted_by_hand(bundled: Project) -> None:
    """Every number in "how often" under a theme and a code: cases of all cases, sources, codings."""
    items, themes = by_hand.counted(TRANSCRIPTS), by_hand.themes(REPOSITORY / "codebook.yaml")
    all_cases = len(
        {
            s.case_of(label)
            for s in by_hand.sources(TRANSCRIPTS).values()
            for label, *_rest in s.turns
            if label not in by_hand.ASKING
        }
    )
    expected = []
    for code, theme in themes.items():
        mine = [item for item in items if (themes[item.row.code] == theme if code == theme else item.row.code == code)]
        cases, sources, codings, _characters = by_hand.figures(mine)
        expected.append([cases, all_cases, sources, codings])
    label = translator("sv").gettext("How often")
    blocks = bundled.document("summary").blocks
    terms = [block.text for block in blocks if isinstance(block, Term) and block.label == label]
    assert [[int(number) for number in re.findall(r"\d+", text)] for text in terms] == expected


def test_the_summary_quotes_verbatim_with_identifiers(bundled: Project, exported: dict[str, bytes]) -> None:
    texts = {row["quote"]: row for row in rows_in(exported["quotes.csv"])}
    shown = [block for block in bundled.document("summary").blocks if isinstance(block, Quote)]
    assert len(shown) > 150
    assert all(texts[quote.quote]["text"].removeprefix("'") == quote.text.removeprefix("'") for quote in shown)
    word = zipfile.ZipFile(io.BytesIO(exported["summary.docx"])).read("word/document.xml").decode("utf-8")
    assert all(quote.quote in word and quote.quote in exported["summary.md"].decode("utf-8") for quote in shown)


def test_definitions_and_names_come_from_the_codebook(bundled: Project) -> None:
    blocks = bundled.document("summary").blocks
    headings = {block.text for block in blocks if isinstance(block, Heading)}
    text = (REPOSITORY / "codebook.yaml").read_text("utf-8").split("\nguide:")[0]
    names = re.findall(r"^ +name: (.+)$", text, re.MULTILINE)
    assert len(names) == len(by_hand.themes(REPOSITORY / "codebook.yaml"))
    assert set(names) <= headings
    definitions = {block.text for block in blocks if isinstance(block, Term)}
    assert set(re.findall(r"^ +definition: (.+)$", text, re.MULTILINE)) <= definitions


def test_a_code_without_codings_says_so(project: Project) -> None:
    blocks = project.document("summary").blocks
    said = translator("sv").gettext("Not coded anywhere yet.")
    assert [block.text for block in blocks if isinstance(block, Paragraph)].count(said) == 7


def test_starred_quotes_are_shown_first(project: Project) -> None:
    for start in range(50, 62):
        quote = project.apply_code("ame", start, start + 3, "stuprör")
    project.star(quote)
    shown = [block.quote for block in project.document("summary").blocks if isinstance(block, Quote)]
    assert shown[0] == quote


# The same bytes


@pytest.fixture(scope="module")
def coded_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study's files, for copies."""
    folder = write_study(tmp_path_factory.mktemp("coded") / "study")
    rows = [
        "ame,50,59,stuprör,Maja,unga;norra,self,now,En tanke,Stuprören",
        "ame,96,118,buss,Tor,,other,,,",
        "ame,60,70,stuprör,Maja,,,,,",
        "gemensam,29,70,närhet,Gun,norra;af,,missing,,",
        "af,20,40,hinder,Gun,,,,,",
    ]
    header = "source,start,end,code,coder,about,voice,mode,note,text"
    (folder / "transcripts" / "codings.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def exported_here(coded_study: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The exports of its project, made here."""
    folder = shutil.copytree(coded_study, tmp_path_factory.mktemp("here") / "study")
    project = Project.open(folder / "coder.db", "Rut", create=True)
    project.begin()
    project.export(folder / "exports")
    project.close()
    return bytes_in(folder / "exports")


def made(study: Path, to: Path, coder: str, language: str, pipeline: str, **environment: str) -> dict[str, bytes]:
    """The whole job in a process of its own, on a copy of the study in a folder of its own."""
    folder = to / "copy"
    shutil.copytree(study, folder)
    command = [sys.executable, "-m", "coder", "run", "--coder", coder, "--lang", language, "--pipeline", pipeline]
    done = subprocess.run(
        command, cwd=folder, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return bytes_in(folder / "exports")


PIPELINE = os.environ.get("CODER_TEST_PIPELINE", "built-in")
"""A trained pipeline where the tests are given one."""

_KATHMANDU = {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}
ELSEWHERE = {
    "another hash seed, time zone and language": ("Maja", "en", "built-in", _KATHMANDU),
    "another person and pipeline": ("Åsa Öberg", "sv", PIPELINE, {"LC_ALL": "en_US.UTF-8", "TZ": "Pacific/Apia"}),
}


@pytest.mark.parametrize("where", ELSEWHERE)
def test_exports_are_the_same_bytes_everywhere(
    coded_study: Path, exported_here: dict[str, bytes], tmp_path: Path, where: str
) -> None:
    coder, language, pipeline, environment = ELSEWHERE[where]
    elsewhere = made(coded_study, tmp_path, coder, language, pipeline, **environment)
    assert elsewhere == exported_here
    assert set(elsewhere) >= ALWAYS


def test_the_bundled_study_exports_the_same_bytes_elsewhere(exported: dict[str, bytes], tmp_path: Path) -> None:
    study = tmp_path / "study"
    shutil.copytree(TRANSCRIPTS, study / "transcripts")
    shutil.copytree(REPOSITORY / "synthesis", study / "synthesis")
    shutil.copy(REPOSITORY / "codebook.yaml", study)
    environment = {"PYTHONHASHSEED": "3", "TZ": "America/St_Johns", "LANG": "C", "LC_ALL": ""}
    assert made(study, tmp_path, "Någon annan", "en", PIPELINE, **environment) == exported


def test_exporting_twice_gives_the_same_bytes_and_changes_nothing(opened: Opener, tmp_path: Path) -> None:
    project = opened("Maja")
    code_words(project)
    assert project.store.path is not None
    before = recorded(project.store.path)
    for name in ("first", "second"):
        project.export(tmp_path / name)
        project.remember("reader", {"name": name})
    assert bytes_in(tmp_path / "first") == bytes_in(tmp_path / "second")
    assert recorded(project.store.path) == before


def test_the_exports_in_the_repository_are_those_made_anew(exported: dict[str, bytes]) -> None:
    """What people see on the repository's page is what comes out: every file, to the byte."""
    kept = bytes_in(REPOSITORY / "exports")
    assert set(kept) == set(exported), "make exports"
    assert [name for name in kept if kept[name] != exported[name]] == [], "make exports"


# Asking for less, and what stands in the way


def test_named_exports_are_made_alone(project: Project, tmp_path: Path) -> None:
    written = project.export(tmp_path / "x", ["quotes"])
    assert [path.name for path in written] == ["quotes.csv", "quotes.xlsx"]
    assert set(bytes_in(tmp_path / "x")) == {"quotes.csv", "quotes.xlsx"}


def test_what_is_no_export_and_nobody_s_is_named(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CoderError, match=r"everything.*summary, model, quotes, codebook, frequencies"):
        project.export(tmp_path / "x", ["everything"])
    with pytest.raises(CoderError, match=r"nobody.*team, report"):
        project.export(tmp_path / "x", audience="nobody")
    assert not (tmp_path / "x").exists()


def test_exporting_can_be_stopped_between_files(project: Project, tmp_path: Path) -> None:
    written = project.export(tmp_path / "x", progress=lambda done, _total, _what: done < 2)
    assert [path.name for path in written] == ["summary.md", "summary.docx"]


def test_a_folder_that_is_a_file_is_said_in_one_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    with pytest.raises(CoderError, match=str(tmp_path / "x")) as refusal:
        project.export(tmp_path / "x")
    assert "\n" not in str(refusal.value)
    assert (tmp_path / "x").read_text("utf-8") == "mine"


def test_an_empty_project_can_be_exported(tmp_path: Path) -> None:
    (tmp_path / "codebook.yaml").write_text("themes: []\n", encoding="utf-8")
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    project.read_codebook()
    project.export(tmp_path / "exports")
    assert set(bytes_in(tmp_path / "exports")) == ALWAYS - BOOKS, "what can be written of nothing"
    assert rows_in((tmp_path / "exports" / "quotes.csv").read_bytes()) == []
    project.close()


def test_the_export_s_language_is_the_codebook_s(coded_study: Path) -> None:
    path = coded_study / "codebook.yaml"
    path.write_text(path.read_text("utf-8").replace("language: sv", "language: en"), encoding="utf-8")
    project = Project.open(coded_study / "coder.db", "Maja", create=True)
    project.begin()
    assert project.document("summary").language == "en"
    assert "Thematic summary" in {
        block.text for block in project.document("summary").blocks if isinstance(block, Heading)
    }
    project.close()
