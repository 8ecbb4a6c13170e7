"""Projects and codebooks for other programs: valid, whole, and the same bytes every time (T1, T2)."""

import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.exporters.refi.variables import type_of
from coder.project import Facets, Project
from tests.conftest import Opener, passage
from tests.doing import code_words, path_of
from tests.refi_files import all_of, root_of, schema

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def exported(project: Project, folder: Path, what: str = "qdpx", newlines: str = "lf") -> Path:
    [path] = project.export(folder, [what], newlines=newlines)
    return path


@pytest.fixture
def rich(opened: Opener) -> Project:
    """A study with something of everything."""
    maja, tor = opened("Maja"), opened("Tor")
    quote = code_words(maja)
    maja.set_facets(quote, Facets(("af", "unga"), "other", "missing"))
    maja.star(quote)
    maja.write_note(quote, 'På kodningen: <b>&amp; "citat"\r\noch en rad till')
    tor.apply_code("ame", *passage(tor, "ame", "👩\u200d👩\u200d👧 ja"), "buss")
    tor.apply_code("ame", *passage(tor, "ame", "Stuprören"), "stuprör")
    tor.apply_code("gemensam", *passage(tor, "gemensam", "Praktik fungerar"), "praktik")
    start, end = passage(maja, "ame", "Folk hamnar")
    for target in (f"ame:{start}-{end}", "source:ame", "code:buss", "project"):
        maja.write_note(target, f"På {target.split(':')[0]}")
    return maja


@pytest.mark.parametrize("what", ["qdpx", "qdc"])
def test_what_we_write_is_what_the_standard_wants(rich: Project, bundled: Project, tmp_path: Path, what: str) -> None:
    rules = schema("Project.xsd" if what == "qdpx" else "Codebook.xsd")
    for number, project in enumerate((rich, bundled)):
        root = root_of(exported(project, tmp_path / str(number), what))
        assert rules.validate(root), rules.error_log


def test_identities_are_unique_targets_are_there_and_slices_are_quotes(
    rich: Project, bundled: Project, tmp_path: Path
) -> None:
    for number, project in enumerate((rich, bundled)):
        path = exported(project, tmp_path / str(number))
        root, archive = root_of(path), zipfile.ZipFile(path)
        guids = [each.get("guid") for each in root.iter() if each.get("guid")]
        assert max(Counter(guids).values()) == 1 and all(GUID.fullmatch(each) for each in guids)
        for each in root.iter():
            for name in ("targetGUID", "creatingUser"):
                assert each.get(name, guids[0]) in guids
        for source in all_of(root, "TextSource"):
            data = archive.read(source.get("plainTextPath").replace("internal://", "sources/"))
            assert not data.startswith(b"\xef\xbb\xbf") and b"\r" not in data
            text = data.decode()
            for each in all_of(source, "PlainTextSelection"):
                start, end = int(each.get("startPosition")), int(each.get("endPosition"))
                assert 0 <= start < end <= len(text) and text[start:end] == each.get("name")
                assert {coding.get("creatingUser") for coding in all_of(each, "Coding")} <= {each.get("creatingUser")}
                assert len(all_of(each, "Coding")) <= 1


def test_everybody_s_codings_are_in_it_whatever_set_counts(rich: Project, tmp_path: Path) -> None:
    root = root_of(exported(rich, tmp_path))
    users = {each.get("guid"): each.get("name") for each in all_of(root, "User")}
    coders = Counter(users[each.get("creatingUser")] for each in all_of(root, "Coding"))
    assert coders == {"Maja": 1, "Tor": 3}
    facets = next(each.text for each in all_of(root, "Description") if "about" in (each.text or ""))
    assert facets == (
        "[coder]\nabout: af (actor: Arbetsförmedlingen)\nabout: unga (group: Unga)\n"
        "voice: other\nmode: missing\nstarred: true"
    )
    assert sorted(each.text for each in all_of(root, "PlainTextContent")) == sorted(
        ['På kodningen: <b>&amp; "citat"\r\noch en rad till', "På ame", "På source", "På code", "På project"]
    )


def test_a_joint_interview_s_cases_have_their_turns(rich: Project, tmp_path: Path) -> None:
    root = root_of(exported(rich, tmp_path))
    said = {each.get("guid"): each.get("name") for each in all_of(root, "PlainTextSelection")}
    cases = {
        each.get("name"): [said[ref.get("targetGUID")] for ref in all_of(each, "SelectionRef")]
        for each in all_of(root, "Case")
    }
    assert [words.split(":")[0] for words in cases["AME Norr"]] == ["IP1", "IP1"]
    assert cases["AME Syd"] == ["IP2: Praktik fungerar, fast stuprören står kvar."]
    assert cases["AME Byn"] == []  # a source of its own


