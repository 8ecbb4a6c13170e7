"""How fast transcripts are loaded: 400 of 8,000 words, in turns, half of them .txt and half .docx.

    python bench/loading.py [NUMBER] [FOLDER]     (FOLDER keeps the transcripts for the next time)

Files are loaded as by ``coder load``: read, divided into turns, written into a database on the disk, a transaction
each. QualCoder is no library that could be called beside it; what stands in the last line was measured of its import
once, headless on two cores, over transcripts of the same size (git c320464, 4.0-dev): 40 in 1.0 s, 400 in 9.7 s, ±30 %.
"""

import random
import sys
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
MEASURED = {40: 1.0, 400: 9.7}
"""Seconds that QualCoder took."""


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


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as scratch:
        paths = made(Path(sys.argv[2] if len(sys.argv) > 2 else scratch), number)
        for ending in ("txt", "docx", ""):
            chosen = [path for path in paths if path.suffix.endswith(ending)]
            taken = loaded(chosen)
            name = f".{ending}" if ending else "all"
            print(
                f"coder      {name:5} {len(chosen):4} files  {taken:6.2f} s  {len(chosen) / taken:6.0f} files a second"
            )
    taken = MEASURED.get(number, MEASURED[400] * number / 400)
    said = "measured earlier" if number in MEASURED else "scaled from 400"
    print(f"QualCoder  all   {number:4} files  {taken:6.2f} s  {number / taken:6.0f} files a second ({said})")


if __name__ == "__main__":
    main()
