"""How good are suggestions from the codebook alone (nothing coded yet), and how fast?

    CODER_EVAL=FOLDER python bench/suggest_eval.py [--pipeline PATH]

FOLDER holds evaluation sets as JSON: ``{"codes": {id: {name, keywords, definition}}, "docs": [{"id", "passages":
[[text, [code ids]], …]}, …]}``. Every passage is given as one turn. Printed for each set:

- ``p@1``: share of coded passages whose best suggestion is one of their codes (no suggestion counts as wrong);
- ``r@3``: share of the passages' codes among the three best suggestions;
- ``shown``: share of passages that get a suggestion; ``p@1 shown``: precision among those;
- seconds for the set's words met for the first time in the process, and then words a second, over the set's text
  repeated until ``--words`` are reached; loading left out.
"""

import argparse
import json
import os
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from coder.language.pipeline import Pipeline, load_pipeline
from coder.spans import word_count
from coder.suggest.base import CodeProfile, TurnText
from coder.suggest.keywords import KeywordSuggester

Passage = tuple[str, list[str]]


def read_set(path: Path) -> tuple[list[CodeProfile], list[Passage]]:
    """The codes and all passages of an evaluation set."""
    content = json.loads(path.read_text("utf-8"))
    codes = [
        CodeProfile(key, code["name"], tuple(code["keywords"]), code.get("definition", ""))
        for key, code in content["codes"].items()
    ]
    return codes, [(text, gold) for doc in content["docs"] for text, gold in doc["passages"]]


def ranked(passages: Sequence[Passage], codes: Sequence[CodeProfile], pipeline: Pipeline) -> list[list[str]]:
    """For each passage the codes suggested, best first."""
    turns = [TurnText(str(number), number, 0, text) for number, (text, _) in enumerate(passages)]
    doubt: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: 1.0))
    for suggestion in KeywordSuggester().suggest(turns, codes, pipeline):
        doubt[suggestion.source_text_id][suggestion.code] *= 1 - suggestion.score
    order = {code.key: position for position, code in enumerate(codes)}
    return [
        sorted(found, key=lambda key: (found[key], order[key]))
        for found in (doubt[turn.source_text_id] for turn in turns)
    ]


def measures(passages: Sequence[Passage], rankings: Sequence[Sequence[str]]) -> dict[str, float]:
    """The figures of the module's docstring."""
    coded = [(gold, best) for (_, gold), best in zip(passages, rankings, strict=True) if gold]
    hits = sum(best[0] in gold for gold, best in coded if best)
    shown = sum(bool(best) for _, best in coded)
    recalled = sum(len(set(gold) & set(best[:3])) for gold, best in coded)
    return {
        "p@1": hits / len(coded),
        "r@3": recalled / sum(len(gold) for gold, _ in coded),
        "shown": shown / len(coded),
        "p@1 shown": hits / max(1, shown),
    }


def speed(
    passages: Sequence[Passage], codes: Sequence[CodeProfile], pipeline: Pipeline, at_least: int
) -> tuple[int, int, float]:
    """Words read, suggestions made, and seconds taken."""
    size = sum(word_count(text) for text, _ in passages)
    rounds = max(1, -(-at_least // max(1, size)))
    turns = (TurnText("x", number, 0, text) for _ in range(rounds) for number, (text, _) in enumerate(passages))
    begin = time.perf_counter()
    made = sum(1 for _ in KeywordSuggester().suggest(turns, codes, pipeline))
    return rounds * size, made, time.perf_counter() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pipeline", help="folder or package of a trained pipeline; default: the one at work")
    parser.add_argument("--words", type=int, default=200_000, help="words for the measure of speed")
    options = parser.parse_args()
    folder = os.environ.get("CODER_EVAL")
    if not folder:
        raise SystemExit("CODER_EVAL names no folder with evaluation sets.")
    pipeline = load_pipeline(options.pipeline)
    print(pipeline.description())
    for path in sorted(Path(folder).glob("*.json")):
        codes, passages = read_set(path)
        words, _, seconds = speed(passages, codes, pipeline, 0)
        print(f"{path.stem}: {words} words, met for the first time, in {seconds:.1f} s")
        figures = measures(passages, ranked(passages, codes, pipeline))
        print("  " + "  ".join(f"{name} {value:.3f}" for name, value in figures.items()))
        words, made, seconds = speed(passages, codes, pipeline, options.words)
        print(f"  {words} words, {made} suggestions in {seconds:.1f} s: {words / seconds:,.0f} words a second")


if __name__ == "__main__":
    main()
