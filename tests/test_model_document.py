"""The model document: what people wrote with its evidence, what the program gathered, and files nobody loses."""

import io
import itertools
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Twips
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.exporters.document import Column, Contents, Document, Heading, Picture, Quote, Run, Table
from coder.exporters.docx import DocxExporter
from coder.exporters.model.material import ROLES_SECTION, SUMMARY_SECTION
from coder.exporters.model.prose import citations, written
from coder.exporters.seal import sealed, unedited
from coder.project import Facets, Project
from coder.project.synthesis.model import ENDINGS, MODEL
from coder.synthesis.strongest import strongest
from tests.command_line import CommandLine
from tests.conftest import REPOSITORY
from tests.files import everything_in
from tests.office import Job, written_by_office

CODEBOOK = """\
project: Studie
themes:
  - id: hinder
    name: Hinder
    codes:
      - {id: buss, name: Buss}
  - id: syn
    name: Syn
    codes:
      - {id: syn-för, name: För}
      - {id: syn-emot, name: Emot}
groups: [{id: unga, name: Unga}]
places: [{id: norra, name: Norra}, {id: södra, name: Södra, kind: kommun}]
projects: [{id: p1, name: Spåret, owner: k, financier: esf, period: 2011–2014, groups: [unga], source: protokoll}]
actors: [{id: k, name: Kommunen}, {id: esf, name: ESF-rådet}]
questions:
  - {id: q1, title: Vilka hinder?, codes: [hinder], show: [matrix, projects, quotes]}
  - {id: q2, title: Hur ser man på det?, codes: [syn-för, syn-emot], show: [quotes]}
"""
SAID = "Bussen går inte, {SPEAKS} ja. Vi är för det. Vi är emot det."


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """Four interviews, each coded with the hindrance and an attitude."""
    folder = tmp_path / "study"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for number in range(4):
        (folder / "transcripts" / f"Qkälla-{number}.txt").write_text(
            f"---\ncase: Qfall {number}\nkind: {'Qslag' if number == 3 else 'kommun'}\nplace: norra\n"
            f"speakers: {{Qtalare: {{}}}}\n---\nI: Hej?\nQtalare: {SAID}\n",
            encoding="utf-8",
        )
    project = Project.open(folder / "coder.db", "Qkodare", create=True)
    project.begin()
    begin = len("I: Hej?\nQtalare: ")
    for number in range(4):
        source = f"Qkälla-{number}"
        project.apply_code(source, begin, begin + 16, "buss", Facets(("unga",), "other", "missing"), note="Qanteckning")
        attitude = "syn-emot" if number == 3 else "syn-för"
        start = begin + SAID.index("Vi är emot" if number == 3 else "Vi är för")
        project.apply_code(source, start, start + 14, attitude, Facets((), "self"))
    yield project
    project.close()


@pytest.fixture
def coder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(tmp_path, monkeypatch, capsys)


def first_quote(project: Project) -> str:
    blocks = project.model().document.blocks
    return next(block.quote for block in blocks if isinstance(block, Quote))


def word(path: Path) -> Any:
    return docx.Document(str(path))


# What stands in it


def test_a_section_for_each_question_and_the_distribution_of_roles(study: Project) -> None:
    blocks = study.model().document.blocks
    assert isinstance(blocks[0], Contents)
    first = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    assert first[0] == "Sammanfattning" and first[-2:] == ["Om underlaget", "Bilaga 2. Fler tabeller"]
    assert first[1:4] == ["1. Vilka hinder?", "2. Hur ser man på det?", "3. Rollfördelning"]
    tables = {block.name: block for block in blocks if isinstance(block, Table)}
    assert {"figures", "matrix-kinds", "places", "projects", "attitudes"} <= set(tables) | {"places"}
    assert tables["projects"].rows[0][:4] == ("Spåret, 2011–2014", "Kommunen", "ESF-rådet", "Unga")
    figures = next(block for block in blocks if isinstance(block, Table) and block.name == "figures")
    assert [column.title for column in figures.columns] == ["Kod", "Fall", "Textavsnitt", "Unga"]
    assert figures.rows == (("Hinder", "4 av 4", 4, 4), ("Buss", "4 av 4", 4, 4))
    attitudes = {row[0]: row[1] for row in tables["attitudes"].rows}
    assert (attitudes["För"], attitudes["Emot"]) == ("3 av 4", "1 av 4")
    assert any(isinstance(block, Picture) and block.svg and block.png and block.alt for block in blocks)