def test_variables_have_the_type_of_all_their_values(rich: Project, tmp_path: Path) -> None:
    for name, value in (("date", "2014-02-04"), ("antal", "12"), ("andel", "0.5"), ("post", "01234"), ("nytt", "true")):
        rich.set_case("AME Byn", {name: value})
    rich.set_case("AME Norr", {"andel": "3", "antal": "-4", "nytt": "false"})
    root = root_of(exported(rich, tmp_path))
    types = {each.get("name"): each.get("typeOfVariable") for each in all_of(root, "Variable")}
    assert (types["date"], types["antal"], types["andel"], types["post"], types["nytt"], types["place"]) == (
        "Date", "Integer", "Float", "Text", "Boolean", "Text",
    )  # fmt: skip
    assert schema("Project.xsd").validate(root)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], "Text"), (["1", "2.5"], "Float"), (["1e5"], "Text"), (["007"], "Text"), (["+1"], "Text"), (["٣"], "Text"),
        (["2014-02-30"], "Text"), (["2014-02-28"], "Date"), (["2014-02-28T10:00:00Z"], "DateTime"),
        (["2014-02-28", "vår"], "Text"), (["true", "ja"], "Text"), (["-0"], "Float"), (["1,5"], "Text"),
    ],
)  # fmt: skip
def test_a_type_is_claimed_only_where_it_holds(values: list[str], expected: str) -> None:
    assert type_of(values) == expected


def test_the_same_project_is_the_same_bytes_and_maxqda_gets_crlf(rich: Project, tmp_path: Path) -> None:
    one, two = exported(rich, tmp_path / "1"), exported(rich, tmp_path / "2")
    assert one.read_bytes() == two.read_bytes()
    crlf = exported(rich, tmp_path / "3", newlines="crlf")
    texts = [name for name in zipfile.ZipFile(crlf).namelist() if name.startswith("sources/")]
    for name in texts:
        data = zipfile.ZipFile(crlf).read(name)
        assert data.count(b"\n") == data.count(b"\r\n") > 0
        assert data.replace(b"\r\n", b"\n") == zipfile.ZipFile(one).read(name)
    assert zipfile.ZipFile(crlf).read("project.qde") == zipfile.ZipFile(one).read("project.qde")
    with pytest.raises(CoderError, match="lf, crlf"):
        rich.export(tmp_path, ["qdpx"], newlines="cr")


def test_a_study_set_up_twice_from_its_files_is_the_same_bytes(
    bundled: Project, bundled_folder: Path, tmp_path: Path
) -> None:
    for name in ("transcripts", "codebook.yaml"):
        copy = shutil.copytree if (bundled_folder / name).is_dir() else shutil.copy
        copy(bundled_folder / name, tmp_path / name)
    again = Project.open(tmp_path / "coder.db", "Tor", create=True)
    again.begin()
    sqlite3.connect(path_of(again)).execute(
        "UPDATE coding SET created_at = '2001-01-01T00:00:00+00:00'"
    ).connection.commit()
    data = [exported(project, tmp_path / str(n)).read_bytes() for n, project in enumerate((bundled, again))]
    again.close()
    assert data[0] == data[1]


def test_whole_interviews_are_no_report(rich: Project, tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="not fit for a report"):
        rich.export(tmp_path, ["qdpx"], "report")
    assert not list(tmp_path.glob("*.qdpx"))
    assert "codebook.qdc" in {path.name for path in rich.export(tmp_path, ["qdc"], "report")}


def test_a_name_that_was_to_be_replaced_does_not_leave(opened: Opener, tmp_path: Path) -> None:
    project = opened("Maja")
    path = project.transcripts_folder / "ny.txt"
    path.write_text("I: Hej?\nIP: Ring mig på 070-174 06 05, sa han.\n", "utf-8")
    project.load([path])
    refused: list[CoderError] = []
    out = tmp_path / "out"
    assert project.export(out, ["qdpx"], refused=refused.append) == []
    assert "project.qdpx was not written" in str(refused[0]) and "070" not in str(refused[0])
    assert not out.exists()


def test_characters_that_xml_cannot_hold_do_no_harm(rich: Project, tmp_path: Path) -> None:
    rich.write_note("project", "före\x00efter\x0b \ufffe 😀")
    path = exported(rich, tmp_path)
    assert "före\ufffdefter\ufffd \ufffd 😀" in [each.text for each in all_of(root_of(path), "PlainTextContent")]
    assert schema("Project.xsd").validate(root_of(path))


def test_an_empty_project_is_valid_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    root = root_of(exported(project, tmp_path / "out"))
    assert schema("Project.xsd").validate(root), schema("Project.xsd").error_log
    with pytest.raises(CoderError, match="no codes"):
        project.export(tmp_path, ["qdc"])
    project.close()


def test_a_stopped_export_leaves_no_file(rich: Project, tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="stopped"):
        rich.export(tmp_path / "out", ["qdpx"], progress=lambda _done, _total, what: not what.endswith("qdpx"))
    assert list((tmp_path / "out").iterdir()) == []
