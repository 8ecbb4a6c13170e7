"""Where a file departs from the standard is told, and it is read all the same."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coder.i18n import set_language
from coder.project import Project
from coder.readers.refi.standard import Departures
from tests.conftest import Opener
from tests.refi_files import (
    PROJECT,
    code,
    codebook,
    guid,
    note,
    project,
    qdpx,
    root_of,
    schema,
    section,
    selection,
    source,
    text_entry,
)

TEXT = "I: Hur är det?\nIP: Stuprören är kvar.\n"
REFERENCE = f'<NoteRef targetGUID="{guid("n")}"/>'
VALUE = f'<VariableValue><VariableRef targetGUID="{guid("v")}"/><TextValue>kommun</TextValue></VariableValue>'
WHOLE = project(
    section("Users", f'<User guid="{guid("Maja")}" name="Maja"/>'),
    codebook(code("a", f"<Description>Om a</Description>{REFERENCE}{code('b', color='#00ff00')}")),
    section("Variables", f'<Variable guid="{guid("v")}" name="kind" typeOfVariable="Text"/>'),
    section(
        "Cases",
        f'<Case guid="{guid("c")}" name="AME"><Description>Ett fall</Description>{VALUE}'
        f'<SourceRef targetGUID="{guid("ett")}"/></Case>',
    ),
    section(
        "Sources",
        source(
            "ett",
            "<Description>Källan</Description>"
            + selection("s", 19, 28, guid("a"), coder=guid("Maja"), inner="<Description>Stället</Description>")
            + REFERENCE
            + VALUE,
        ),
    ),
    section("Notes", note("n", "En tanke")),
    section("Links", f'<Link guid="{guid("l")}" originGUID="{guid("n")}" targetGUID="{guid("a")}"/>'),
    section("Sets", f'<Set guid="{guid("m")}" name="M"><MemberCode targetGUID="{guid("a")}"/></Set>'),
    "<Description>En studie</Description>",
    REFERENCE,
)
VALID = schema("Project.xsd")


def departures(root: Any) -> str:
    found = Departures()

    def walk(element: Any) -> None:
        found.started(element.tag.rpartition("}")[2], element.attrib)
        for child in element:
            walk(child)
        found.ended()

    walk(root)
    return found.remark()


def swap(element: Any, number: int) -> None:
    if len(element) > 1:
        element.append(element[number % len(element)])


def drop(element: Any, number: int) -> None:
    names = sorted(element.attrib)
    if names:
        del element.attrib[names[number % len(names)]]


def garble(element: Any, number: int) -> None:
    names = sorted({"guid", "targetGUID", "creatingUser", "color"} & set(element.attrib))
    if names:
        element.set(names[number % len(names)], "blå")  # lxml takes #11223344 for a colour


def add(element: Any, number: int) -> None:
    name = ("Extra", "Code", "NoteRef", "Users")[number % 4]
    given = {"NoteRef": {"targetGUID": guid("n")}, "Code": {"guid": guid("z"), "name": "z", "isCodable": "true"}}
    element.append(etree.Element(f"{{{PROJECT}}}{name}", given.get(name, {})))


HARM: dict[str, Callable[[Any, int], None]] = {"swap": swap, "drop": drop, "garble": garble, "add": add}


def test_the_file_itself_is_as_the_standard_asks() -> None:
    root = etree.fromstring(WHOLE.encode())
    assert VALID.validate(root), VALID.error_log
    assert departures(root) == ""


@given(st.sampled_from(sorted(HARM)), st.integers(0, 200), st.integers(0, 20))
def test_what_the_schema_refuses_is_told_and_nothing_else(harm: str, place: int, number: int) -> None:
    root = etree.fromstring(WHOLE.encode())
    # What holds only text is left alone, and members of sets: in codebooks they are written otherwise than in projects.
    able = [each for each in root.iter() if (len(each) or each.attrib) and "Member" not in each.tag]
    HARM[harm](able[place % len(able)], number)
    assert bool(departures(root)) is not VALID.validate(root), (harm, etree.tostring(root), VALID.error_log)


@pytest.mark.parametrize("what", ["everything", "bundled"])
def test_what_we_write_has_none(opened: Opener, bundled: Project, tmp_path: Path, what: str) -> None:
    if what == "everything":
        bundled = opened("Maja")
    [path] = [path for path in bundled.export(tmp_path, ["qdpx"]) if path.suffix == ".qdpx"]
    assert departures(root_of(path)) == ""


def test_a_file_that_departs_is_read_and_the_line_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_language("en")
    monkeypatch.chdir(tmp_path)
    empty = Project.open(tmp_path / "coder.db", "Gun", create=True)
    root = etree.fromstring(WHOLE.encode())
    book = root[1]
    root.append(book)
    del book[0][0].attrib["isCodable"]
    book[0].append(etree.Element(f"{{{PROJECT}}}Stencil"))
    file = qdpx(tmp_path / "f.qdpx", etree.tostring(root), {text_entry("ett"): TEXT.encode()})
    result = empty.import_exchange(file)
    [remark] = [line for line in result.remarks if "departs" in line]
    assert remark == (
        "the file departs from REFI-QDA in 3 places "
        "(CodeBook too late in Project; Code without isCodable; Stencil in Codes); it was read as it is meant."
    )
    assert result.added["codings"] == 1 and result.added["codes"] == 2
    empty.close()