def test_texts_are_begun_with_their_evidence_and_never_written_over(study: Project, tmp_path: Path) -> None:
    begun = study.write_model(tmp_path / "out").begun
    assert [path.name for path in begun] == [f"{SUMMARY_SECTION}.md", "q1.md", "q2.md", f"{ROLES_SECTION}.md"]
    assert begun[0].read_text("utf-8").startswith("<!--\nSammanfattning\n")
    begun = begun[1:]
    text = begun[0].read_text("utf-8")
    assert text.startswith("<!--") and text.endswith("-->\n") and re.search(r"\[C-\w+\] Buss: Bussen går inte", text)
    assert "Qfall" not in text and "Qtalare" not in text
    begun[0].write_text("Mitt eget.\n", encoding="utf-8")
    begun[1].unlink()
    assert [path.name for path in study.write_model(tmp_path / "out").begun] == ["q2.md"]
    assert begun[0].read_text("utf-8") == "Mitt eget.\n"
    assert "Mitt eget." in (tmp_path / "out" / f"{MODEL}.md").read_text("utf-8")


def test_a_statement_leads_to_the_words_that_carry_it(study: Project, tmp_path: Path) -> None:
    quote = first_quote(study)
    study.synthesis_folder.mkdir()
    (study.synthesis_folder / "q1.md").write_text(f"Bussen *saknas* [{quote.lower()}].\n", encoding="utf-8")
    written_model = study.write_model(tmp_path)
    assert written_model.complaints == ()
    file = word(tmp_path / f"{MODEL}.docx")
    links = [each.get(qn("w:anchor")) for each in file.element.body.iter(qn("w:hyperlink"))]
    marks = [each.get(qn("w:name")) for each in file.element.body.iter(qn("w:bookmarkStart"))]
    assert set(links) <= set(marks) and "quote_1" in links and len(marks) == len(set(marks))
    assert f'href="#{quote}"' in (tmp_path / f"{MODEL}.html").read_text("utf-8")
    assert f"[{quote}](#{quote})" in (tmp_path / f"{MODEL}.md").read_text("utf-8")


def test_what_is_cited_but_does_not_exist_is_said_with_its_line(coder: CommandLine, study: Project) -> None:
    study.synthesis_folder.mkdir()
    (study.synthesis_folder / "q2.md").write_text("<!--\n[C-00000]\n-->\nSå är det [C-99999].\n", encoding="utf-8")
    study.codebook_path.write_text(CODEBOOK.replace("projects, quotes", "projects, stars"), encoding="utf-8")
    study.read_codebook()
    said = coder("--project", str(study.store.path), "model", "--to", "out", status=1)
    assert "q2.md, line 4" in said.err and "C-99999" in said.err and "C-00000" not in said.err
    assert "stars" in said.err and "q1" in said.err
    assert [Path(line).suffix for line in said.out.split()] == [".md", ".html", ".docx"]


def test_without_questions_there_is_no_model(project: Project, tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="questions"):
        project.write_model(tmp_path)
    with pytest.raises(CoderError, match="questions"):
        project.export(tmp_path, ["model"])
    assert not any(MODEL in path.name for path in project.export(tmp_path))


# Prose


def runs(text: str) -> list[tuple[str, bool, bool, str]]:
    (block,) = written(text, lambda quote: f"s1-{quote}")
    return [(run.text, run.emphasis, run.strong, run.to) for run in block.runs]  # type: ignore[union-attr]


def test_stress_citations_and_nothing_else_mean_something() -> None:
    assert runs("a *b* **c** 2*3*4 d_e_f \\*g\\*") == [
        ("a ", False, False, ""),
        ("b", True, False, ""),
        (" ", False, False, ""),
        ("c", False, True, ""),
        (" 2", False, False, ""),
        ("3", True, False, ""),
        ("4 d_e_f *g*", False, False, ""),
    ]
    cited = [run for run in runs("Så [C-7k2m9; C-OIL12], [annat]") if run[3]]
    assert cited == [("C-7K2M9", False, False, "s1-C-7K2M9"), ("C-01112", False, False, "s1-C-01112")]
    assert runs("<b>[länk](http://x)</b>") == [("<b>[länk](http://x)</b>", False, False, "")]


def test_blocks_of_prose() -> None:
    text = "# Rubrik\nEn rad\nsom går vidare\n\n- ett\n  mer\n- två\n\n1. först\n2. sedan\n\nSist\n<!-- bort\n- x -->"
    blocks = written(text, lambda quote: "")
    assert [type(block).__name__ for block in blocks] == ["Heading", "Prose", "Listing", "Listing", "Prose"]
    assert blocks[2].items == ((Run("ett mer"),), (Run("två"),))  # type: ignore[union-attr]
    assert [blocks[2].ordered, blocks[3].ordered] == [False, True]  # type: ignore[union-attr]


