"""Loading: what becomes of each file, and what stays as it is whatever a file says later."""

import os
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.frequencies import frequencies
from coder.queries.quotes import quotes
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from tests.conftest import AME, JOINT, Opener, passage
from tests.doing import code_words, codings, path_of, statuses
from tests.tables import recorded, size, unwhole


def write(project: Project, name: str, content: str | bytes) -> Path:
    path = project.transcripts_folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# What becomes of a file


def test_a_folder_is_loaded_and_loading_it_again_changes_nothing(study: Path) -> None:
    project = Project.open(study / "coder.db", "Maja", create=True)
    assert statuses(project.load()) == {
        "af.vtt": "added",
        "ame.txt": "added",
        "förbundet.md": "added",
        "gemensam.txt": "added",
    }
    before, steps = recorded(path_of(project)), size(path_of(project), "step")
    assert set(statuses(project.load()).values()) == {"unchanged"}
    assert recorded(path_of(project)) == before
    assert size(path_of(project), "step") == steps
    project.close()


def test_sources_are_what_the_files_say(project: Project) -> None:
    rows = {row.source: row for row in project.ask(source_rows)}
    assert list(rows) == sorted(rows)
    assert (rows["gemensam"].case, rows["gemensam"].turns, rows["gemensam"].speakers) == ("AME Norr; AME Syd", 4, 3)
    assert rows["ame"].date == "2014-02-04"
    assert rows["af"].case == "AF Byn", "from cases.csv"
    assert project.ask(transcript, "gemensam").text == JOINT.split("---\n")[-1], "no BOM, no CRLF, no head"
    assert project.ask(transcript, "förbundet").text.count("–") == 1, "Windows-1252"
    assert rows["ame"].characters == len(AME.split("---\n")[-1])


def test_a_changed_text_is_reported_and_nothing_is_done(project: Project) -> None:
    quote = code_words(project)
    before = recorded(path_of(project))
    write(project, "ame.txt", AME.replace("Folk", "Människor"))
    assert statuses(project.load())["ame.txt"] == "changed"
    assert recorded(path_of(project)) == before
    assert codings(project)[0][0] == quote
    assert "Folk" in project.ask(transcript, "ame").text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("norra", "södra"),
        ("IP: {case: AME Byn, actor: byn-kommun, place: norra, consent: organisation}", "IP: {case: Ett annat fall}"),
        ("date: 2014-02-04\n", "date: 2014-02-04\nsektor: offentlig\n"),
        ("interviewer: Maja\n", "interviewer: Maja\ncoder: Gun\n"),
    ],
)
def test_a_changed_head_keeps_every_coding(project: Project, old: str, new: str) -> None:
    quote = code_words(project)
    other = code_words(project, "bussen", "buss")
    project.write_note(quote, "Hm.")
    assert old in AME
    write(project, "ame.txt", AME.replace(old, new))
    assert statuses(project.load())["ame.txt"] == "updated"
    views = {view.quote: view for view in project.ask(transcript, "ame").codings}
    text = project.ask(transcript, "ame").text
    assert {text[view.start : view.end] for view in views.values()} == {"Stuprören", "bussen"}
    assert set(views) == {quote, other}
    assert views[quote].notes == ("Hm.",)
    assert unwhole(path_of(project)) == []
    assert statuses(project.load())["ame.txt"] == "unchanged"


def test_turns_follow_a_head_that_declares_another_label(project: Project) -> None:
    text = "Rum 5: Ja.\nIP: Det var i rum 5: där.\nIP: Jo.\n"
    path = write(project, "ny.txt", text)
    project.load([path])
    assert [view.turn.label for view in project.ask(transcript, "ny").turns] == ["", "IP", "IP"]
    quote = code_words(project, "i rum 5: där", "hinder", "ny")
    write(project, "ny.txt", "---\nspeakers: {Rum 5: interviewer}\n---\n" + text)
    assert statuses(project.load([path])) == {"ny.txt": "updated"}
    assert [view.turn.label for view in project.ask(transcript, "ny").turns] == ["Rum 5", "IP", "IP"]
    assert [(row.quote, row.turn, row.text) for row in project.ask(quotes).rows] == [(quote, 2, "i rum 5: där")]
    project.undo()
    assert [view.turn.label for view in project.ask(transcript, "ny").turns] == ["", "IP", "IP"]
    assert [row.quote for row in project.ask(quotes).rows] == [quote]


def test_counts_follow_a_changed_head(project: Project) -> None:
    code_words(project)
    assert project.ask(frequencies, "place").values == ("norra", "södra")
    write(project, "ame.txt", AME.replace("norra", "västra"))
    project.load()
    assert project.ask(frequencies, "place").values == ("norra", "södra", "västra")
    [row] = [row for row in project.ask(frequencies, "place").rows if row.codings]
    assert row.values == (0, 0, 1)


def test_a_changed_row_of_cases_csv_updates_its_file(project: Project) -> None:
    path = project.transcripts_folder / "cases.csv"
    path.write_text(path.read_text("utf-8").replace("AF Byn", "AF Staden"), encoding="utf-8")
    assert statuses(project.load()) == {
        "af.vtt": "updated",
        "ame.txt": "unchanged",
        "förbundet.md": "unchanged",
        "gemensam.txt": "unchanged",
    }
    assert {row.source: row.case for row in project.ask(source_rows)}["af"] == "AF Staden"


