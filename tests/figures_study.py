"""A study of three interviews on which figures are held against pandas: codings that meet in every way, and each
character of speech that pandas counts."""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from sqlmodel import select

from coder.exporters.csv import CsvExporter
from coder.exporters.document import Document
from coder.exporters.tables import quotes_table
from coder.i18n import translator
from coder.model import Code, Coder, Coding, CodingAbout, RegisterEntry, Source, table_of
from coder.project import Project
from coder.queries.quotes import quotes
from coder.queries.selection import ALL_CODERS, DEFAULT, Selection
from tests.conftest import CODEBOOK

TEXTS = {
    "ett": "I: Vad?\nIP: Långt härifrån.\nIP: Ja.\nI: Jaså, och sen?\nIP: Bussen \U0001f468‍\U0001f469‍\U0001f467 går.\n",
    "två": "I: Hur då?\nA: Nära till allt.\nB: Inte för mig, nej.\nA: Jo.\nI: Och?\nB: Stuprör.\n",
    "tre": "A: Alla är här.\nC: Utom staten.\nI: Vilka?\nA: AF.\nC: Och FK, som a\u0308r kvar.\n",
}
HEADS = {
    "ett": "case: Fall ett\nkind: kommun\nplace: norra\nsize: stor",
    "två": "speakers: {A: {case: Fall två, kind: stat, place: norra}, B: {case: Fall tre, kind: kommun, place: södra}}",
    "tre": "speakers: {A: {case: Fall två, kind: stat, place: norra}, C: {case: Fall fyra, kind: fack}}",
}
OF_SPEAKERS = {
    ("ett", "IP"): ("Fall ett", "kommun", "norra"),
    ("två", "A"): ("Fall två", "stat", "norra"),
    ("två", "B"): ("Fall tre", "kommun", "södra"),
    ("tre", "A"): ("Fall två", "stat", "norra"),
    ("tre", "C"): ("Fall fyra", "fack", ""),
}
CODES = ("hinder", "stuprör", "avstånd", "buss", "praktik")
THEMES = dict.fromkeys(("hinder", "stuprör", "avstånd", "buss"), "hinder") | {"praktik": "möjligheter"}
CODERS = ("Maja", "Tor")
ABOUTS = ("af", "unga", "norra")


@dataclass(frozen=True)
class Applied:
    source: str
    start: int
    end: int
    code: str
    coder: str
    voice: str | None = None
    mode: str | None = None
    about: tuple[str, ...] = ()


def applied() -> st.SearchStrategy[list[Applied]]:
    """Codings over three interviews, many on the same few places, so that they meet in every way."""

    def within(source: str) -> st.SearchStrategy[Applied]:
        length = len(TEXTS[source])
        place = st.one_of(st.integers(0, length), st.sampled_from([0, 4, 9, 12, 20, 27, length]))
        return (
            st.tuples(place, place)
            .filter(lambda ends: ends[0] != ends[1])
            .flatmap(
                lambda ends: st.builds(
                    Applied,
                    source=st.just(source),
                    start=st.just(min(ends)),
                    end=st.just(max(ends)),
                    code=st.sampled_from(CODES),
                    coder=st.sampled_from(CODERS),
                    voice=st.sampled_from((None, "self", "other")),
                    mode=st.sampled_from((None, "now", "wanted", "missing")),
                    about=st.lists(st.sampled_from(ABOUTS), max_size=2, unique=True).map(tuple),
                )
            )
        )

    return st.lists(
        st.sampled_from(sorted(TEXTS)).flatmap(within),
        max_size=14,
        unique_by=lambda each: (each.source, each.start, each.end, each.code, each.coder),
    )


def three_interviews(folder: Path) -> Project:
    """Three interviews with several speakers, and two coders."""
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, text in TEXTS.items():
        whole = f"---\n{HEADS[name]}\n---\n{text}"
        (folder / "transcripts" / f"{name}.txt").write_text(whole, encoding="utf-8")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    with project.store.writing() as connection:
        for name in CODERS:
            known = connection.execute(select(Coder.id).where(Coder.name == name)).first()
            if known is None:
                connection.execute(table_of(Coder).insert().values(id=f"coder {name}", name=name))
    return project


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    project = three_interviews(tmp_path_factory.mktemp("figures") / "study")
    yield project
    project.close()