@given(st.text(alphabet=st.sampled_from("ab *_[]C-1,\n#<>!\\.é"), max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    written(text, lambda quote: quote)
    citations(text)


# The strongest quotes


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 3), st.integers(0, 2)), max_size=25), st.integers(0, 12))
def test_starred_first_then_breadth_and_no_two_from_one_person_in_a_row(
    given_quotes: list[tuple[bool, int, int]], number: int
) -> None:
    class Said:
        def __init__(self, starred: bool, case: int, code: int) -> None:
            self.starred, self.case, self.code = starred, str(case), str(code)
            self.source, self.speaker = f"källa {case}", "IP"

    quotes = [Said(*each) for each in given_quotes]
    chosen = strongest(quotes, number)
    assert len(chosen) == min(number, len(quotes)) and len(set(map(id, chosen))) == len(chosen)
    assert [quote.starred for quote in chosen] == sorted((quote.starred for quote in chosen), reverse=True)
    for place, (one, next_one) in enumerate(itertools.pairwise(chosen), 1):
        if one.source == next_one.source:
            waiting = [q for q in quotes if q not in chosen[:place] and q.starred == next_one.starred]
            assert all(quote.source == one.source for quote in waiting)
    if not any(quote.starred for quote in quotes):
        heard = {quote.case for quote in chosen}
        assert len(heard) == min(number, len({quote.case for quote in quotes}))


def test_the_preferred_come_after_the_starred_and_cases_heard_before_wait() -> None:
    class Said:
        def __init__(self, case: str, starred: bool = False) -> None:
            self.starred, self.case, self.code, self.source, self.speaker = starred, case, "kod", case, "IP"

    quotes = [Said("a"), Said("b"), Said("c"), Said("d", starred=True)]
    heard = Counter({"a": 1})
    chosen = strongest(quotes, 3, lambda quote: quote.case == "c", heard)
    assert [quote.case for quote in chosen] == ["d", "c", "b"]
    assert heard == Counter("abcd")


def test_every_quote_that_is_led_to_stands_once_in_the_annex_by_its_identifier(study: Project) -> None:
    quote = first_quote(study)
    study.synthesis_folder.mkdir()
    (study.synthesis_folder / "q1.md").write_text(f"Så [{quote}].\n", encoding="utf-8")
    (study.synthesis_folder / "q2.md").write_text(f"Och så [{quote}].\n", encoding="utf-8")
    blocks = study.model().document.blocks
    anchored = [block.quote for block in blocks if isinstance(block, Quote) and block.anchor]
    assert anchored == [quote]
    annex = next(
        n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith("Bilaga 1")
    )
    assert [block.note for block in blocks[annex:] if isinstance(block, Quote)] == ["Qanteckning"]
    assert {block.note for block in blocks[:annex] if isinstance(block, Quote)} == {""}


def test_in_word_no_short_cell_breaks_and_heads_turn_where_columns_are_many(tmp_path: Path) -> None:
    columns = (Column("place", "Plats"), *(Column(f"c{n}", "Samordningsförbundet") for n in range(9)))
    rows = (("Sorsele", *range(9)), ("Umeå", *range(9)))
    narrow = Table("few", "Få", (Column("code", "Kod"), Column("cases", "Fall")), (("Hinder", "25 av 26"),))
    document = Document("Titel", "sv", (Contents("Innehåll"), Table("many", "Många", columns, rows), narrow))
    out = io.BytesIO()
    DocxExporter().export(document, out)
    file = docx.Document(io.BytesIO(out.getvalue()))
    many, few = file.tables
    turned = [cell.get(qn("w:val")) for cell in many._tbl.iter(qn("w:textDirection"))]
    assert turned == ["btLr"] * 9 and len(file.sections) == 1, "it stays on an upright page"
    assert few.columns[1].width >= Twips(10 * 92), "“25 av 26” in one line"
    assert not list(few._tbl.iter(qn("w:textDirection")))


# Word


