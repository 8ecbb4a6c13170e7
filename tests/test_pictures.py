"""Figures as pictures: the same bytes every time, text that can be read, nothing by colour alone."""

import io
import struct
import xml.etree.ElementTree as ElementTree
import zlib
from pathlib import Path

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.exporters.document import Column, Table
from coder.exporters.pictures import style
from coder.exporters.pictures.bars import frequency_picture
from coder.exporters.pictures.drawing import Drawing, as_document, paint
from coder.exporters.pictures.heat import MOST_COLUMNS, crosstab_picture, frequencies_by_picture
from coder.exporters.pictures.network import MOST_EDGES, cooccurrence_picture
from coder.exporters.pictures.placing import overlapping, placed
from coder.exporters.pictures.svg import texts
from coder.i18n import translator
from coder.project import Project
from coder.project.figure_files import drawn
from coder.project.names.guarding import Leaking
from coder.queries.agreement import agreement
from coder.queries.cooccurrence import CoOccurrence, CoOccurrences, cooccurrence
from coder.queries.crosstab import CrossTable, crosstab
from coder.queries.frequencies import frequencies
from coder.queries.landscape import landscape
from coder.queries.saturation import saturation
from coder.queries.selection import Scope
from tests.app_running import with_codings
from tests.command_line import CommandLine
from tests.conftest import Opener, passage

ENGLISH = translator("en")
SVG = "{http://www.w3.org/2000/svg}"
NOTHING = Scope((), False)


def drawings(project: Project) -> list[Drawing]:
    """One of each kind."""
    labels = project.labels()
    found = [
        drawn(project.ask(frequencies), labels, ENGLISH),
        drawn(project.ask(frequencies, "theme"), labels, ENGLISH),
        frequencies_by_picture(project.ask(frequencies, "kind"), "kinds", labels, ENGLISH),
        drawn(project.ask(crosstab, "codes", "cases"), labels, ENGLISH),
        drawn(project.ask(cooccurrence, "turn"), labels, ENGLISH),
        drawn(project.ask(saturation, orders=20), labels, ENGLISH),
        drawn(project.ask(agreement), labels, ENGLISH),
    ]
    return [each for each in found if each is not None]


@pytest.fixture
def compared(opened: Opener) -> Project:
    """The small study with codings by two coders, some of them overlapping."""
    maja, tor = with_codings(opened("Maja")), opened("Tor")
    for source, words, code in (("ame", "Stuprören. Folk", "stuprör"), ("ame", "Stuprören. Folk", "praktik")):
        tor.apply_code(source, *passage(tor, source, words), code)
        maja.apply_code(source, *passage(maja, source, words), "närhet")
    return maja


def test_the_same_figure_gives_the_same_bytes(compared: Project) -> None:
    again = drawings(compared)
    for number, drawing in enumerate(drawings(compared)):
        for ending in ("svg", "png"):
            assert paint(drawing, ending) == paint(again[number], ending), (drawing.name, ending)


def test_an_svg_has_title_description_language_and_its_words_as_text(compared: Project) -> None:
    for drawing in drawings(compared):
        data = paint(drawing, "svg")
        root = ElementTree.fromstring(data)
        assert root.get("role") == "graphics-document document"
        assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        named = {each.get("id"): each.text for each in root if each.tag in (f"{SVG}title", f"{SVG}desc")}
        assert named == {"title": drawing.title, "description": drawing.description}
        assert root.get("aria-labelledby") == "title" and root.get("aria-describedby") == "description"
        assert drawing.title in texts(data)
        assert b"2026" not in data and b"<dc:date" not in data


def test_a_png_says_what_it_is(compared: Project) -> None:
    drawing = drawings(compared)[0]
    told = dict(_png_texts(paint(drawing, "png")))
    assert told["Title"] == drawing.title and told["Description"] == drawing.description
    assert told["Software"] == "intervju-coder" and "Creation Time" not in told


def _png_texts(data: bytes) -> list[tuple[str, str]]:
    """The texts of a PNG (chunks tEXt and iTXt, ISO 15948)."""
    stream, found = io.BytesIO(data[8:]), []
    while head := stream.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = stream.read(length)
        stream.read(4)
        key, _nul, rest = body.partition(b"\0")
        if kind == b"tEXt":
            found.append((key.decode("latin-1"), rest.decode("latin-1")))
        elif kind == b"iTXt":
            compressed, text = rest[0], rest[2:].split(b"\0", 2)[2]
            found.append((key.decode("latin-1"), (zlib.decompress(text) if compressed else text).decode()))
    return found


def test_bars_say_of_how_many_and_the_caption_names_the_coding_set(compared: Project) -> None:
    found = texts(paint(frequency_picture(compared.ask(frequencies), compared.labels(), ENGLISH), "svg"))
    assert "2 of 5 · 2 codings" in found or "2 of 5 · 3 codings" in found
    assert "One coding set per source: the main coder's." in found
    assert "Stuprör" in found, "codes stand by name, not by id"


def test_a_label_is_never_a_formula_nor_markup(project: Project) -> None:
    key = project.add_code("$x^2$ <b>& ett [bold]", "hinder")
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), key)
    data = paint(frequency_picture(project.ask(frequencies), project.labels(), ENGLISH), "svg")
    assert "$x^2$ <b>& ett [bold]" in texts(data)


