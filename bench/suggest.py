"""How good and how fast are suggestions: cold start, learning, silence.

    [CODER_EVAL=FOLDER] python bench/suggest.py [--shuffles 10] [--pipeline PATH] [--study FOLDER]

A simulated researcher codes document after document: the suggester learns from the k coded so far and is tried on
the next five, over so many shuffles. FOLDER holds evaluation sets as JSON: ``{"codes": {id: {name, keywords,
definition}}, "docs": [{"id", "passages": [[text, [code ids]], …]}, …]}``. The study is a folder with ``codebook.yaml``
and ``transcripts/`` (``codings.csv`` among them), by default the bundled one: its passages are the sentences of
interviewees' turns, coded if a coding of the source's main coder reaches in.

- ``p@1``: share of coded passages whose best code is one of theirs; ``r@3``: share of their codes among the best three;
- ``shown``: share of coded passages that get a suggestion; ``right``: of these, how many the right one first;
- ``wrongly``: share of passages without a code that get a suggestion all the same.

The talk of all documents is known to the suggester, as it is in a project; codes of those not yet coded are not.
"""

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coder.language.pipeline import Pipeline, load_pipeline
from coder.suggest.base import CodedSource, CodeProfile, Judged, Past, TurnText
from coder.suggest.learner import fit
from coder.suggest.learning import LearningSuggester, TaughtSuggester
from coder.suggest.lexicon import Flags, Lexicon, some
from coder.suggest.material import Material, material_of
from coder.suggest.replay import choose, ranking_measures
from coder.suggest.seeds import Seeds

TRIED_ON = 5
ASKED = 0.7
TARGETS = {
    "sib": {0: (0.46, 0.68), 5: (0.60, 0.86), 20: (0.67, 0.90)},
    "politik": {0: (0.60, 0.79), 5: (0.67, 0.82), 20: (0.69, 0.87)},
}
MOST_WRONGLY = {0: 0.15, 8: 0.08}


@dataclass(frozen=True)
class EvaluationSet:
    """Codes, documents with what was coded, and (of a study) the turns as they stand."""

    name: str
    codes: tuple[CodeProfile, ...]
    documents: tuple[CodedSource, ...]
    turns: tuple[TurnText, ...] = ()


def read_set(path: Path) -> EvaluationSet:
    """An evaluation set from JSON."""
    content = json.loads(path.read_text("utf-8"))
    codes = tuple(
        CodeProfile(
            key, code["name"], tuple(code["keywords"]), code.get("definition", ""), tuple(code.get("examples", ()))
        )
        for key, code in content["codes"].items()
    )
    documents = tuple(
        CodedSource(doc["id"], tuple(Judged(text, tuple(gold)) for text, gold in doc["passages"]))
        for doc in content["docs"]
    )
    return EvaluationSet(path.stem, codes, documents)


def read_study(folder: Path) -> EvaluationSet:
    """A study through the program itself, in a project of its own."""
    import shutil
    import tempfile

    from coder.project import Project
    from coder.queries.codes import code_tree
    from coder.queries.counted import count
    from coder.queries.selection import DEFAULT
    from coder.queries.transcript import transcript
    from coder.spans import Span, sentences

    with tempfile.TemporaryDirectory() as place:
        shutil.copy(folder / "codebook.yaml", place)
        shutil.copytree(folder / "transcripts", Path(place) / "transcripts")
        project = Project.open(Path(place) / "study.coder", "bench", create=True)
        project.begin(lambda done, total, what: True)
        codes = tuple(
            CodeProfile(code.key, code.name, code.keywords, code.definition, code.examples)
            for code in project.ask(code_tree)
            if not code.retired
        )
        documents, turns = [], []
        counted = project.ask(count, DEFAULT)
        for source in counted.sources:
            codings = [
                (coding.code, Span(coding.start, coding.end)) for coding in counted.codings if coding.source is source
            ]
            text = project.ask(transcript, source.name).text
            passages = []
            for turn in source.turns:
                if turn.interviewer or not turn.speech:
                    continue
                speech = turn.speech
                turns.append(TurnText(source.name, turn.number, speech.start, text[speech.start : speech.end]))
                for part in sentences(text, speech.start, speech.end):
                    keys = {code for code, span in codings if span.overlaps(part)}
                    where = (source.name, part.start, part.end)
                    passages.append(Judged(text[part.start : part.end], tuple(sorted(keys)), (), "", *where))
            documents.append(CodedSource(source.name, tuple(passages)))
        project.close()
    return EvaluationSet("study", codes, tuple(documents), tuple(turns))


def after(material: Material, order: Sequence[int]) -> Material:
    """The same rows when only these documents have been coded, in this order; the others are mere talk."""
    sources = np.full_like(material.sources, -1)
    for position, source in enumerate(order):
        sources[material.sources == source] = position
    coded = sources >= 0
    seen = coded[:, None]
    targets, truth = material.targets * seen, material.truth * seen
    return replace(material, sources=sources, settled=coded, targets=targets, truth=truth)


def tried(material: Material, order: Sequence[int], k: int, asked: float) -> tuple[float, ...]:
    """p@1, r@3, shown, right, wrongly: after ``k`` documents, on the next five."""
    then = after(material, order[:k])
    basis, trust = choose(then, asked)
    learner = fit(then, basis=basis)
    test = np.isin(material.sources, order[k : k + TRIED_ON])
    truth = material.truth[test]
    coded = some(truth)
    likely = trust.likelihoods(learner, material.passages)[test]
    first, shown = likely.argmax(axis=1), likely.max(axis=1) >= trust.margin
    right = truth[np.arange(len(truth)), first] > 0
    ranking = ranking_measures(learner.scores(material.passages)[test], truth)
    return (*ranking, _share(shown, coded), _share(right, shown & coded), _share(shown, ~coded))


