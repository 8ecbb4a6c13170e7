"""The main job with the installed command in a fresh folder: from transcripts to quoted evidence."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

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

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    command = Path(sys.executable).with_name("coder")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CODER_", "LC_", "LANG"))}
    environment |= {"CODER_DATA": str(tmp_path / "data"), "LANG": "en_GB.UTF-8", "CODER_NAME": "Maja"}
    folder = tmp_path / "study"
    folder.mkdir()

    def run_command(*arguments: object, status: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [command, *map(str, arguments)],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    return run_command


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_from_a_folder_of_interviews_to_quoted_evidence(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "study"
    run("init", ".")
    assert (study / "codebook.yaml").exists()
    assert (study / "transcripts").is_dir()
    (study / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (study / "transcripts" / "ame.txt").write_bytes(INTERVIEW.replace("\n", "\r\n").encode("utf-8-sig"))
    (study / "transcripts" / "tom.txt").write_bytes(b"")

    loaded = run("load", status=1).stdout
    assert "added" in loaded and "refused" in loaded

    text = run("text", "ame").stdout
    wanted = ["det är stuprören", "Man hamnar mellan stolarna 🙂", "Å bussen gå int.", "[bold]Int här[/]"]
    places = [(text.index(words), text.index(words) + len(words)) for words in wanted]
    codes = ["stuprör", "stuprör", "avstånd", "hinder"]
    identifiers = [
        run("code", "ame", start, end, code).stdout.strip() for (start, end), code in zip(places, codes, strict=True)
    ]
    assert len(set(identifiers)) == 4
    again = run("code", "ame", *places[0], "stuprör", "--about", "unga").stdout.strip()
    assert again == identifiers[0]

    quotes = _rows(run("quotes", "--format", "csv").stdout)
    assert [row["text"] for row in quotes] == wanted
    assert [row["quote"] for row in quotes] == identifiers

    run("uncode", identifiers[3])
    assert len(_rows(run("quotes", "--format", "csv").stdout)) == 3
    run("undo")
    assert len(_rows(run("quotes", "--format", "csv").stdout)) == 4

    frequencies = {row["code"]: row for row in _rows(run("freq", "--format", "csv").stdout)}
    assert frequencies["stuprör"]["cases"] == "1"
    assert frequencies["stuprör"]["codings"] == "2"
    assert frequencies["stuprör"]["characters"] == str(len(wanted[0]) + len(wanted[1]))

    run("export", "--to", "out")
    written = {path.name for path in (study / "out").iterdir()}
    assert {"summary.md", "summary.docx", "quotes.csv", "frequencies.xlsx", "matrices.xlsx"} <= written
    assert {"project.qdpx", "codebook.qdc", "project.json"} <= written
    assert identifiers[0] in (study / "out" / "summary.md").read_text("utf-8")


def test_a_suggestion_is_offered_until_somebody_has_judged_it(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "study"
    (study / "transcripts").mkdir()
    (study / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (study / "transcripts" / "ame.txt").write_text(INTERVIEW, "utf-8")
    run("load")

    offered = _rows(run("suggest", "--format", "csv").stdout)
    by_code = {row["code"]: row for row in offered}
    assert {"stuprör", "avstånd"} <= set(by_code)
    assert "stuprör" in by_code["stuprör"]["reason"]

    accepted = run("accept", by_code["avstånd"]["suggestion"]).stdout.strip()
    run("reject", by_code["stuprör"]["suggestion"])
    left = _rows(run("suggest", "--format", "csv").stdout)
    judged = {by_code[code]["suggestion"] for code in ("stuprör", "avstånd")}
    assert judged.isdisjoint(row["suggestion"] for row in left)
    assert [row["quote"] for row in _rows(run("quotes", "--format", "csv").stdout)] == [accepted]
