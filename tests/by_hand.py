"""The bundled study counted by hand: shares no code with the program, so that both would have to be wrong alike.

Reads only what the bundled files hold: one line a turn, ``Label: speech``; heads as they are written there.
"""

import csv
import html
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ASKING = {"I", "Intervjuare", "Interviewer", "Moderator"}


@dataclass
class Source:
    """One transcript. ``turns`` are (label, start of the line, start of the speech, end)."""

    name: str
    text: str
    head: dict[str, str]
    speakers: dict[str, dict[str, str]]
    """What the head says of each label: ``case, kind, place`` and others."""
    turns: list[tuple[str, int, int, int]] = field(default_factory=list)

    def case_of(self, label: str) -> str:
        return self.said(label, "case")

    def said(self, label: str, name: str) -> str:
        """What is known of a label; the source's own where its speaker says nothing."""
        return self.speakers.get(label, {}).get(name) or self.head.get(name, "")


@dataclass(frozen=True)
class Row:
    """One row of codings.csv."""

    source: str
    start: int
    end: int
    code: str
    coder: str
    about: tuple[str, ...]
    voice: str
    mode: str
    note: str
    text: str


@dataclass(frozen=True)
class Counted:
    """A row that counts, with the speech it covers: (turn's number, label, start, end) of interviewees' turns."""

    row: Row
    speech: tuple[tuple[int, str, int, int], ...]
    cases: tuple[str, ...]


def sources(folder: Path) -> dict[str, Source]:
    with (folder / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["file"]: row for row in csv.DictReader(file)}
    found = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".docx", ".vtt"):
            text = {".txt": _plain, ".docx": _word, ".vtt": _subtitles}[path.suffix](path)
            head, speakers, text = _without_head(text)
            found[path.stem] = Source(path.stem, text, dict(rows.get(path.name, {})) | head, speakers)
            found[path.stem].turns = _turns(text)
    return found


def _plain(path: Path) -> str:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _word(path: Path) -> str:
    body = ElementTree.fromstring(zipfile.ZipFile(path).read("word/document.xml"))
    return "\n".join("".join(text.text or "" for text in line.iter(f"{W}t")) for line in body.iter(f"{W}p"))


def _subtitles(path: Path) -> str:
    turns: list[tuple[str, list[str]]] = []
    for name, words in re.findall(r"^<v ([^>]+)>(.*?)</v>$", path.read_text("utf-8"), re.MULTILINE):
        if not turns or turns[-1][0] != name:
            turns.append((name, []))
        turns[-1][1].append(html.unescape(words))
    return "\n".join(f"{name}: {' '.join(words)}" for name, words in turns)


def _without_head(text: str) -> tuple[dict[str, str], dict[str, dict[str, str]], str]:
    """The head's plain lines, what it says of its speakers, and the text after it."""
    if not text.startswith("---\n"):
        return {}, {}, text
    head, text = text[4:].split("\n---\n", 1)
    plain = dict(re.findall(r"^(\w+): ([^{\n]+)$", head, re.MULTILINE))
    on_one_line = re.findall(r"[{ ]([^{}:,]+): \{([^{}]*)\}", head)
    on_several = re.findall(r"^  ([^ :][^:\n]*):\n((?:    .*\n?)+)", head, re.MULTILINE)
    speakers = {
        label.strip(): {name: value.strip() for name, value in re.findall(r"(\w+): ([^,\n]+)", said)}
        for label, said in on_one_line + on_several
    }
    return plain, speakers, text


def _turns(text: str) -> list[tuple[str, int, int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            turn = re.match(r"(?:\[[\d:]+\] )?([^:\n]{1,40}): ", line)
            assert turn, line
            found.append((turn[1], start, start + turn.end(), start + len(line.rstrip())))
        start += len(line) + 1
    return found


def rows(folder: Path) -> list[Row]:
    text = (folder / "codings.csv").read_text("utf-8")
    return [
        Row(
            source=row["source"],
            start=int(row["start"]),
            end=int(row["end"]),
            code=row["code"],
            coder=row["coder"],
            about=tuple(filter(None, row["about"].split(";"))),
            voice=row["voice"],
            mode=row["mode"],
            note=row["note"],
            text=row["text"],
        )
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]


def main_coders(folder: Path) -> dict[str, str]:
    """Whose codings count: the one that a head assigns, else the one with most (nobody has finished anything)."""
    totals: dict[str, Counter[str]] = {}
    for row in rows(folder):
        totals.setdefault(row.source, Counter())[row.coder] += 1
    main = {source: min(numbers, key=lambda name: (-numbers[name], name)) for source, numbers in totals.items()}
    return main | {source.name: source.head["coder"] for source in sources(folder).values() if "coder" in source.head}


def counted(folder: Path, coders: tuple[str, ...] = (), with_interviewer: bool = False) -> list[Counted]:
    """The rows that count: of each source's main coder, or of the coders named; in order of place."""
    main, texts = main_coders(folder), sources(folder)
    found = []
    for row in rows(folder):
        if (row.coder not in coders) if coders else (row.coder != main[row.source]):
            continue
        source = texts[row.source]
        speech = []
        for number, (label, _start, begin, end) in enumerate(source.turns, 1):
            first, last = max(begin, row.start), min(end, row.end)
            if first < last and (with_interviewer or label not in ASKING):
                speech.append((number, label, first, last))
        if speech:
            cases = dict.fromkeys(source.case_of(label) for _n, label, _f, _l in speech if label not in ASKING)
            found.append(Counted(row, tuple(speech), tuple(cases)))
    return sorted(
        found, key=lambda item: (item.row.source, item.row.start, item.row.end, item.row.code, item.row.coder)
    )


def themes(codebook: Path) -> dict[str, str]:
    """The theme of each code, in the order of the file."""
    text = codebook.read_text("utf-8").split("\nthemes:\n")[1].split("\nguide:\n")[0]
    found, theme = {}, ""
    for indent, key in re.findall(r"^( *)- id: (\S+)$", text, re.MULTILINE):
        theme = key if len(indent) == 2 else theme
        found[key] = theme
    return found


Figures = tuple[int, int, int, int]


def figures(items: list[Counted]) -> Figures:
    """Cases, sources, codings, and characters covered at least once."""
    covered = {
        (item.row.source, place)
        for item in items
        for _n, _l, first, last in item.speech
        for place in range(first, last)
    }
    cases = {case for item in items for case in item.cases}
    return len(cases), len({item.row.source for item in items}), len(items), len(covered)