def test_the_same_text_in_another_encoding_is_the_same_source(project: Project) -> None:
    code_words(project, source="ame")
    for data in (
        AME.replace("\n", "\r\n").encode(),
        AME.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + AME.encode(),
        b"\xff\xfe" + AME.encode("utf-16-le"),
        b"\xfe\xff" + AME.encode("utf-16-be"),
    ):
        write(project, "ame.txt", data)
        assert statuses(project.load())["ame.txt"] in ("unchanged", "updated")
    assert project.ask(transcript, "ame").text == AME.split("---\n")[-1]


@pytest.mark.parametrize("name", ["ame.md", "AME.vtt", "Ame.docx"])
def test_a_second_file_of_the_same_name_is_refused(project: Project, name: str) -> None:
    write(project, name, "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Hej.</v>\n")
    if name.endswith("docx"):
        import docx

        document = docx.Document()
        document.add_paragraph("A: Hej.")
        document.save(str(project.transcripts_folder / name))
    before = recorded(path_of(project))
    results = {result.file: result for result in project.load()}
    assert results[name].status == "refused"
    assert "ame.txt" in results[name].reason
    assert results["ame.txt"].status == "unchanged"
    assert recorded(path_of(project)) == before


def test_of_two_new_files_of_one_name_the_second_is_refused(study: Path) -> None:
    (study / "transcripts" / "ame.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Hej.</v>\n", "utf-8")
    project = Project.open(study / "coder.db", "Maja", create=True)
    results = {result.file: result for result in project.load()}
    assert [result.status for result in results.values()].count("added") == 4
    assert results["ame.vtt"].status == "refused"
    assert "ame.txt" in results["ame.vtt"].reason
    assert unwhole(path_of(project)) == []
    project.close()


def test_what_cannot_be_read_is_refused_with_a_reason_and_the_rest_is_loaded(study: Path) -> None:
    folder = study / "transcripts"
    broken: dict[str, bytes] = {
        "tom.txt": b"",
        "binär.txt": bytes(range(256)) * 10,
        "trasig.docx": b"PK\x03\x04 and then nothing",
        "bild.png": b"\x89PNG\r\n",
        "huvud.txt": b"---\ncase: [a\n---\nI: Hej?\n",
        "utan.vtt": b"WEBVTT\n\n",
    }
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    project = Project.open(study / "coder.db", "Maja", create=True)
    results = {result.file: result for result in project.load([folder, folder / "nej.txt"])}
    refused = {name for name, result in results.items() if result.status == "refused"}
    assert refused == {*broken, "nej.txt"}
    assert all(results[name].reason and "\n" not in results[name].reason for name in refused)
    assert len(project.ask(source_rows)) == 4
    assert unwhole(path_of(project)) == []
    project.close()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere names of files are text")
def test_a_name_that_is_no_text_is_refused(study: Path) -> None:
    """As it comes out of an archive that was made on another system."""
    name = os.fsencode(study / "transcripts") + b"/f\xf6rening.txt"
    with open(name, "wb") as file:
        file.write(b"I: Hej?\nIP: Nja.\n")
    project = Project.open(study / "coder.db", "Maja", create=True)
    results = {result.file: result for result in project.load()}
    assert results["f?rening.txt"].status == "refused"
    assert len(project.ask(source_rows)) == 4
    project.close()


@pytest.mark.parametrize("content", [bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), b"{\\rtf1 I: Hej?}"])
def test_an_old_word_document_is_refused_with_what_to_do(project: Project, content: bytes) -> None:
    [result] = project.load([write(project, "gammal.DOC", content)])
    assert result.status == "refused"
    assert ".docx" in result.reason and ".doc " in result.reason.replace("-", " ")


def test_what_lies_beside_transcripts_is_not_one(study: Path) -> None:
    for name in ("README.md", "readme.txt", ".hidden.txt", "~$ame.docx", "codings.csv"):
        (study / "transcripts" / name).write_text("I: Hej?\n", encoding="utf-8")
    (study / "transcripts" / "bilder").mkdir()
    project = Project.open(study / "coder.db", "Maja", create=True)
    assert set(statuses(project.load())) == {"af.vtt", "ame.txt", "förbundet.md", "gemensam.txt"}
    project.close()


def test_a_project_without_transcripts_says_where_they_are_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    project = Project.open(tmp_path / "coder.db", "Maja", create=True)
    with pytest.raises(CoderError, match="transcripts") as refusal:
        project.load()
    assert "\n" not in str(refusal.value)
    project.close()


# Cases and coders


def test_the_coder_in_a_head_is_assigned(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    start, end = passage(maja, "förbundet", "dyrt")
    maja.apply_code("förbundet", start, end, "avstånd")
    maja.apply_code("förbundet", start, end, "hinder")
    tor.apply_code("förbundet", start, end, "buss")
    assert [(row.coder, row.code) for row in maja.ask(quotes).rows] == [("Tor", "buss")]


def test_one_case_may_have_several_sources_however_its_name_is_written(project: Project) -> None:
    write(project, "igen.txt", AME.replace("AME Byn", "ame byn").replace("Och bussen", "Och tåget"))
    project.load()
    code_words(project)
    code_words(project, source="igen")
    [row] = [row for row in project.ask(frequencies).rows if row.codings]
    assert (row.cases, row.sources, row.codings) == (1, 2, 2)


def test_an_interview_that_names_no_case_is_its_own(project: Project) -> None:
    """Else whoever only drops files into the folder would read "0 of 0 cases"."""
    (project.transcripts_folder / "lös.txt").write_text("I: Hej?\nIP: Nja.\n", encoding="utf-8")
    project.load()
    assert {row.source: row.case for row in project.ask(source_rows)}["lös"] == "lös"
    assert [result.status for result in project.load()] == ["unchanged"] * 5
