"""How long projects take on their way out and in, and how much memory: ten times the codings, the same peak.

    python bench/exchange.py [CODINGS[/SOURCES]…]     (100000, 1000000 and 100000/1000 by default)

Each size is measured on a database that is made first, with an interview for each 10,000 codings (or as many as are
asked for), one coding in ten with facets, one in a hundred with a note; each export and import runs in a process of its
own. The *peak* is what the process took at most; *base* is a process that has opened the project and
done nothing. What an export holds at one time is one interview's text, a few hundred codings with what hangs on them,
and what a study has few of: codes, cases, turns of all sources (for the tidy tables). An import holds the whole file
and is left out above 100,000 codings.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import insert
from sqlmodel import select

from coder.identity import fresh, quote_id
from coder.model import Code, Coding, CodingAbout, Note, RegisterEntry, Source, table_of
from coder.project import Project

EACH = 10_000
IMPORTED_UP_TO = 100_000
EXPORTS = ("qdpx", "json", "tidy")
FILES = {"qdpx": "project.qdpx", "json": "project.json"}
CODEBOOK = "project: Stor\nthemes:\n" + "".join(f"  - {{id: kod{n}, name: Kod {n}}}\n" for n in range(50))
CODEBOOK += "actors:\n  - {id: af, name: AF}\n"


def make(folder: Path, codings: int, interviews: int) -> None:
    """A project with so many codings, written straight into its tables."""
    draw = random.Random(8)
    (folder / "transcripts").mkdir()
    (folder / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    words = ["bussen", "praktik", "stuprör", "närhet", "så", "är", "det", "😀"]
    for number in range(interviews):
        turns = (f"IP: {' '.join(draw.choices(words, k=60))}.\n" for _turn in range(160))
        (folder / "transcripts" / f"i{number}.txt").write_text(f"I: Nummer {number}?\n" + "".join(turns), "utf-8")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    project.apply_code("i0", 20, 30, "kod0")
    with project.store.reading() as session:
        codes, sources = session.exec(select(Code.id)).all(), session.exec(select(Source)).all()
        entry, coder = session.exec(select(RegisterEntry.id)).one(), session.exec(select(Coding.coded_by)).one()
    for source in sources:
        with project.store.writing() as connection:
            seen = set()
            while len(seen) < codings // interviews:
                start = draw.randrange(20, 38_000)
                seen.add((start, start + draw.randrange(5, 400), draw.choice(codes)))
            ids = [fresh() for _each in seen]
            rows = [
                {
                    "id": identity,
                    "quote_id": quote_id(identity, 20),
                    "source_id": source.id,
                    "source_text_id": source.source_text_id,
                    "start": start,
                    "end": end,
                    "code_id": code,
                    "coded_by": coder,
                    "starred": False,
                    "created_at": "2026-01-01T00:00:00+00:00",
                }
                for identity, (start, end, code) in zip(ids, sorted(seen), strict=True)
            ]
            connection.execute(insert(table_of(Coding)), rows)
            about = [{"id": fresh(), "coding_id": each, "register_entry_id": entry} for each in ids[::10]]
            connection.execute(insert(table_of(CodingAbout)), about)
            notes = [
                {
                    "id": fresh(),
                    "target_kind": "coding",
                    "target_id": each,
                    "text": "En tanke",
                    "written_by": coder,
                    "created_at": "2026-01-01T00:00:00+00:00",
                }
                for each in ids[::100]
            ]
            connection.execute(insert(table_of(Note)), notes)
    project.close()


def measure(folder: Path, what: str, format: str) -> None:
    """Export or import in this process, and say how long it took and what it needed."""
    began = time.perf_counter()
    project = Project.open(folder / (f"again-{format}.db" if what != "export" else "coder.db"), "Maja", create=True)
    size = ""
    if what == "export" and format != "base":
        paths = project.export(folder, [format])
        size = f"{sum(path.stat().st_size for path in paths) / 1e6:8.1f} MB"
    elif what != "export":
        done = project.import_exchange(folder / FILES[format])
        size = f"{done.added['codings']:8} new codings"
    seconds = time.perf_counter() - began
    print(f"  {what:6} {format}: {seconds:7.1f} s   peak {peak():6.0f} MB   {size}", flush=True)


def peak() -> float:
    """Megabytes. Linux counts what the process that started this one had taken into ``ru_maxrss``."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text("ascii").split("VmHWM:")[1].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(sizes: list[str]) -> None:
    for size in sizes:
        codings, _slash, asked = size.partition("/")
        interviews = int(asked) if asked else max(1, int(codings) // EACH)
        with tempfile.TemporaryDirectory() as name:
            make(Path(name), int(codings), interviews)
            print(f"{int(codings):,} codings in {interviews:,} interviews", flush=True)
            tasks = [("export", format) for format in ("base", *EXPORTS)]
            if int(codings) <= IMPORTED_UP_TO:
                tasks += [(what, format) for format in FILES for what in ("import", "again")]
            for what, format in tasks:
                subprocess.run([sys.executable, __file__, "--measure", name, what, format], check=True, cwd=name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        main(sys.argv[1:] or ["100000", "1000000", "100000/1000"])