def test_what_cannot_be_read_is_left_to_the_data(project: Project) -> None:
    columns = tuple(f"fall {n}" for n in range(100))
    wide = CrossTable(
        *("codes", "cases", "code", "case", "cases"),
        ("stuprör",),
        columns,
        (tuple(range(100)),),
        (),
        (),
        0,
        100,
        NOTHING,
    )
    drawing = crosstab_picture(wide, project.labels(), ENGLISH)
    found = texts(paint(drawing, "svg"))
    assert "fall 99" in found and "fall 0" not in found
    assert f"{MOST_COLUMNS} of 100 columns are drawn" in " ".join(found)
    assert len(drawing.table.columns) == 101

    pairs = tuple(CoOccurrence(f"a{n}", f"b{n}", 50 - n, 0.1) for n in range(50))
    many = cooccurrence_picture(CoOccurrences(pairs, "overlap", NOTHING), project.labels(), ENGLISH)
    assert f"The {MOST_EDGES} strongest of 50 pairs" in " ".join(texts(paint(many, "svg")))
    assert len(many.table.rows) == 50


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=30))
@settings(max_examples=25, deadline=None)
def test_labels_of_a_network_do_not_overlap_and_stand_where_they_stood(edges: list[tuple[int, int]]) -> None:
    graph = networkx.Graph()
    graph.add_nodes_from(str(n) for n in range(12))
    graph.add_weighted_edges_from((str(a), str(b), 1 + (a + b) % 5) for a, b in edges if a != b)
    sizes = dict.fromkeys(graph, (1.2, 0.3))
    points = placed(graph, sizes, 7.5, 5.0)
    assert not overlapping(points, sizes)
    assert all(0.55 <= x <= 6.95 and 0.1 <= y <= 4.9 for x, y in points.values())
    assert points == placed(graph, sizes, 7.5, 5.0)


def test_shades_grow_darker_and_what_stands_on_them_can_be_read() -> None:
    shades = [style.shade(n, 10) for n in range(11)]
    light = [_luminance(each) for each in shades]
    assert light == sorted(light, reverse=True) and len(set(shades)) == 11
    assert all(_contrast(each, style.ink_on(each)) >= 4.5 for each in shades)
    assert _contrast(style.MUTED, style.PAPER) >= 4.5


def test_series_differ_without_colour() -> None:
    assert len({each.hatch for each in style.SERIES}) == len({each.line for each in style.SERIES}) == len(style.SERIES)
    assert len({each.marker for each in style.SERIES}) == len(style.SERIES)


def _luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@given(st.text(max_size=80), st.floats(0.3, 3), st.integers(1, 4))
@settings(max_examples=50, deadline=None)
def test_wrapped_lines_fit(text: str, width: float, most: int) -> None:
    lines = style.wrapped(text, width, style.BODY, most)
    assert len(lines) <= most
    assert all(style.text_width(line, style.BODY) <= width + 0.01 for line in lines if len(line) > 2)


def test_the_leak_guard_reads_what_is_drawn(project: Project) -> None:
    """A label that stands in the picture alone, not in the data beside it."""

    def draw(page: style.Page) -> None:
        page.canvas().text(0, 0.1, "850709-9805")

    drawing = Drawing("plan", "Plan", "", "en", Table("plan", "", (Column("a", "A"),), ()), draw, 4, 1)
    assert as_document(drawing, paint(drawing, "svg"))
    for ending in ("svg", "png"):
        with pytest.raises(Leaking, match=f"plan.{ending} was not written"):
            project.painted(drawing, ending)


def test_an_unknown_format_is_refused(compared: Project) -> None:
    with pytest.raises(CoderError, match="choose one of these: svg, png"):
        paint(drawings(compared)[0], "gif")


def test_a_view_is_written_with_its_data_and_never_over_another(compared: Project) -> None:
    every = compared.export_figure(compared.ask(crosstab, "codes", "cases"))
    assert [path.name for path in every] == [
        f"view-matrix-codes-cases.{ending}" for ending in ("csv", "xlsx", "svg", "png")
    ]
    before = every[0].read_bytes()
    assert compared.export_figure(compared.ask(crosstab, "codes", "cases")) == every
    other = compared.export_figure(compared.ask(crosstab, "codes", "cases", "codings"))
    assert other[0].name == "view-matrix-codes-cases-2.csv" and every[0].read_bytes() == before
    assert [path.suffix for path in compared.export_figure(compared.ask(landscape))] == [".csv", ".xlsx"]


@pytest.mark.parametrize(
    "line",
    [
        ("freq",),
        ("freq", "--by", "kind"),
        ("matrix", "codes", "places"),
        ("cooccur", "--coders", "all"),
        ("saturation",),
    ],
)
def test_commands_write_a_picture_and_its_data(
    compared: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    line: tuple[str, ...],
) -> None:
    coder = CommandLine(compared.folder, monkeypatch, capsys)
    said = coder(*line, "--out", "bilder/figur.svg")
    assert said.err.splitlines() == ["Written: bilder/figur.svg", "Written: bilder/figur.csv"]
    assert Path("bilder/figur.svg").read_bytes().startswith(b"<?xml")
    assert Path("bilder/figur.csv").read_text("utf-8") == coder(*line, "--format", "csv").out
    coder(*line, "--format", "png", "--out", "figur")
    assert Path("figur").read_bytes().startswith(b"\x89PNG")
    assert "needs a file" in coder.fails(*line, "--format", "svg")
