"""Frequencies, cross table and co-occurrence beside the plain SQL that answers the same question, in one run.

    python bench/figures.py [CODINGS] [FOLDER]     (1,000,000 by default; FOLDER keeps the databases for the next time)

Three databases are made, of a tenth, three tenths and all of the codings, a thousand an interview, so that growth
shows: how many times as long we take for how many times as many codings. Figures should take at most twice the SQL,
and grow no faster than the codings.

*SQL* is one statement, as somebody would write it who knows the tables: only the coding sets, only interviewees'
speech, characters covered once; its answer is compared with ours. (For co-occurrence ours has the shares besides.)
*least* leaves out the turns and counts rows: less than what was asked for, and less than can be answered from.
Times are seconds of the processor, so that what else runs on the machine counts little; each database has been read
once before anything is timed.
"""

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coder.project import Project
from coder.queries.cooccurrence import cooccurrence
from coder.queries.crosstab import crosstab
from coder.queries.frequencies import frequencies

CODINGS_EACH = 1_000
TURNS, TURN_LENGTH = 160, 400
ROUNDS = 3
KINDS = ("kommun", "stat", "samordningsförbund", "förening", "företag")
CODEBOOK = "project: Stor studie\nlanguage: sv\nthemes:\n" + "".join(
    f"  - id: tema{theme}\n    name: Tema {theme}\n    codes:\n"
    + "".join(f"      - {{id: kod{theme}{code}, name: Kod {theme}.{code}}}\n" for code in range(7))
    for theme in range(8)
)
GROUPS = "groups:\n" + "".join(f"  - {{id: grupp{n}, name: Grupp {n}}}\n" for n in range(4))

COUNTED = """
    main AS (SELECT source_id, coded_by FROM (
        SELECT source_id, coded_by, row_number() OVER (PARTITION BY source_id ORDER BY count(*) DESC) AS place
        FROM coding GROUP BY source_id, coded_by) WHERE place = 1),
    part AS MATERIALIZED (
        SELECT c.id, c.code_id, c.source_id, c.coded_by, p.case_id, p.kind,
            max(c.start, t.speech_start) AS start, min(c."end", t."end") AS "end"
        FROM coding c
        JOIN main m ON m.source_id = c.source_id AND m.coded_by = c.coded_by
        JOIN source s ON s.source_text_id = c.source_text_id
        JOIN turn t ON t.source_text_id = c.source_text_id AND t.speech_start < c."end" AND t."end" > c.start
        JOIN speaker p ON p.source_id = c.source_id AND p.label = t.label AND p.role = 'interviewee')
"""
FREQUENCIES = f"""
WITH {COUNTED},
    reached AS (
        SELECT code_id, start, "end", max("end") OVER (
            PARTITION BY source_id, code_id ORDER BY start, "end" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS before FROM part),
    covered AS (
        SELECT code_id, sum(max(0, "end" - max(start, coalesce(before, 0)))) AS characters
        FROM reached GROUP BY code_id),
    counted AS (
        SELECT code_id, count(DISTINCT case_id) AS cases, count(DISTINCT source_id) AS sources,
            count(DISTINCT id) AS codings
        FROM part GROUP BY code_id)
SELECT code.key, cases, sources, codings, characters
FROM counted JOIN covered USING (code_id) JOIN code ON code.id = code_id ORDER BY code.key
"""
LEAST_FREQUENCIES = """
SELECT code.key, count(DISTINCT source_id), count(*) FROM coding JOIN code ON code.id = code_id GROUP BY code_id
"""
CROSS_TABLE = f"""
WITH {COUNTED}
SELECT code.key, kind, count(DISTINCT case_id) FROM part JOIN code ON code.id = code_id
GROUP BY code.key, kind ORDER BY code.key, kind
"""
LEAST_CROSS_TABLE = """
SELECT code_id, p.kind, count(DISTINCT p.case_id)
FROM coding c JOIN speaker p ON p.source_id = c.source_id AND p.role = 'interviewee' GROUP BY code_id, p.kind
"""
CO_OCCURRENCE = f"""
WITH {COUNTED}
SELECT min(x.key, y.key), max(x.key, y.key), count(*) FROM (
    SELECT DISTINCT a.id AS one, b.id AS other, a.code_id AS code_a, b.code_id AS code_b
    FROM part a JOIN part b ON a.source_id = b.source_id AND a.coded_by = b.coded_by
        AND a.start < b."end" AND b.start < a."end" AND a.code_id < b.code_id)
JOIN code x ON x.id = code_a JOIN code y ON y.id = code_b GROUP BY 1, 2 ORDER BY 1, 2
"""
LEAST_CO_OCCURRENCE = """
SELECT a.code_id, b.code_id, count(*)
FROM coding a JOIN coding b ON a.source_text_id = b.source_text_id AND a.coded_by = b.coded_by
    AND b.start < a."end" AND a.start < b."end" AND a.code_id < b.code_id
GROUP BY 1, 2
"""