def apply(project: Project, codings: list[Applied]) -> None:
    """Make these all the codings there are."""
    with project.store.reading() as session:
        sources = {row.name: row for row in session.exec(select(Source)).all()}
        codes = {row.key: row.id for row in session.exec(select(Code)).all()}
        coders = {row.name: row.id for row in session.exec(select(Coder)).all()}
        entries = {row.key: row.id for row in session.exec(select(RegisterEntry)).all()}
    with project.store.writing() as connection:
        connection.execute(table_of(CodingAbout).delete())
        connection.execute(table_of(Coding).delete())
        for n, each in enumerate(codings):
            connection.execute(
                table_of(Coding).insert(),
                {
                    "id": f"coding {n}".replace(" ", "-"),
                    "quote_id": f"C-{n}",
                    "source_id": sources[each.source].id,
                    "source_text_id": sources[each.source].source_text_id,
                    "start": each.start,
                    "end": each.end,
                    "code_id": codes[each.code],
                    "coded_by": coders[each.coder],
                    "voice": each.voice,
                    "mode": each.mode,
                    "starred": False,
                    "prompted": "",
                    "created_at": f"2026-11-01T10:{n // 60:02}:{n % 60:02}",
                },
            )
            for key in each.about:
                row = {"id": f"{n}-{key}", "coding_id": f"coding-{n}", "register_entry_id": entries[key]}
                connection.execute(table_of(CodingAbout).insert(), row)


def speech() -> pd.DataFrame:
    """Every character of interviewees' speech: source, offset, turn, case, kind, place."""
    rows = []
    for source, text in TEXTS.items():
        offset = 0
        for turn, line in enumerate(text.splitlines(keepends=True), 1):
            label, words = line.rstrip("\n").split(": ", 1)
            begin = offset + len(label) + 2
            if label != "I":
                rows += [(source, begin + n, turn, *OF_SPEAKERS[source, label]) for n in range(len(words))]
            offset += len(line)
    return pd.DataFrame(rows, columns=["source", "offset", "turn", "case", "kind", "place"])


SPEECH = speech()


def many_codings() -> st.SearchStrategy[list[Applied]]:
    """So many on so few places that codes become broad, twins of each other, and used unlike early and late."""

    def made(seed: int, number: int) -> list[Applied]:
        dice = random.Random(seed)
        favourites = {name: dice.choices(CODES, k=2) for name in TEXTS}
        widths = {code: dice.choice((2, 4, 60)) for code in CODES}
        found: dict[tuple[str, int, int, str, str], Applied] = {}
        for _n in range(number):
            source = dice.choice(sorted(TEXTS))
            codes = favourites[source] if dice.random() < 0.6 else [dice.choice(CODES)]
            start = dice.randrange(len(TEXTS[source]) - 1)
            end = min(len(TEXTS[source]), start + dice.randint(1, widths[codes[0]]))
            coder = dice.choices(CODERS, (4, 1))[0]
            for code in codes:
                found[source, start, end, code, coder] = Applied(source, start, end, code, coder)
        return list(found.values())

    return st.builds(made, st.integers(0, 2**32), st.integers(0, 70))


def main_coders(codings: list[Applied]) -> dict[str, str]:
    """Who has most codings in each source; then the name decides."""
    found = {}
    for source in TEXTS:
        numbers = {coder: sum(c.source == source and c.coder == coder for c in codings) for coder in CODERS}
        found[source] = min(CODERS, key=lambda coder: (-numbers[coder], coder))
    return found


def exported(project: Project, coders: tuple[str, ...] = (ALL_CODERS,)) -> pd.DataFrame:
    """All quotes as the csv has them, whoever coded."""
    out = io.BytesIO()
    table = quotes_table(project.ask(quotes, selection=Selection(coders)), translator("en"))
    CsvExporter().export(Document("", "en", (table,)), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode())))
    frame = pd.DataFrame(rows, columns=[column.key for column in table.columns])
    return frame[["quote", "source", "start", "end", "theme", "code", "coder", "about", "voice", "mode"]].astype(
        {"start": int, "end": int}
    )


def covering(frame: pd.DataFrame) -> pd.DataFrame:
    """A row for each quote and each character of speech it covers."""
    crossed = frame.merge(SPEECH, on="source")
    return crossed[(crossed.offset >= crossed.start) & (crossed.offset < crossed.end)]


def characters(project: Project, codings: list[Applied], everyone: bool) -> pd.DataFrame:
    """A row for each coding that counts and each character of speech it covers."""
    frame = exported(project)
    if not everyone:
        main = main_coders(codings)
        frame = frame[frame.coder == frame.source.map(main)]
    return covering(frame)


def figures(frame: pd.DataFrame) -> tuple[int, int, int, int]:
    return (
        frame.case.nunique(),
        frame.source.nunique(),
        frame.quote.nunique(),
        len(frame[["source", "offset"]].drop_duplicates()),
    )


on_the_study = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
everyone_or_not = st.booleans()


def selection(everyone: bool) -> Selection:
    return Selection((ALL_CODERS,)) if everyone else DEFAULT
