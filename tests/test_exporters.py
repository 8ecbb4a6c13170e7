"""The table formats for scripts, the guard they share, and how values are shown to people."""

import csv
import io
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.exporters.csv import CsvExporter
from coder.exporters.document import (
    Column,
    Document,
    Exporter,
    Heading,
    Paragraph,
    Quote,
    Table,
    Value,
    shown,
)
from coder.exporters.json import JsonExporter
from coder.guard import guarded, unguarded, visible

VALUES = st.one_of(st.none(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text())


def table(rows: list[tuple[Value, ...]], keys: tuple[str, ...] = ("code", "count", "share")) -> Document:
    columns = tuple(Column(key, key.title()) for key in keys)
    return Document("Koder", "sv", (Heading(1, "Koder"), Table("codes", "Alla koder", columns, tuple(rows))))


def exported(exporter: Exporter, document: Document) -> bytes:
    out = io.BytesIO()
    exporter.export(document, out)
    return out.getvalue()


def test_csv_is_utf8_without_mark_with_keys_as_header_and_plain_newlines() -> None:
    data = exported(CsvExporter(), table([("stuprör", 3, 0.1), ("avstånd", None, 1 / 3)]))
    assert data.decode("utf-8") == "code,count,share\nstuprör,3,0.1\navstånd,,0.3333333333333333\n"


def test_csv_quotes_only_what_needs_it() -> None:
    data = exported(
        CsvExporter(), table([("a,b", 1, None), ('sa "nä"', 2, None), ("rad\nrad", 3, None), ("å ä", 4, None)])
    )
    assert data.decode() == 'code,count,share\n"a,b",1,\n"sa ""nä""",2,\n"rad\nrad",3,\nå ä,4,\n'


@pytest.mark.parametrize("text", ["=1+1", "+46", "-1", "@x", "\tx", "\nx", "\rx", "'=1+1", "''-"])
def test_csv_guards_text_that_a_spreadsheet_would_run(text: str) -> None:
    rows = list(csv.reader(io.StringIO(exported(CsvExporter(), table([(text, -1, -0.5)])).decode(), newline="")))
    assert rows[1] == ["'" + text, "-1", "-0.5"]


def test_csv_guards_headings_too_since_case_names_become_columns() -> None:
    data = exported(CsvExporter(), table([(1,)], keys=("=cmd",)))
    assert data == b"'=cmd\n1\n"


@pytest.mark.parametrize("text", ["'bara citat'", "''", "a=b", "– jo", "", "5"])
def test_harmless_text_gets_no_guard(text: str) -> None:
    assert guarded(text) == text
    assert unguarded(text) == text


def test_one_apostrophe_is_taken_off_at_most() -> None:
    assert unguarded("''=x") == "'=x"
    assert unguarded("=x") == "=x"


@given(st.one_of(st.text(), st.text(alphabet="'=+-@\t\n\rab")))
def test_guard_round_trip(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.lists(st.tuples(st.text(), VALUES, VALUES), max_size=5))
def test_csv_gives_back_every_text(rows: list[tuple[Value, ...]]) -> None:
    read = list(csv.reader(io.StringIO(exported(CsvExporter(), table(rows)).decode(), newline="")))
    expected = [["" if value is None else str(value) for value in row] for row in rows]
    assert [
        [unguarded(cell) if isinstance(value, str) else cell for cell, value in zip(line, row, strict=True)]
        for line, row in zip(read[1:], rows, strict=True)
    ] == expected


def test_a_single_empty_cell_is_still_a_row() -> None:
    assert exported(CsvExporter(), table([(None,), ("x",)], keys=("note",))) == b'note\n""\nx\n'


@given(st.lists(st.tuples(st.text(), VALUES, VALUES), max_size=5))
def test_json_gives_back_every_value_exactly(rows: list[tuple[Value, ...]]) -> None:
    data = exported(JsonExporter(), table(rows))
    assert [tuple(row.values()) for row in json.loads(data)] == rows


def test_json_is_readable_and_ends_in_a_newline() -> None:
    data = exported(JsonExporter(), table([("=stuprör", 3, math.nan)]))
    assert data.decode() == '[\n  {\n    "code": "=stuprör",\n    "count": 3,\n    "share": null\n  }\n]\n'


def test_yes_and_no_and_what_is_undefined_look_alike_in_both() -> None:
    document = table([(True, False, math.inf)])
    assert exported(CsvExporter(), document) == b"code,count,share\ntrue,false,\n"
    assert json.loads(exported(JsonExporter(), document)) == [{"code": True, "count": False, "share": None}]


@pytest.mark.parametrize("exporter", [CsvExporter(), JsonExporter()])
def test_formats_of_one_table_refuse_none_and_two(exporter: Exporter) -> None:
    one = table([])
    for document in (Document("T", "sv", (Paragraph("text"),)), Document("T", "sv", one.blocks + one.blocks)):
        out = io.BytesIO()
        with pytest.raises(CoderError, match="md, docx"):
            exporter.export(document, out)
        assert out.getvalue() == b""


@pytest.mark.parametrize("exporter", [CsvExporter(), JsonExporter()])
def test_two_columns_of_one_name_are_refused_not_merged(exporter: Exporter) -> None:
    with pytest.raises(CoderError, match="codings"):
        exporter.export(table([(1, 2)], keys=("codings", "codings")), io.BytesIO())


def test_visible_shows_terminal_codes_and_direction_marks() -> None:
    assert visible("\x1b[31mröd\x00\x7f") == "␛[31mröd␀␡"
    assert visible("a\u202eb\u200fc\u2066d") == "a[U+202E]b[U+200F]c[U+2066]d"
    assert visible("\x9b1m\ufffe\ud800") == "[U+009B]1m[U+FFFE][U+D800]"
    assert visible("\x0b\x0c") == "␋␌"


def test_visible_leaves_writing_alone() -> None:
    text = "Å\u0308 jo\u00adha\u00a0– 👨‍👩‍👧 \tTab\nrad"
    assert visible(text) == text
    assert visible("a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize(
    ("value", "swedish", "english"),
    [(0.5, "0,500", "0.500"), (2 / 3, "0,667", "0.667"), (-0.0001, "0,000", "0.000"), (12500, "12500", "12500"),
     (None, "", ""), (math.nan, "", ""), ("1.5", "1.5", "1.5")],
)  # fmt: skip
def test_numbers_are_shown_in_the_documents_language(value: Value, swedish: str, english: str) -> None:
    assert (shown(value, "sv"), shown(value, "en")) == (swedish, english)


def test_the_line_under_a_quote_leaves_out_what_is_empty() -> None:
    assert Quote("text", "C-7K2M9", "AME Lycksele").origin == "AME Lycksele · C-7K2M9"
    assert Quote("text", "C-7K2M9", "").origin == "C-7K2M9"