def test_word_has_styles_contents_alt_texts_heads_and_language(bundled: Project, tmp_path: Path) -> None:
    document = bundled.model().document
    path, (_name, make) = tmp_path / f"{MODEL}.docx", list(bundled.model_files(document))[-1]
    path.write_bytes(make())
    file = word(path)
    names = {paragraph.style.name for paragraph in file.paragraphs}
    assert {"Title", "Heading 1", "Heading 2", "Heading 3", "Quote", "Caption", "List Number", "toc 1"} <= names
    listed = [p.text for p in file.paragraphs if p.style.name == "toc 1"]
    assert listed == [p.text for p in file.paragraphs if p.style.name == "Heading 1"] and len(listed) == 14
    assert [each.text.split()[0] for each in file.element.body.iter(qn("w:instrText"))] == ["TOC"]
    pictures = list(file.element.body.iter(qn("wp:docPr")))
    assert pictures and all(each.get("descr") for each in pictures)
    assert all(table._tbl.xpath("count(./w:tr[1]/w:trPr/w:tblHeader)") == 1 for table in file.tables)
    assert file.core_properties.language == "sv-SE"
    assert {each.get(qn("w:val")) for each in file.styles.element.iter(qn("w:lang"))} == {"sv-SE"}


def test_the_model_is_the_same_bytes_every_time(study: Project, tmp_path: Path) -> None:
    for name in ("one", "two"):
        study.write_model(tmp_path / name)
    for ending in ENDINGS:
        one, two = ((tmp_path / name / f"{MODEL}.{ending}").read_bytes() for name in ("one", "two"))
        assert one == two


def test_field_codes_in_words_are_words(study: Project, tmp_path: Path) -> None:
    study.write_model(tmp_path)
    body = word(tmp_path / f"{MODEL}.docx").element.body
    assert not [each for each in body.iter(qn("w:instrText")) if "SPEAKS" in (each.text or "")]
    assert not list(body.iter(qn("w:fldSimple")))


def test_a_word_file_that_somebody_edited_is_never_written_over(study: Project, tmp_path: Path) -> None:
    path = tmp_path / f"{MODEL}.docx"
    assert study.write_model(tmp_path).remarks == ()
    assert unedited(path) and study.write_model(tmp_path).files[-1] == path
    edited = word(path)
    edited.paragraphs[0].text = "Min egen rubrik"
    edited.save(str(path))
    mine = path.read_bytes()
    result = study.write_model(tmp_path)
    assert path.read_bytes() == mine and not unedited(path)
    assert result.files[-1].name == f"{MODEL}-2.docx" and f"{MODEL}-2.docx" in result.remarks[0]
    told: list[CoderError] = []
    assert study.export(tmp_path, ["model"], refused=told.append)[-1].name == f"{MODEL}-2.docx"
    assert f"{MODEL}.docx" in str(told[0]) and path.read_bytes() == mine


def test_a_seal_survives_nothing_but_itself(tmp_path: Path) -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    path = tmp_path / "a.docx"
    path.write_bytes(out.getvalue())
    assert not unedited(path)
    path.write_bytes(sealed(out.getvalue()))
    assert unedited(path) and word(path)
    assert sealed(path.read_bytes()) == path.read_bytes()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/more.xml", "<x/>")
    assert not unedited(path)
    path.write_bytes(b"PK no zip")
    assert not unedited(path)


def test_a_template_gives_its_styles_and_pages(study: Project, tmp_path: Path) -> None:
    """Swedish Word calls the style's id Rubrik1; its name stays "heading 1"."""
    template = docx.Document()
    template.add_paragraph("Mallens egen text")
    template.sections[0].header.paragraphs[0].text = "Regionens sidhuvud"
    heading = template.styles["Heading 1"].element
    heading.set(qn("w:styleId"), "Rubrik1")
    path = tmp_path / "mall.docx"
    template.save(str(path))
    study.write_model(tmp_path / "out", template=path)
    file = word(tmp_path / "out" / f"{MODEL}.docx")
    first = next(paragraph for paragraph in file.paragraphs if paragraph.text == "1. Vilka hinder?" and paragraph.runs)
    styles = [p._p.pPr.pStyle.val for p in file.paragraphs if p.text.startswith("1. Vilka") and p._p.pPr is not None]
    assert "Rubrik1" in styles and first is not None
    assert file.sections[0].header.paragraphs[0].text == "Regionens sidhuvud"
    assert "Mallens egen text" not in [paragraph.text for paragraph in file.paragraphs]
    assert {"Quote Source", "Report Table"} <= {style.name for style in file.styles}


