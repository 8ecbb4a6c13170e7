"""Files that are damaged, foreign, newer or mean harm: one line, and nothing is changed."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coder.errors import CoderError
from coder.project import Facets, Project
from tests.command_line import CommandLine
from tests.conftest import Opener, passage
from tests.doing import path_of
from tests.tables import recorded
from tests.whole_study import exported

File = dict[str, Any]
Harm = Callable[[File], object]
FAR = "0" * 8 + "-0000-4000-8000-" + "0" * 12


@pytest.fixture
def good(opened: Opener, tmp_path: Path) -> File:
    maja = opened("Maja")
    span = passage(maja, "ame", "Stuprören")
    quote = maja.apply_code("ame", *span, "stuprör", Facets(("af",), "self", "now"), "En tanke")
    maja.write_summary("AME Byn", "stuprör", f"Se [{quote}].")
    maja.suggest(["ame"])
    maja.reject_suggestion(maja.open_suggestions(["ame"])[0].suggestion)
    found: File = json.loads(exported(maja, tmp_path / "good").read_text("utf-8"))
    return found


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


def setting(section: str, field: str, value: object, number: int = 0) -> Harm:
    return lambda file: file[section][number].__setitem__(field, value)


def refused(project: Project, path: Path, data: bytes | str) -> str:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    before = recorded(path_of(project))
    with pytest.raises(CoderError) as said:
        project.import_exchange(path)
    assert recorded(path_of(project)) == before
    text = str(said.value)
    assert "\n" not in text and text.startswith(str(path))
    return text


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe\x00", "no JSON"),
        ("hej", "no JSON, or it is damaged .*line 1"),
        ("[" * 200_000, "no JSON"),
        ("[]", "no project as 'coder export json' writes it"),
        ('{"segments": []}', "no project as"),
        ('{"format": "coder-project", "version": 2}', "another version of coder .format 2."),
        ('{"format": "coder-project", "version": 1}', "project should be: a record"),
        ('{"format": "coder-project", "version": 1, "project": {"name": "x"}, "evil": []}', "nothing called evil"),
        ('{"format": "coder-project", "version": 1, "project": {"name": NaN}}', "name should be: a text"),
    ],
)
def test_what_is_no_project_is_one_line(empty: Project, tmp_path: Path, data: bytes | str, told: str) -> None:
    assert re.search(told, refused(empty, tmp_path / "f.json", data))


def test_a_cut_file_is_one_line(empty: Project, good: File, tmp_path: Path) -> None:
    text = json.dumps(good, ensure_ascii=False)
    for share in (0.1, 0.5, 0.99):
        assert "damaged" in refused(empty, tmp_path / "f.json", text[: int(len(text) * share)])


HARM: dict[str, tuple[Harm, str]] = {
    "a path for an identity": (setting("sources", "uuid", "../../evil"), "sources 1, uuid should be: a UUID"),
    "an unknown field": (setting("codes", "colur", "red"), "codes 1: there is no field colur"),
    "a missing field": (lambda file: file["codes"][0].pop("name"), "codes 1, name is missing"),
    "a number as text": (setting("codings", "start", "5"), "codings 1, start should be: a whole number"),
    "true as a number": (setting("codings", "start", True), "codings 1, start should be"),
    "a huge number": (setting("codings", "end", 10**400), "codings 1, end should be"),
    "beyond the text": (setting("verdicts", "end", 99_999), "is no passage of a text of"),
    "backwards": (setting("codings", "end", 1), "is no passage"),
    "other words": (setting("codings", "text", "Annat"), "codings 1: the text is not what stands there"),
    "an unknown code": (setting("codings", "code", "borta"), "borta is not in the file"),
    "an unknown version": (setting("codings", "version", 9), "has no version 9"),
    "an unknown coder": (setting("notes", "by", "Eva"), "Eva is not in the file"),
    "a note on nothing": (setting("notes", "on", "moln"), "notes 1, on should be: coding, passage"),
    "a word that is none": (setting("codings", "mode", "sedan"), "codings 1, mode should be: now, wanted, missing"),
    "no date": (setting("summaries", "at", "igår"), "summaries 1, at should be: an instant"),
    "a language of nobody": (lambda file: file["project"].update(language="xx"), "language should be: sv, en"),
    "an id that is none": (setting("codes", "id", "<script>", -1), "cannot be an id"),
    "a name of two lines": (setting("codes", "name", "a\nb"), "should be one line"),
    "a colour of nobody": (setting("codes", "colour", "[red]"), "codebook is faulty"),
    "a circle of codes": (setting("codes", "parent", "hinder", 0), "stands under itself"),
    "turns that do not fit": (
        lambda file: file["sources"][0]["versions"][0]["turns"][0].update(end=10**6), "the turns of"
    ),
    "twice": (lambda file: file["codings"].append({**file["codings"][0], "uuid": FAR}), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in HARM if name != "twice"])
def test_what_does_not_fit_is_one_line_that_says_where(empty: Project, good: File, tmp_path: Path, name: str) -> None:
    do, told = HARM[name]
    do(good)
    assert told in refused(empty, tmp_path / "f.json", json.dumps(good))


def test_the_same_thing_twice_comes_once(empty: Project, good: File, tmp_path: Path) -> None:
    HARM["twice"][0](good)
    path = tmp_path / "f.json"
    path.write_text(json.dumps(good), "utf-8")
    result = empty.import_exchange(path)
    assert (result.added["codings"], result.equal["codings"]) == (1, 1)


def test_what_others_wrote_into_settings_and_quotes_does_no_harm(empty: Project, good: File, tmp_path: Path) -> None:
    good["settings"] = [{"uuid": FAR, "name": "suggestions", "value": {"precision": "hög", "on": "ja", "x": 1}}]
    good["codings"][0]["quote"] = "=cmd|' /C calc'!A0"
    good["notes"] = [each for each in good["notes"] if each["on"] != "coding"]
    path = tmp_path / "f.json"
    path.write_text("\ufeff" + json.dumps(good), "utf-8")
    result = empty.import_exchange(path)
    assert len(result.remarks) == 1 and empty.suggestion_settings().precision == 0.7


def test_the_command_says_the_line_and_exits_two(
    good: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coder = CommandLine(tmp_path, monkeypatch, capsys)
    good["version"] = 7
    (tmp_path / "f.json").write_text(json.dumps(good), "utf-8")
    assert "f.json: It was written by another version of coder (format 7)" in coder.fails("import", "f.json")
    assert "gone.json: cannot be read" in coder.fails("import", "gone.json")
