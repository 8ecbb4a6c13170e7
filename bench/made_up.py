"""Interviews and projects of any size, the same every time: what the benchmarks measure on."""

import random
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from sqlmodel import select

from coder.history.step import now
from coder.identity import fresh, quote_id
from coder.model import Code, Coder, Coding, Source
from coder.project import Project
from coder.queries.sources import source_text
from coder.tui.transcript import ShownCoding, ShownTranscript, ShownTurn
from coder.tui.transcript.data import COLOUR_NAMES

VOCABULARY = [
    "vi",
    "har",
    "ju",
    "inte",
    "samma",
    "uppdrag",
    "som",
    "Arbetsförmedlingen",
    "men",
    "ändå",
    "möts",
    "på",
    "enhet",
]
CODEBOOK = """\
project: Stor studie
language: sv
themes:
""" + "".join(
    f"  - id: tema{theme}\n    name: Tema {theme}\n    colour: {COLOUR_NAMES[theme]}\n    codes:\n"
    + "".join(f"      - {{id: kod{theme}{code}, name: Kod {theme}.{code}}}\n" for code in range(7))
    for theme in range(8)
)


def spoken(words: int, *, decomposed: bool = False) -> list[tuple[str, str]]:
    """Labels and speech, about so many words in all."""
    dice = random.Random(7)
    turns: list[tuple[str, str]] = []
    left = words
    while left > 0:
        sentences = []
        for _ in range(dice.randint(1, 8)):
            length = dice.randint(4, 18)
            sentences.append(" ".join(dice.choice(VOCABULARY) for _ in range(length)).capitalize() + ".")
            left -= length
        speech = " ".join(sentences)
        turns.append(
            (("I", "IP1", "IP2")[len(turns) % 3], unicodedata.normalize("NFD", speech) if decomposed else speech)
        )
    return turns


def shown(words: int, codings: int, *, decomposed: bool = False) -> ShownTranscript:
    """What the reader is given for such an interview."""
    parts: list[str] = []
    turns: list[ShownTurn] = []
    reached = 0
    for number, (label, speech) in enumerate(spoken(words, decomposed=decomposed), 1):
        line = f"{label}: {speech}\n"
        start, speech_start = reached, reached + len(label) + 2
        reached += len(line)
        turns.append(ShownTurn(number, label, start, speech_start, reached - 1, start * 60, label == "I"))
        parts.append(line)
    places = passages(reached, codings)
    marks = tuple(
        ShownCoding(f"c{n}", f"C-{n}", "kod", "En kod", *place, COLOUR_NAMES[n % len(COLOUR_NAMES)], n % 4 > 0)
        for n, place in enumerate(places)
    )
    return ShownTranscript("bench", "".join(parts), tuple(turns), marks)


def passages(length: int, number: int) -> list[tuple[int, int]]:
    """So many places in a text of so many characters."""
    dice = random.Random(11)
    starts = [dice.randrange(max(1, length - 400)) for _ in range(number)]
    return [(start, min(length, start + dice.randint(20, 300))) for start in starts]


def project(folder: Path, interviews: Sequence[tuple[str, int, int]]) -> Project:
    """A new project with interviews of so many words and codings each, by two coders."""
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, words, _codings in interviews:
        text = "\n".join(f"{label}: {speech}" for label, speech in spoken(words)) + "\n"
        (folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
    made = Project.open(folder / "coder.db", "Anna", create=True)
    made.begin()
    with made.history.step("import_codings", file="bench", number=0) as step:
        coders = [step.insert(Coder(id=fresh(), name=name)).id for name in ("Anna", "Tor")]
        codes = sorted(row.id for row in step.session.exec(select(Code)).all())
        for name, _words, number in interviews:
            source = step.session.exec(select(Source).where(Source.name == name)).one()
            length = len(source_text(step.session, source))
            step.insert_many(
                [
                    _coding(source, place, codes[n % len(codes)], coders[n % 4 == 0])
                    for n, place in enumerate(dict.fromkeys(passages(length, number)))
                ]
            )
    return made


def _coding(source: Source, place: tuple[int, int], code: str, coder: str) -> Coding:
    identity = fresh()
    return Coding(
        id=identity,
        quote_id=quote_id(identity, 3),
        source_id=source.id,
        source_text_id=source.source_text_id,
        start=place[0],
        end=place[1],
        code_id=code,
        coded_by=coder,
        created_at=now(),
    )