@pytest.mark.filterwarnings("error")
def test_a_template_from_libreoffice_has_its_properties_once(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "mall.docx"
    docx.Document().save(str(tmp_path / "word.docx"))
    with zipfile.ZipFile(tmp_path / "word.docx") as old, zipfile.ZipFile(path, "w") as new:
        for entry in old.infolist():
            package, office = b"package/2006/relationships/metadata", b"officedocument/2006/relationships/metadata"
            new.writestr(entry, old.read(entry).replace(package, office))
    study.write_model(tmp_path / "out", template=path)
    with zipfile.ZipFile(tmp_path / "out" / f"{MODEL}.docx") as archive:
        assert archive.read("_rels/.rels").count(b"docProps/core.xml") == 1
    assert word(tmp_path / "out" / f"{MODEL}.docx").core_properties.language == "sv-SE"


@pytest.mark.parametrize("content", [b"", b"PK", b"just text", None])
def test_what_is_no_template_is_refused_in_one_line(study: Project, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "mall.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CoderError, match=r"mall\.docx") as caught:
        study.write_model(tmp_path / "out", template=path)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "out" / f"{MODEL}.docx").exists()


def test_libreoffice_opens_it_with_its_table_of_contents(bundled: Project, tmp_path: Path) -> None:
    source = tmp_path / f"{MODEL}.docx"
    source.write_bytes(list(bundled.model_files(bundled.model().document))[-1][1]())
    folder = tmp_path / "office"
    folder.mkdir()
    written_by_office(folder, [Job(source, "pdf")])
    import pypdf

    pages = pypdf.PdfReader(folder / f"{MODEL}.pdf").pages
    first = " ".join(pages[0].extract_text().split())
    assert "9. Vad kan man lära av andra regioner?" in first and len(pages) > 20


# The report


def test_a_report_names_nothing_that_points_at_somebody(study: Project, tmp_path: Path) -> None:
    study.synthesis_folder.mkdir()
    (study.synthesis_folder / "q1.md").write_text(f"Så [{first_quote(study)}].\n", encoding="utf-8")
    study.write_model(tmp_path / "team")
    study.write_model(tmp_path / "report", audience="report")
    for ending in ENDINGS:
        name = f"{MODEL}.{ending}"
        report = everything_in((tmp_path / "report" / name).read_bytes(), name)
        team = everything_in((tmp_path / "team" / name).read_bytes(), name)
        for telltale in ("Qkälla", "Qfall", "Qanteckning", "Qslag"):
            assert telltale in team and telltale not in report, (ending, telltale)
        assert "Qkodare" not in report and "Qtalare" not in report


def test_a_matrix_of_a_report_has_no_column_of_few_cases(study: Project) -> None:
    tables = [block for block in study.model("report").document.blocks if isinstance(block, Table)]
    assert "matrix-kinds" not in {table.name for table in tables}, "three of one kind and one of another are merged"


def test_a_coder_addressed_in_a_quote_is_told(study: Project) -> None:
    coder = Project.open(study.folder / "coder.db", "Bussen")
    start = len("I: Hej?\nQtalare: ")
    quote = coder.apply_code("Qkälla-0", start, start + 20, "hinder")
    coder.close()
    study.synthesis_folder.mkdir()
    (study.synthesis_folder / "q1.md").write_text(f"Så [{quote}].\n", encoding="utf-8")
    assert study.model().complaints == ()
    assert quote in study.model("report").complaints[0]


# The bundled study


def test_the_bundled_model_answers_every_question_with_evidence(bundled: Project) -> None:
    model = bundled.model()
    assert model.complaints == ()
    for path in sorted((REPOSITORY / "synthesis").glob("*.md")):
        text = path.read_text("utf-8")
        statements = [part for part in text.split("\n\n") if citations(part)]
        assert len(statements) >= 3, path.name
        assert "påhittad studie" in text or "Studien är påhittad" in text, path.name
    assert {path.stem for path in (REPOSITORY / "synthesis").glob("*.md")} == {
        *(f"q{n}" for n in range(1, 10)),
        ROLES_SECTION,
        SUMMARY_SECTION,
    }


def test_the_bundled_report_names_no_source_nor_coder(bundled: Project, tmp_path: Path) -> None:
    model = bundled.model("report")
    assert model.complaints == ()
    name, make = next(iter(bundled.model_files(model.document)))
    text = everything_in(make(), name)
    sources = [path.stem for path in (REPOSITORY / "transcripts").iterdir() if "-" in path.stem]
    assert [source for source in sources if source in text] == []
    assert not re.search(r"\b(Maja|Tor)\b", text)


def test_the_command_writes_the_bundled_model(coder: CommandLine, tmp_path: Path, bundled_folder: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(bundled_folder, folder)
    said = coder("--project", str(folder / "coder.db"), "model", "--for", "report", "--to", str(tmp_path / "out"))
    assert [Path(line).name for line in said.out.split()] == [f"{MODEL}.{ending}" for ending in ENDINGS]
