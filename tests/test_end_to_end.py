"""The main job in a fresh folder: from transcripts to quoted evidence."""

from pathlib import Path

import pytest

from tests.command_line import CommandLine

CODEBOOK = """\
themes:
  - id: hinder
    name: Hinder
    codes:
      - id: stuprör   # ett ord som alla använder
        name: Stuprör mellan myndigheter
        keywords: [stuprör, mellan stolarna]
      - id: avstånd
        name: Långa avstånd
        keywords: [avstånd, buss]
groups:
  - {id: unga, name: Unga}
"""

INTERVIEW = """\
---
case: AME Lycksele
kind: kommun
place: lycksele
date: 2014-02-04
---
I: Vad hindrar människor från att komma in i arbete?
IP: Jo, asså, det är stuprören. Man hamnar mellan stolarna 🙂. Å bussen gå int.
I: Är det stuprör överallt?
IP: Nä. [bold]Int här[/].
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line in an empty folder; the installed command itself is what ``test_cli_start.py`` runs."""
    folder = tmp_path / "study"
    folder.mkdir()
    return CommandLine(folder, monkeypatch, capsys)


def test_from_a_folder_of_interviews_to_quoted_evidence(run: CommandLine) -> None:
    study = run.folder
    run("init", ".")
    assert (study / "codebook.yaml").exists()
    assert (study / "transcripts").is_dir()
    (study / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (study / "transcripts" / "ame.txt").write_bytes(INTERVIEW.replace("\n", "\r\n").encode("utf-8-sig"))
    (study / "transcripts" / "tom.txt").write_bytes(b"")

    loaded = run("load", status=1).out
    assert "added" in loaded and "refused" in loaded

    text = run("text", "ame").out
    wanted = ["det är stuprören", "Man hamnar mellan stolarna 🙂", "Å bussen gå int.", "[bold]Int här[/]"]
    places = [(text.index(words), text.index(words) + len(words)) for words in wanted]
    codes = ["stuprör", "stuprör", "avstånd", "hinder"]
    identifiers = [
        run("code", "ame", start, end, code).out.strip() for (start, end), code in zip(places, codes, strict=True)
    ]
    assert len(set(identifiers)) == 4
    again = run("code", "ame", *places[0], "stuprör", "--about", "unga").out.strip()
    assert again == identifiers[0]

    quotes = run("quotes", "--format", "csv").rows
    assert [row["text"] for row in quotes] == wanted
    assert [row["quote"] for row in quotes] == identifiers

    run("uncode", identifiers[3])
    assert len(run("quotes", "--format", "csv").rows) == 3
    run("undo")
    assert len(run("quotes", "--format", "csv").rows) == 4

    frequencies = {row["code"]: row for row in run("freq", "--format", "csv").rows}
    assert frequencies["stuprör"]["cases"] == "1"
    assert frequencies["stuprör"]["codings"] == "2"
    assert frequencies["stuprör"]["characters"] == str(len(wanted[0]) + len(wanted[1]))

    run("export", "--to", "out")
    written = {path.name for path in (study / "out").iterdir()}
    assert {"summary.md", "summary.docx", "quotes.csv", "frequencies.xlsx", "matrices.xlsx"} <= written
    assert {"project.qdpx", "codebook.qdc", "project.json"} <= written
    assert identifiers[0] in (study / "out" / "summary.md").read_text("utf-8")


def test_a_suggestion_is_offered_until_somebody_has_judged_it(run: CommandLine) -> None:
    study = run.folder
    (study / "transcripts").mkdir()
    (study / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (study / "transcripts" / "ame.txt").write_text(INTERVIEW, "utf-8")
    run("load")

    offered = run("suggest", "--format", "csv").rows
    by_code = {row["code"]: row for row in offered}
    assert {"stuprör", "avstånd"} <= set(by_code)
    assert "stuprör" in by_code["stuprör"]["reason"]

    accepted = run("accept", by_code["avstånd"]["suggestion"]).out.strip()
    run("reject", by_code["stuprör"]["suggestion"])
    left = run("suggest", "--format", "csv").rows
    judged = {by_code[code]["suggestion"] for code in ("stuprör", "avstånd")}
    assert judged.isdisjoint(row["suggestion"] for row in left)
    assert [row["quote"] for row in run("quotes", "--format", "csv").rows] == [accepted]
