"""Archives that are broken or mean harm: one line, nothing changed, nothing outside the project touched (T7)."""

import io
import os
import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.quotes import quotes
from coder.readers.refi import container
from tests.doing import path_of
from tests.refi_files import (
    code,
    codebook,
    guid,
    project,
    qdpx,
    section,
    selection,
    source,
    text_entry,
)
from tests.tables import recorded

KOD = codebook(code("kod"))
TEXT = "I: Hej?\nIP: Bussen är indragen.\n"
GOOD = project(KOD, section("Sources", source("ett", selection("a", 12, 18, guid("kod")))))
ENTITY = '<?xml version="1.0"?><!DOCTYPE Project [{}]><Project name="&x;" xmlns="urn:QDA-XML:project:1.0"/>'
LAUGHS = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghx", strict=True)
)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


def archive(*entries: tuple[str, bytes | str], compressed: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_wrong_sum(data: bytes) -> bytes:
    return data.replace(b"Bussen", b"Bassen")


REFUSED: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no archive": lambda: b"PK\x03\x04 nonsense",
    "cut off": lambda: cut(archive(("project.qde", GOOD))),
    "no project": lambda: archive(("project.xml", GOOD)),
    "two projects": lambda: archive(("a.qde", GOOD), ("b.QDE", GOOD)),
    "empty project": lambda: archive(("project.qde", "")),
    "no XML": lambda: archive(("project.qde", "Hej")),
    "broken XML": lambda: archive(("project.qde", GOOD[:-20])),
    "a page": lambda: archive(("project.qde", "<html/>")),
    "a codebook": lambda: archive(("project.qde", '<CodeBook xmlns="urn:QDA-XML:codebook:1.0"/>')),
    "wrong encoding": lambda: archive(("project.qde", b'<?xml version="1.0" encoding="utf-8"?><Project name="\xe5"/>')),
    "entity from a file": lambda: archive(("project.qde", ENTITY.format('<!ENTITY x SYSTEM "file:///etc/passwd">'))),
    "entity from the net": lambda: archive(("project.qde", ENTITY.format('<!ENTITY x SYSTEM "http://localhost:9/">'))),
    "a billion laughs": lambda: archive(("project.qde", ENTITY.format(LAUGHS))),
    "a bomb": lambda: archive(("project.qde", b"<Project>" + b" " * 60_000_000 + b"</Project>"), compressed=True),
    "deep": lambda: archive(("project.qde", project(codebook("<Code>" * 5000 + "</Code>" * 5000)))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_in_one_line_and_nothing_is_changed(empty: Project, tmp_path: Path, name: str) -> None:
    path = tmp_path / "f.qdpx"
    path.write_bytes(REFUSED[name]())
    before = recorded(path_of(empty))
    with pytest.raises(CoderError) as said:
        empty.import_exchange(path)
    assert "\n" not in str(said.value) and str(path) in str(said.value) and "root:" not in str(said.value)
    assert recorded(path_of(empty)) == before


def test_a_codebook_that_means_harm_is_refused_as_well(empty: Project, tmp_path: Path) -> None:
    path = tmp_path / "f.qdc"
    for text in ("", "<CodeBook>", ENTITY.format(LAUGHS).replace("Project", "CodeBook"), GOOD):
        path.write_text(text, "utf-8")
        with pytest.raises(CoderError):
            empty.import_exchange(path)
    with pytest.raises(CoderError, match="cannot be read"):
        empty.import_exchange(tmp_path / "gone.qdpx")


@pytest.mark.parametrize("path", ["../../../etc/passwd", "/etc/passwd", "internal://../../etc/passwd", "C:\\passwd"])
def test_no_path_leads_out_of_the_archive(empty: Project, tmp_path: Path, path: str) -> None:
    xml = project(KOD, section("Sources", source("ett", "", path)))
    file = tmp_path / "f.qdpx"
    file.write_bytes(archive(("../evil.txt", b"x"), ("/tmp/evil-of-coder.txt", b"x"), ("project.qde", xml)))
    before = {found.name for found in tmp_path.rglob("*")}
    result = empty.import_exchange(file)
    assert "its text is missing" in result.losses[0]
    assert {found.name for found in tmp_path.rglob("*")} - before <= {"codebook.yaml", "data", "device"}
    assert not os.path.exists("/tmp/evil-of-coder.txt")


def test_a_text_that_is_a_bomb_or_damaged_stops_the_import(
    empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "f.qdpx"
    bomb = archive(("project.qde", GOOD), (text_entry("ett"), b"a " * 15_000_000), compressed=True)
    damaged = with_wrong_sum(archive(("project.qde", GOOD), (text_entry("ett"), TEXT)))
    for data in (bomb, damaged):
        path.write_bytes(data)
        with pytest.raises(CoderError):
            empty.import_exchange(path)
    monkeypatch.setattr(container, "LARGEST_TEXTS", 10)
    with pytest.raises(CoderError, match="too large"):
        empty.import_exchange(qdpx(path, GOOD, {text_entry("ett"): TEXT.encode()}))


def test_elements_without_end_do_not_fill_the_memory(
    empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coder.readers.refi import project as reading

    monkeypatch.setattr(reading, "MOST_ELEMENTS", 1000)
    many = section("Cases", *(f'<Case guid="{guid(str(n))}" name="{n}"/>' for n in range(2000)))
    with pytest.raises(CoderError, match="too large"):
        empty.import_exchange(qdpx(tmp_path / "f.qdpx", project(many), {}))
    selections = "".join(selection(str(n), 12, 13 + n % 5, guid("kod")) for n in range(3000))
    xml = project(KOD, section("Sources", source("ett", selections)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    result = empty.import_exchange(qdpx(tmp_path / "g.qdpx", xml, {text_entry("ett"): TEXT.encode()}))
    assert result.added["codings"] == 5 and result.equal["codings"] == 2995
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_nonsense_inside_is_left_out_and_the_rest_is_kept(empty: Project, tmp_path: Path) -> None:
    inside = selection("ok", 12, 18, guid("kod"))
    inside += selection("after the end", 12, 5000, guid("kod")) + selection("backwards", 18, 12, guid("kod"))
    inside += selection("nothing", 12, 12, guid("kod")) + selection("before", -4, 3, guid("kod"))
    inside += selection("no such code", 12, 18, guid("borta"))
    inside += selection("twice", 19, 21, guid("kod")).replace(guid("codingtwice"), guid("codingok"))
    inside += '<PlainTextSelection startPosition="x" endPosition="999999999999999"><Coding/></PlainTextSelection>'
    sources = section("Sources", source("ett", inside), source("ett", ""))
    doubled = codebook(code("kod"), code("Samma", guid=guid("kod")))
    notes = section("Sets", "<Set/>") + f'<NoteRef targetGUID="{guid("ingen")}"/>'
    path = qdpx(tmp_path / "f.qdpx", project(doubled, sources, notes), {text_entry("ett"): TEXT.encode()})
    result = empty.import_exchange(path)
    assert [row.text for row in empty.ask(quotes).rows] == ["Bussen", "är"]
    told = "\n".join(result.losses)
    for words in (
        "the code Samma",
        "another source has the same identity",
        "5 codings or notes",
        "1 coding with a code",
    ):
        assert words in told, told
    assert not empty.import_exchange(path).changes
