"""How fast transcripts are loaded: 400 of 8,000 words, in turns, half of them .txt and half .docx.

    python bench/loading.py [NUMBER] [FOLDER] [--qualcoder SOURCE --python PYTHON]

FOLDER keeps the transcripts for the next time. Files are loaded as by ``coder load``: read, divided into turns, written
into a database on the disk, a step each; the time ends when all of them are on the disk. It begins when the
program is there and the project open, and holds the starting of the processes that read files (``readers/apart.py``):
on a machine with one processor there are none.

QualCoder is timed beside it, over the same files and in the same run, where it is there: SOURCE is the ``src`` of a
checkout, PYTHON the interpreter of its environment (PyQt6 and its readers installed). See ``loading_qualcoder.py``. It
writes no turns, speakers or history, and waits for the disk at each file, so the ratio depends on the disk. It reads in
one process; where other programs keep the processors busy, ours gains less.
"""

import argparse
import random
import subprocess
import tempfile
import time
from pathlib import Path

import docx

from coder.project import Project

WORDS = 8_000
SAID = """
det är ju så att man far in till Umeå för kommunen och arbetsförmedlingen samverkan stuprör resurser pengar unga
människor projekt möte vi har inte kunnat åka hem östra ingen ser helheten där borta i Åsele
"""
DRIVER = Path(__file__).with_name("loading_qualcoder.py")


def made(folder: Path, number: int) -> list[Path]:
    """So many transcripts; those that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"intervju-{n:04}.{'docx' if n % 2 else 'txt'}" for n in range(number)]
    for n, path in enumerate(paths):
        if path.exists():
            continue
        lines = turns(random.Random(n))
        if path.suffix == ".txt":
            path.write_text("\n".join(lines), encoding="utf-8")
        else:
            document = docx.Document()
            for line in lines:
                document.add_paragraph(line)
            document.save(str(path))
    return paths


def turns(dice: random.Random) -> list[str]:
    """An interview's turns, the interviewer's short, the answers long."""
    lines: list[str] = []
    words = 0
    while words < WORDS:
        label, longest = ("IP", 120) if len(lines) % 2 else ("I", 30)
        length = dice.randint(3, longest)
        lines.append(f"{label}: {' '.join(dice.choices(SAID.split(), k=length))}.")
        words += length
    return lines


def loaded(paths: list[Path]) -> float:
    """Seconds that loading takes, the project's making left out."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project.open(Path(folder) / "coder.db", "Maja", create=True)
        begin = time.perf_counter()
        results = project.load(paths)
        taken = time.perf_counter() - begin
        project.close()
    assert {result.status for result in results} == {"added"}, results
    return taken


def loaded_by_qualcoder(number: int, folder: Path, source: str, python: str) -> float | str:
    """Seconds that QualCoder's import takes, or why it cannot be said."""
    command = [python, str(DRIVER), source, str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        imported, taken = done.stdout.split()[-2:]
    except (OSError, ValueError) as error:
        return str(error) if isinstance(error, OSError) else done.stderr.strip().rpartition("\n")[2]
    return float(taken) if int(imported) == number else f"{imported} of {number} files came in"


def line(program: str, what: str, number: int, taken: float) -> str:
    return f"{program:10} {what:5} {number:4} files  {taken:6.2f} s  {number / taken:6.0f} files a second"


def main() -> None:
    wishes = argparse.ArgumentParser(description="How fast transcripts are loaded.")
    wishes.add_argument("number", nargs="?", type=int, default=400)
    wishes.add_argument("folder", nargs="?", type=Path)
    wishes.add_argument("--qualcoder", metavar="SOURCE")
    wishes.add_argument("--python", help="of QualCoder's environment")
    wished = wishes.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = wished.folder or Path(scratch)
        paths = made(folder, wished.number)
        taken = 0.0
        for ending in ("txt", "docx", ""):
            chosen = [path for path in paths if path.suffix.endswith(ending)]
            taken = loaded(chosen)
            print(line("coder", f".{ending}" if ending else "all", len(chosen), taken), flush=True)
        if not (wished.qualcoder and wished.python):
            print("QualCoder  is not here to be measured beside it: name it with --qualcoder and --python")
            return
        theirs = loaded_by_qualcoder(len(paths), folder, wished.qualcoder, wished.python)
    if isinstance(theirs, str):
        raise SystemExit(f"QualCoder  could not be measured: {theirs}")
    print(line("QualCoder", "all", len(paths), theirs))
    print(f"coder takes {taken / theirs:.2f} times as long as QualCoder")


if __name__ == "__main__":
    main()
