"""How much personal data is found? Recall and precision for each kind, in several kinds of text.

    python bench/personal.py [--pipeline PATH] [--errors]

The interviews of ``tests/planted`` are written by hand; those of the bundled study have names and numbers sown in:
names that were looked at when the rules were made, and names written afterwards, to which no rule was fitted. All are
read as they are written and as a machine transcript would have them, without capitals. ``CODER_TEST_PIPELINE`` or
``--pipeline`` names a trained pipeline; without one only the built-in is measured. Printed for each kind:

- ``recall``: share of what was planted that is covered to its last letter, found or only flagged; for numbers and
  e-mail: with exactly its characters, as what it is;
- ``precision``: share of what is offered that stands on something planted; ``sure``: the same without what is offered
  as merely possible. Speakers' labels, municipalities and words that point at health are left out of both.

Also how many of the planted names are in no list, and how fast the finders and the fingerprints are.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from coder.language.pipeline import Pipeline, load_pipeline
from coder.personal import lists
from coder.personal.base import PERSON
from coder.personal.fingerprints import FingerprintFinder, fingerprint
from tests.planting import KNOWN, UNSEEN, Interview, Measured, machine_made, marked, measure, planted, sown_names

UNSEEN_TITLE = "bundled study with unseen names sown in"


def material() -> dict[str, list[Interview]]:
    """The kinds of text, by title."""
    by_hand = [marked("wellwritten.txt"), marked("nobody.txt")]
    known, unseen = list(planted(KNOWN)), list(planted(UNSEEN))
    return {
        "by hand, well written": by_hand,
        "by hand, machine transcript": [marked("machine.txt")],
        "by hand, capitals taken away": [machine_made(interview) for interview in by_hand],
        "bundled study with known names sown in": known,
        "the same, capitals taken away": [machine_made(interview) for interview in known],
        UNSEEN_TITLE: unseen,
        "the same names, capitals taken away": [machine_made(interview) for interview in unseen],
    }


def print_measured(title: str, measured: Measured, errors: bool) -> None:
    """One table."""
    print(f"\n{title}\n{'':22}{'planted':>8}{'recall':>8}{'offered':>9}{'precision':>11}{'sure':>7}")
    for kind, tally in sorted(measured.kinds.items()):
        print(
            f"{kind:22}{tally.planted:8}{tally.recall:8.3f}{tally.offered:9}{tally.precision:11.3f}"
            f"{tally.sure_precision:7.3f}"
        )
    if errors:
        for word, rows in (("missed", measured.missed), ("wrong", measured.wrong)):
            for kind, context in rows:
                print(f"  {word:7} {kind:28} {context}")


def out_of_list(file: str) -> tuple[float, float]:
    """Shares of a file's first names and surnames that no list has in any of their parts."""
    firsts, lasts = lists.first_names(), lists.surnames()
    names = sown_names(file)
    return (
        sum(not _listed(first, firsts) for first, _ in names) / len(names),
        sum(not _listed(last, lasts) for _, last in names) / len(names),
    )


def _listed(name: str, listed: frozenset[str]) -> bool:
    return any(part in listed for part in name.lower().replace("-", " ").split())


def timed_fingerprints(texts: Sequence[str]) -> tuple[int, float]:
    """Words searched for all sown names, and seconds."""
    marks = {fingerprint("salt", PERSON, f"{first} {last}"): 1 for first, last in sown_names(UNSEEN)}
    start = time.perf_counter()
    for text in texts:
        list(FingerprintFinder("salt", marks).find(text))
    return sum(len(text.split()) for text in texts), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pipeline", default=os.environ.get("CODER_TEST_PIPELINE"))
    parser.add_argument("--errors", action="store_true", help="show what was missed and what was wrongly offered")
    asked = parser.parse_args()
    texts = material()
    for file in (KNOWN, UNSEEN):
        first, last = out_of_list(file)
        print(f"{file}: {len(sown_names(file))} names; in no list: first names {first:.0%}, surnames {last:.0%}")
    pipelines: list[Pipeline] = [load_pipeline("built-in")]
    if asked.pipeline:
        pipelines.append(load_pipeline(asked.pipeline))
    for pipeline in pipelines:
        for title, interviews in texts.items():
            start = time.perf_counter()
            measured = measure(interviews, pipeline)
            seconds = time.perf_counter() - start
            words = sum(len(interview.text.split()) for interview in interviews)
            print_measured(f"{title} ({pipeline.name}; {words} words, {seconds:.1f} s)", measured, asked.errors)
    words, seconds = timed_fingerprints([interview.text for interview in texts[UNSEEN_TITLE]])
    print(f"\nfingerprints: {words} words in {seconds:.2f} s")


if __name__ == "__main__":
    main()
