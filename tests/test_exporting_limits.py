"""Networks as GraphML, and what documents that are made in memory refuse to hold."""

from pathlib import Path

import networkx
import pytest

from coder.errors import CoderError
from coder.exporters import docx, graphml
from coder.project import Project
from coder.project.synthesis.constellations import Wording
from coder.queries.codes import code_tree
from coder.queries.cooccurrence import cooccurrence
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.doing import code_words


@pytest.fixture
def together(project: Project) -> Project:
    code_words(project)
    project.apply_code("ame", *passage(project, "ame", "Stuprören. Folk"), "buss")
    project.apply_code("ame", *passage(project, "ame", "Folk hamnar"), "praktik")
    return project


def test_codes_that_stand_together_come_back_from_graphml(together: Project, tmp_path: Path) -> None:
    found = together.ask(cooccurrence)
    path = tmp_path / "codes.graphml"
    path.write_bytes(together.cooccurrence_network(found))
    assert path.read_bytes() == together.cooccurrence_network(found)
    graph = networkx.read_graphml(path)
    assert set(graph) == {code.key for code in together.ask(code_tree)}
    assert graph.nodes["buss"] == {"label": "Indragen buss", "theme": "hinder"}
    told = {(one, other, data["count"], data["jaccard"]) for one, other, data in graph.edges(data=True)}
    assert told == {(row.code_a, row.code_b, row.count, row.jaccard) for row in found.rows} and len(told) == 2


def test_from_the_command_line(
    together: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coder = CommandLine(together.folder, monkeypatch, capsys)
    coder("cooccur", "--out", "codes.graphml")
    assert networkx.read_graphml(together.folder / "codes.graphml").number_of_edges() == 2
    assert "needs a file" in coder.fails("cooccur", "--format", "graphml")


def test_a_network_that_is_too_large_is_one_line_and_no_file(
    together: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(graphml, "MOST", 3)
    coder = CommandLine(together.folder, monkeypatch, capsys)
    said = coder.fails("cooccur", "--out", "codes.graphml")
    assert "holds 3 nodes and edges at most, and this would have 9" in said
    assert not (together.folder / "codes.graphml").exists()
    with pytest.raises(CoderError, match="nodes and edges"):
        together.add_constellation("Torget", Wording(members=("af", "byn-kommun")))
        together.constellation_network("graphml")


def test_a_document_that_is_too_large_is_one_line_and_no_file(
    together: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docx, "MOST_PARTS", 3)
    coder = CommandLine(together.folder, monkeypatch, capsys)
    said = coder.fails("codebook", "export", "--out", "book.docx")
    assert "holds 3 paragraphs and cells at most" in said and "csv or xlsx" in said
    assert not (together.folder / "book.docx").exists()


class TestCodebook:
    def test_to_read_and_to_code_by(
        self, together: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        together.describe_code("buss", use_when="Bussen går inte.", not_when="Om tåg.", examples=["Den är *borta*"])
        coder = CommandLine(together.folder, monkeypatch, capsys)
        said = coder("codebook", "export", "--format", "md").out
        section = said[said.index("#### Indragen buss") : said.index("### Möjligheter")]
        for words in (
            "buss",
            "Använd när:** Bussen går inte.",
            "Inte när:** Om tåg.",
            "bussen",
            "\\*borta\\*",
            "1 av 5",
        ):
            assert words in section, (words, section)
        assert "2 teman, 5 koder under dem" in said
        coder("codebook", "export", "--out", tmp_path / "book.docx")
        assert (tmp_path / "book.docx").stat().st_size

    def test_as_an_export_in_three_formats(self, together: Project, tmp_path: Path) -> None:
        written = together.export(tmp_path, ["codebook"])
        assert [path.name for path in written] == ["codebook.md", "codebook.docx", "codebook.csv"]
        assert (tmp_path / "codebook.csv").read_text("utf-8").splitlines()[0].startswith("theme,code,name,parent,cases")

    def test_a_retired_code_says_so(self, together: Project) -> None:
        text = together.codebook_path.read_text("utf-8")
        line = "      - {id: praktik, name: Praktik, keywords: [praktik]}\n"
        assert line in text
        together.codebook_path.write_text(text.replace(line, ""), "utf-8")
        together.read_codebook()
        blocks = together.codebook_document(for_people=True).blocks
        assert any("Ur bruk" in getattr(block, "text", "") for block in blocks)