def made(folder: Path, codings: int) -> Path:
    """A project's file with so many codings, a thousand an interview; made where it is not there yet."""
    path = folder / f"{codings}.db"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "codebook.yaml").write_text(CODEBOOK + GROUPS, encoding="utf-8")
    project = Project.open(path, "Anna", create=True)
    project.read_codebook()
    project.close()
    with sqlite3.connect(path, isolation_level=None) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-500000")
        connection.execute("BEGIN")
        fill(connection, codings)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def fill(connection: sqlite3.Connection, codings: int) -> None:
    """Sources, turns, speakers and cases first, then codings; nothing of it stands in the history."""
    dice = random.Random(3)
    codes = [key for (key,) in connection.execute("SELECT id FROM code ORDER BY key")]
    groups = [key for (key,) in connection.execute("SELECT id FROM register_entry WHERE kind = 'group' ORDER BY key")]
    coders = [f"coder-{name}" for name in ("anna", "tor", "maja")]
    put(connection, "coder", ("id", "name"), ((coder, coder[6:].title()) for coder in coders))
    numbers = range(max(1, codings // CODINGS_EACH))
    put(connection, "case", ("id", "name"), ((f"case-{n}", f"Fall {n:04}") for n in numbers))
    put(
        connection,
        "source_text",
        ("id", "source_id", "version", "text", "sha256", "origin"),
        ((f"text-{n}", f"source-{n}", 1, "x" * (TURNS * TURN_LENGTH), "", "file") for n in numbers),
    )
    put(
        connection,
        "source",
        ("id", "name", "file_name", "file_sha256", "format", "encoding", "source_text_id", "variables"),
        (
            (f"source-{n}", f"intervju-{n:04}", f"{n}.txt", "", "txt", "utf-8", f"text-{n}", f'{{"year": "{n % 3}"}}')
            for n in numbers
        ),
    )
    put(
        connection,
        "speaker",
        ("id", "source_id", "label", "role", "case_id", "kind", "place"),
        (
            (f"speaker-{n}-{label}", f"source-{n}", label, role, case, kind, place)
            for n in numbers
            for label, role, case, kind, place in (
                ("I", "interviewer", None, None, None),
                ("IP1", "interviewee", f"case-{n}", KINDS[n % 5], f"ort{n % 15}"),
                ("IP2", "interviewee", f"case-{(n + 1) % len(numbers)}", KINDS[(n + 1) % 5], f"ort{(n + 1) % 15}"),
            )
        ),
    )
    put(
        connection,
        "turn",
        ("source_text_id", "number", "label", "start", "speech_start", "end", "words"),
        (
            (f"text-{n}", turn + 1, ("I", "IP1", "IP2")[turn % 3], start, start + 5, start + TURN_LENGTH - 1, 60)
            for n in numbers
            for turn in range(TURNS)
            for start in [turn * TURN_LENGTH]
        ),
    )
    columns = ("id", "quote_id", "source_id", "source_text_id", "start", "end", "code_id", "coded_by")
    columns = (*columns, "voice", "mode", "starred", "prompted", "created_at")
    put(connection, "coding", columns, _codings(dice, numbers, codings // len(numbers), codes, coders))
    abouts = ((f"about-{n}", f"coding-{n * 3}", groups[n % len(groups)]) for n in range(codings // 3))
    put(connection, "coding_about", ("id", "coding_id", "register_entry_id"), abouts)


def _codings(
    dice: random.Random, numbers: range, each: int, codes: list[str], coders: list[str]
) -> Iterator[tuple[Any, ...]]:
    """Passages of 20 to 300 characters all over an interview; every eighth interview has a second coder."""
    place = 0
    for n in numbers:
        taken = set()
        main, second = coders[n % 3], coders[(n + 1) % 3]
        while len(taken) < each:
            start = dice.randrange(TURNS * TURN_LENGTH - 300)
            coder = second if n % 8 == 0 and dice.random() < 0.3 else main
            taken.add((start, start + dice.randint(20, 300), dice.choice(codes), coder))
        for start, end, code, coder in sorted(taken):
            facets = (dice.choice((None, "self", "other")), dice.choice((None, "now", "wanted", "missing")))
            prompted = "suggestion" if place % 10 == 0 else ""
            identity = f"{dice.getrandbits(64):016x}-{place}"
            yield (
                f"coding-{place}", identity, f"source-{n}", f"text-{n}", start, end, code, coder, *facets, 0, prompted,
                "2026-11-01T10:00:00+00:00",
            )  # fmt: skip
            place += 1


def put(connection: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> None:
    named = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
    assert set(columns) <= set(named), (table, set(columns) - set(named))
    names, marks = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    connection.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)


@dataclass(frozen=True)
class Measured:
    """Seconds of the processor for one question."""

    ours: float
    sql: float
    least: float
    same: bool
    """Whether both answers are the same."""

    def __str__(self) -> str:
        ratios = f"{self.ours / self.sql:8.2f}{self.ours / self.least:9.2f}"
        return f"{self.sql:8.2f}s{self.least:8.2f}s{self.ours:8.2f}s{ratios}" + ("" if self.same else "  NOT THE SAME")


def timed(act: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """Seconds, the middle of some rounds, and what came out."""
    taken = []
    for _round in range(rounds):
        begun = time.process_time()
        found = act()
        taken.append(time.process_time() - begun)
    return statistics.median(taken), found


def questions(project: Project) -> dict[str, Callable[[], list[tuple[Any, ...]]]]:
    """What is asked, answered in the shape in which the SQL answers."""

    def of_codes() -> list[tuple[Any, ...]]:
        rows = project.ask(frequencies).rows
        return [(row.code, row.cases, row.sources, row.codings, row.characters) for row in rows if row.codings]

    def across() -> list[tuple[Any, ...]]:
        found = project.ask(crosstab, "codes", "kind")
        return [
            (row, column, number)
            for row, numbers in zip(found.rows, found.numbers, strict=True)
            for column, number in zip(found.columns, numbers, strict=True)
            if number
        ]

    def together() -> list[tuple[Any, ...]]:
        return [(*sorted((row.code_a, row.code_b)), row.count) for row in project.ask(cooccurrence).rows]

    return {"frequencies": of_codes, "cross table": across, "co-occurrence": together}


SQL = {
    "frequencies": (FREQUENCIES, LEAST_FREQUENCIES),
    "cross table": (CROSS_TABLE, LEAST_CROSS_TABLE),
    "co-occurrence": (CO_OCCURRENCE, LEAST_CO_OCCURRENCE),
}


def measured(path: Path) -> dict[str, Measured]:
    """Every question put to one database, by us and in SQL, one right after the other."""
    project = Project.open(path, "Anna")
    found = {}
    try:
        project.ask(frequencies)
        with sqlite3.connect(path) as connection:
            for name, answer in questions(project).items():
                whole, least = SQL[name]
                ours, rows = timed(answer)
                sql, expected = timed(lambda asked=whole: connection.execute(asked).fetchall(), rounds=1)
                least_sql, _rows = timed(lambda asked=least: connection.execute(asked).fetchall(), rounds=1)
                found[name] = Measured(ours, sql, least_sql, sorted(rows) == sorted(expected))
    finally:
        project.close()
    return found


def main(codings: int, folder: Path) -> None:
    sizes = [codings // 10, codings * 3 // 10, codings]
    found = {}
    for size in sizes:
        found[size] = measured(made(folder, size))
        print(f"{size:,} codings".ljust(20) + f"{'SQL':>9}{'least':>9}{'ours':>9}{'/ SQL':>8}{'/ least':>9}")
        for name, each in found[size].items():
            print(f"{name:<20} {each}", flush=True)
    print("growth".ljust(20) + "".join(f"{f'{size / sizes[0]:g} times the codings':>24}" for size in sizes[1:]))
    for name in SQL:
        times = [found[size][name].ours / found[sizes[0]][name].ours for size in sizes[1:]]
        print(f"{name:<20}" + "".join(f"{f'{each:.1f} times as long':>24}" for each in times))


if __name__ == "__main__":
    number = int(sys.argv[1].replace(",", "")) if sys.argv[1:] else 1_000_000
    if sys.argv[2:]:
        main(number, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(number, Path(folder))
