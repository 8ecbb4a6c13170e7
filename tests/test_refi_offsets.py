"""Every program's way of counting comes to the same offsets (T5)."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.project import Project
from coder.queries.transcript import transcript
from coder.readers.refi.container import Archive
from coder.readers.refi.model import RefiSelection
from coder.readers.refi.offsets import CODE_POINTS, READINGS, Counting, Reading, canonical, ruler
from tests.refi_files import Flavour, code, codebook, guid, project, qdpx, section, selection, source, text_entry

TEXT = (
    "I: Hur är det då?\nIP: A\u030a ja 😀, det är stuprör 👩\u200d👩\u200d👧 överallt här.\nI: Och bussen?\n"
    "IP: Den är indragen 🚌 sedan länge, så praktik går inte.\n"
)
WORDS = ("stuprör", "Och bussen", "indragen 🚌 sedan", "praktik")
"""In the order of the text."""
ORIGINS = ("NVivo 15.0", "NVivo for Mac 15.0.0", "ATLAS.ti 23", "MAXQDA 24", "QualCoder 3.5", "")


def flavours() -> list[Flavour]:
    """Every way of writing; without CRLF there is nothing to count twice."""
    found = []
    for crlf, utf16, raw, bom, origin in product((False, True), (False, True), (False, True), (False, True), ORIGINS):
        if crlf or not raw:
            found.append(Flavour(crlf, utf16, raw, bom, origin))
    return found


def written(path: Path, flavour: Flavour) -> Path:
    inside = ""
    for words in WORDS:
        start = TEXT.index(words)
        begin, end = flavour.position(TEXT, start), flavour.position(TEXT, start + len(words))
        inside += selection(words, begin, end, guid("kod"))
    xml = project(codebook(code("kod")), section("Sources", source("intervju", inside)), origin=flavour.origin)
    return qdpx(path, xml, {text_entry("intervju"): flavour.bytes_of(TEXT)})


def test_all_flavours_give_the_same_passages(tmp_path: Path) -> None:
    for flavour in flavours():
        archive = Archive(written(tmp_path / "f.qdpx", flavour))
        [text] = archive.project().sources
        raw = archive.text(text)
        archive.close()
        assert raw is not None and canonical(raw) == TEXT
        counting = Counting(flavour.origin)
        counting.look(raw, text.selections)
        spans = [ruler(raw, counting.reading).span(each.start, each.end) for each in text.selections]
        assert [TEXT[span.start : span.end] for span in spans if span] == list(WORDS), flavour
        assert not counting.ambiguous, flavour


def test_and_the_project_the_same_codings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for number, flavour in enumerate(each for each in flavours() if each.origin == ORIGINS[0]):
        taken = Project.open(tmp_path / f"{number}.db", "Gun", create=True)
        result = taken.import_exchange(written(tmp_path / "f.qdpx", flavour))
        view = taken.ask(transcript, "intervju")
        assert view.text == TEXT
        assert [view.text[each.start : each.end] for each in view.codings] == list(WORDS), flavour
        assert (result.losses, result.remarks) == ([], []), flavour
        taken.close()
        (tmp_path / "codebook.yaml").unlink()


def counted(text: str, spans: list[tuple[int, int]], flavour: Flavour, named: bool = False) -> Counting:
    counting = Counting(flavour.origin)
    raw = text.replace("\n", "\r\n") if flavour.crlf else text
    counting.look(
        raw,
        [
            RefiSelection(
                str(start),
                flavour.position(text, start),
                flavour.position(text, end),
                name=text[start:end] if named else "",
            )
            for start, end in spans
        ],
    )
    return counting


SPEECH = st.text(st.sampled_from("ab å😀👩.\n"), min_size=1, max_size=60)


@given(SPEECH, st.data(), st.sampled_from(READINGS), st.booleans())
def test_a_ruler_takes_every_position_to_its_character(
    text: str, data: st.DataObject, reading: Reading, crlf: bool
) -> None:
    flavour = Flavour(crlf=crlf, utf16=reading.units, raw=reading.raw)
    raw = text.replace("\n", "\r\n") if crlf else text
    rule = ruler(raw, reading)
    assert canonical(raw) == text
    assert rule.length == flavour.position(text, len(text))
    offset = data.draw(st.integers(0, len(text)))
    assert rule.place(flavour.position(text, offset)) == offset
    assert not rule.splits(flavour.position(text, offset))


def spans_of_words(text: str) -> list[tuple[int, int]]:
    return [(text.index(words), text.index(words) + len(words)) for words in WORDS]


@pytest.mark.parametrize("flavour", flavours(), ids=str)
def test_names_that_quote_settle_it_as_well(flavour: Flavour) -> None:
    counting = counted(TEXT, spans_of_words(TEXT), flavour, named=True)
    rule = ruler(TEXT.replace("\n", "\r\n") if flavour.crlf else TEXT, counting.reading)
    for start, end in spans_of_words(TEXT):
        found = rule.span(flavour.position(TEXT, start), flavour.position(TEXT, end))
        assert found is not None and (found.start, found.end) == (start, end)
    assert not counting.ambiguous


def test_where_nothing_tells_it_is_a_guess_and_said_so() -> None:
    text = "aaaa😀aaaaaaaa"
    counting = counted(text, [(7, 9)], Flavour())  # inside a word however one counts
    assert counting.reading == CODE_POINTS and counting.ambiguous
    assert counted(text, [(7, 9)], Flavour(utf16=True, origin="NVivo 14")).reading.units
    assert not counted("inga konstigheter", [(0, 5)], Flavour()).ambiguous
    assert not counted(text, [(0, 2)], Flavour()).ambiguous  # before anything that counts otherwise


def test_a_position_outside_rules_a_reading_out() -> None:
    text = "😀" * 10 + "slut"
    assert counted(text, [(3, 14)], Flavour(utf16=True)).reading.units