def _share(of: Flags, among: Flags) -> float:
    return float(of[among].mean()) if among.any() else float("nan")


def quality(data: EvaluationSet, pipeline: Pipeline, steps: Sequence[int], shuffles: int) -> None:
    """Print the table of a set."""
    material = material_of(Past(coded=data.documents), Seeds(data.codes, Lexicon(pipeline)))
    targets = next((found for name, found in TARGETS.items() if data.name.startswith(name)), {})
    rows, coded = len(material.truth), int(some(material.truth).sum())
    print(f"{data.name}: {len(data.documents)} documents, {rows} passages, {coded} coded, {len(data.codes)} codes")
    print("   k   p@1   r@3  (spread)   target   shown  right  wrongly  target")
    for k in steps:
        orders = [np.random.RandomState(shuffle).permutation(len(data.documents)) for shuffle in range(shuffles)]
        found = np.array([tried(material, order.tolist(), k, ASKED) for order in orders])
        mean = [float(np.mean(column[~np.isnan(column)])) if (~np.isnan(column)).any() else None for column in found.T]
        spread = found[:, 0].std()
        target = "{:.2f} {:.2f}".format(*targets[k]) if k in targets else "–"
        most = f"{MOST_WRONGLY[k]:.2f}" if k in MOST_WRONGLY and mean[4] is not None else "–"
        shares = "  ".join("    –" if value is None else f"{value:5.3f}" for value in mean[2:])
        print(f"  {k:2}  {mean[0]:.3f} {mean[1]:.3f}  (±{spread:.3f})  {target:>9}   {shares}    {most}")


def timed(action: Callable[[], object], times: int = 3) -> float:
    """Seconds of the fastest of several runs."""
    found = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        found.append(time.perf_counter() - begin)
    return min(found)


def speed(data: EvaluationSet, pipeline: Pipeline) -> None:
    """Print how long things take; ``data`` has turns or passages that stand for them."""
    turns = data.turns or tuple(
        TurnText(doc.name, number, 100_000 * number, passage.text)
        for doc in data.documents
        for number, passage in enumerate(doc.passages)
    )
    texts = [turn.text for turn in turns]
    first = timed(lambda: list(LearningSuggester().suggest(turns, data.codes, pipeline)), 1)
    bare = timed(lambda: [len(doc) for doc in pipeline.nlp.pipe(texts)], 5)
    passages = [passage for doc in data.documents for passage in doc.passages if passage.codes]
    past = Past(coded=_first_sources(data.documents, 1000), pool=turns)
    suggester = LearningSuggester()
    begin = time.perf_counter()
    taught = suggester.learnt(data.codes, past, pipeline)
    fresh = time.perf_counter() - begin
    chosen = taught.learner.basis
    again = timed(lambda: suggester.learnt(data.codes, replace(past, basis=chosen), pipeline), 2)
    choice = timed(lambda: suggester.learnt(data.codes, past, pipeline), 1)
    whole = timed(lambda: _anew(taught, turns, data.codes, pipeline))
    one = timed(lambda: [list(taught.suggest([turn], data.codes, pipeline)) for turn in turns[:200]]) / len(turns[:200])
    judged = timed(lambda: taught.with_judgement(passages[0]))
    print(f"{data.name}: first time, cold: {first:.2f} s for {len(texts)} turns")
    print(f"  bare nlp.pipe {bare:.2f} s; suggestions with the texts read anew {whole:.2f} s: {bare / whole:.2f} of it")
    print(f"  first fit on {sum(map(len, (doc.passages for doc in past.coded)))} passages, all read anew {fresh:.2f} s")
    print(f"  refit with its margin ({chosen}) {again:.2f} s; with the choice of a learner {choice:.2f} s")
    print(f"  a turn {1000 * one:.1f} ms; a judgement at once {1000 * judged:.1f} ms")


def _anew(taught: TaughtSuggester, turns: Sequence[TurnText], codes: Sequence[CodeProfile], pipeline: Pipeline) -> int:
    """How many suggestions there are, texts read anew."""
    taught.learner.seeds.lexicon.forget_texts()
    return len(list(taught.suggest(turns, codes, pipeline)))


def _first_sources(documents: Sequence[CodedSource], most: int) -> tuple[CodedSource, ...]:
    """The first documents, up to so many coded passages."""
    found, total = [], 0
    for document in documents:
        total += sum(bool(passage.codes) for passage in document.passages)
        if total > most:
            break
        found.append(document)
    return tuple(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pipeline", help="folder or package of a trained pipeline; default: the one at work")
    parser.add_argument("--shuffles", type=int, default=10)
    parser.add_argument("--study", type=Path, default=Path(__file__).resolve().parent.parent)
    options = parser.parse_args()
    pipeline = load_pipeline(options.pipeline)
    print(pipeline.description(), "– precision asked", ASKED)
    folder = os.environ.get("CODER_EVAL")
    sets = [read_set(path) for path in sorted(Path(folder).glob("*.json"))] if folder else []
    for data in sets:
        quality(data, pipeline, (0, 1, 5, 8, 20), options.shuffles)
    study = read_study(options.study)
    quality(study, pipeline, (0, 1, 5, 8, 13), options.shuffles)
    for data in (*sets, study):
        speed(data, pipeline)


if __name__ == "__main__":
    main()
