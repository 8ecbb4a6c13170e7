"""How long the export of a project takes, and how much memory: a hundred times the codings, the same peak.

    python bench/refi.py [CODINGS…]     (10,000 and 1,000,000 by default)

Each size runs in a process of its own, on a database that is made first: interviews of 10,000 codings, one in ten with
facets, one in a hundred with a note. The *peak* is what the process took at most (``ru_maxrss``); *import* reads the
file back into an empty project, where everything is held at once (left out above 100,000 codings).
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
CODEBOOK = "project: Stor\nthemes:\n" + "".join(f"  - {{id: kod{n}, name: Kod {n}}}\n" for n in range(50))
CODEBOOK += "actors:\n  - {id: af, name: AF}\n"


def make(folder: Path, codings: int) -> None:
    """A project with so many codings, written straight into its tables."""
    draw = random.Random(8)
    (folder / "transcripts").mkdir()
    (folder / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    words = ["bussen", "praktik", "stuprör", "närhet", "så", "är", "det", "😀"]
    for number in range(max(1, codings // EACH)):
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
            while len(seen) < min(EACH, codings):
                start = draw.randrange(20, 40_000)
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


def measure(folder: Path, what: str) -> None:
    """Export or import in this process, and say how long it took and what it needed."""
    began = time.perf_counter()
    project = Project.open(folder / ("coder.db" if what == "export" else "again.db"), "Maja", create=True)
    if what == "export":
        [path] = project.export(folder, ["qdpx"])
        size = path.stat().st_size
    else:
        size = project.import_exchange(folder / "project.qdpx").added["codings"]
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    unit = f"{size / 1e6:8.1f} MB" if what == "export" else f"{size:8} codings"
    print(f"  {what}: {seconds:7.1f} s   peak {peak:6.0f} MB   {unit}", flush=True)


def main(sizes: list[int]) -> None:
    for codings in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            make(folder, codings)
            print(f"{codings:,} codings", flush=True)
            for what in ("export", "import") if codings <= IMPORTED_UP_TO else ("export",):
                subprocess.run([sys.executable, __file__, "--measure", name, what], check=True, cwd=name)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), sys.argv[3])
    else:
        main([int(each) for each in sys.argv[1:]] or [10_000, 1_000_000])
