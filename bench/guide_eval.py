"""How well are interviewers' turns matched to the guide's questions, against labels made by hand?

    python bench/guide_eval.py [--show]

``guide_labels.csv`` says which turn of the bundled study asks which question: a turn asks it if it puts the question,
or a part that the question's text names, anew; a probe into what was just answered does not count. Printed: precision,
recall and their harmonic mean for all interviews, and apart for every other one of them (in order of name): the words
and numbers in ``coder/suggest/guide.py`` were chosen looking at the first half only. Then the same from higher scores
on. ``--show`` lists what was wrong.
"""

import argparse
import csv
import tempfile
from pathlib import Path

from coder.project import Project
from coder.queries.guide import Match

HERE = Path(__file__).parent
STUDY = HERE.parent
Label = tuple[str, int, str]


def labels() -> set[Label]:
    """(source, turn, question) by hand."""
    with (HERE / "guide_labels.csv").open(encoding="utf-8", newline="") as file:
        return {(row["source"], int(row["turn"]), row["question"]) for row in csv.DictReader(file)}


def proposed(folder: Path) -> list[Match]:
    """What the program proposes for the bundled study, loaded into a project in a folder."""
    project = Project.open(folder / "coder.db", "bench", create=True)
    try:
        (folder / "codebook.yaml").write_bytes((STUDY / "codebook.yaml").read_bytes())
        project.read_codebook()
        project.load([STUDY / "transcripts"])
        return list(project.guide().matches)
    finally:
        project.close()


def figures(found: set[Label], wanted: set[Label]) -> tuple[float, float, float]:
    """Precision, recall, and their harmonic mean."""
    right = len(found & wanted)
    return right / max(1, len(found)), right / max(1, len(wanted)), 2 * right / max(1, len(found) + len(wanted))


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision and recall of the guide's proposals.")
    parser.add_argument("--show", action="store_true", help="list what was wrong")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        matches = proposed(Path(folder))
    wanted = labels()
    found = {(match.source, match.turn, match.question): match.score or 0.0 for match in matches}
    names = sorted({match.source for match in matches} | {source for source, _turn, _question in wanted})
    halves = {"all": names, "looked at": names[::2], "held out": names[1::2]}
    for title, sources in halves.items():
        some = {label for label in found if label[0] in sources}
        these = {label for label in wanted if label[0] in sources}
        print("{:<10} precision {:.2f}  recall {:.2f}  F1 {:.2f}".format(title, *figures(some, these)))
    for least in (0.6, 0.7, 0.8, 0.9):
        some = {label for label, score in found.items() if score >= least}
        print("from {:<5} precision {:.2f}  recall {:.2f}  F1 {:.2f}".format(least, *figures(some, wanted)))
    if asked.show:
        print(*(f"too much {label}" for label in sorted(set(found) - wanted)), sep="\n")
        print(*(f"missed {label}" for label in sorted(wanted - set(found))), sep="\n")


if __name__ == "__main__":
    main()
