"""Finding a code by what somebody types: a fuzzy ranking for the picker, and exact names for commands."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.codebook.book import CodeEntry
from coder.codebook.complaints import shown
from coder.errors import CoderError
from coder.i18n import _
from coder.spans import folded, words

# How well a text is met. A word's beginning beats the first letters of several words, these a match inside a word, and
# all beat likeness; a code's own name and id beat its keywords, and these the names of the codes above it.
_WHOLE, _START, _WORD_START, _INITIALS, _INSIDE, _SCATTERED = 100.0, 90.0, 80.0, 75.0, 60.0, 24.0
_DISCOUNTS = {"name": 0.0, "id": 1.0, "keyword": 22.0, "parent": 45.0}
_LOOSE_DISCOUNT = 5.0
"""For *sprak* instead of *språk*: less than the step from one kind of match to the next."""
_LIKENESS_WEIGHT = 0.34
_LEAST_LIKENESS = 72.0
_SHORTEST_FUZZY = 3
"""Likeness of two letters, or to a word of three, says nothing."""
_MOST_CANDIDATES = 12
_LONGEST_SCATTERED = 3
"""More letters than that, found one here and one there, are chance."""
_SMALL_WORD = 3
"""Letters; *och*, *som*, *på*."""
_RECENT = 9.0
"""What the code used last gains: less than the step from one kind of match to the next."""


@dataclass(frozen=True)
class CodeMatch:
    """A code that a query may mean."""

    key: str
    score: float
    """0 to 100; ranks the matches of one query."""
    matched_on: str
    """``name``, ``id``, ``keyword`` or ``parent``; "" for an empty query."""
    text: str
    """The name, id or keyword that was met."""


def rank_codes(query: str, codes: Sequence[CodeEntry], limit: int = 20, recent: Sequence[str] = ()) -> list[CodeMatch]:
    """The codes that ``query`` may mean, best first, equals in the codebook's order; all of them if it is empty.

    Every word of the query must be met, by a code's name, id or keywords or by the name of a code above it; å, ä, ö
    may be typed without their marks. Of codes met in the same way those used recently (keys, the latest first) come
    first.
    """
    wanted = folded(query)
    if not wanted:
        return [CodeMatch(code.key, 0.0, "", code.name) for code in codes[:limit]]
    by_key = {code.key: code for code in codes}
    found = [match for code in codes if (match := _match(wanted, code, by_key)) is not None]
    gains = {key: _RECENT * (1 - place / len(recent) / 2) for place, key in enumerate(recent)}
    return sorted(found, key=lambda match: -match.score - gains.get(match.key, 0.0))[:limit]


def resolve_code(name: str, codes: Sequence[CodeEntry]) -> CodeEntry:
    """The code with that id or name, case aside; a unique beginning of one will do, and an id beats a name.

    ``CoderError`` with the candidates if several are meant, or with the nearest if there is none.
    """
    wanted = folded(name)
    for meant in (
        [code for code in codes if folded(code.key) == wanted],
        [code for code in codes if folded(code.name) == wanted],
        [code for code in codes if wanted and any(folded(each).startswith(wanted) for each in (code.key, code.name))],
    ):
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise CoderError(
                _("“{name}” may mean several codes; write the id of one: {candidates}.").format(
                    name=shown(name), candidates=_listed(meant)
                )
            )
    near = [match.key for match in rank_codes(name, codes, limit=3)] if wanted else []
    if near:
        message = _("There is no code “{name}”. Did you mean one of these: {candidates}?")
        raise CoderError(message.format(name=shown(name), candidates=", ".join(near)))
    raise CoderError(_("There is no code “{name}”; “coder codebook show” lists them.").format(name=shown(name)))


def _listed(codes: Sequence[CodeEntry]) -> str:
    keys = [code.key for code in codes[:_MOST_CANDIDATES]]
    return ", ".join(keys) + (", …" if len(codes) > len(keys) else "")


def _match(wanted: str, code: CodeEntry, by_key: dict[str, CodeEntry]) -> CodeMatch | None:
    targets = list(_targets(code, by_key))
    whole = _best(wanted, code.key, targets)
    parts = wanted.split()
    if len(parts) == 1 or (whole is not None and whole.score >= _INSIDE):
        return whole
    each = [_best(part, code.key, targets) for part in parts]
    met = [match for match in each if match is not None]
    if len(met) < len(parts):
        return whole
    best = max(met, key=lambda match: match.score)
    # The weakest word counts most: "hinder språk" is språk, not every code below hinder that has an s.
    score = min(match.score for match in met) * 0.9 + best.score * 0.1
    return (
        whole if whole is not None and whole.score > score else CodeMatch(code.key, score, best.matched_on, best.text)
    )


def _targets(code: CodeEntry, by_key: dict[str, CodeEntry]) -> Iterator[tuple[str, str]]:
    yield "name", code.name
    yield "id", code.key
    for keyword in code.keywords:
        yield "keyword", keyword
    above = by_key.get(code.parent or "")
    while above is not None:
        yield "parent", above.name
        above = by_key.get(above.parent or "")


def _best(wanted: str, key: str, targets: Sequence[tuple[str, str]]) -> CodeMatch | None:
    best: CodeMatch | None = None
    for kind, text in targets:
        score = _score(wanted, folded(text)) - _DISCOUNTS[kind]
        if score <= 0 and kind == "name":
            score = _scattered_score(wanted, _without_marks(folded(text)))
        if score > 0 and (best is None or score > best.score):
            best = CodeMatch(key, score, kind, text)
    return best


def _score(wanted: str, text: str) -> float:
    """How well a text is met, from 0 to 100; both are case-folded."""
    exact = _literal_score(wanted, text)
    bare = _without_marks(wanted)
    # Somebody who types å means å; who types a may mean either.
    loose = _literal_score(wanted, _without_marks(text)) - _LOOSE_DISCOUNT if bare == wanted else 0.0
    score = max(exact, loose)
    return score if score > 0 else _likeness(bare, _without_marks(text))


def _literal_score(wanted: str, text: str) -> float:
    if text == wanted:
        return _WHOLE
    if text.startswith(wanted):
        return _START
    place = text.find(wanted)
    while place >= 0:
        if not text[place - 1].isalnum():
            return _WORD_START
        place = text.find(wanted, place + 1)
    if len(wanted) > 1 and any(letters.startswith(wanted) for letters in _initials(text)):
        return _INITIALS
    return _INSIDE if wanted in text else 0.0


def _initials(text: str) -> tuple[str, str]:
    """The first letters of a text's words, all of them, and without the small ones: *um* for *uppdrag och mandat*."""
    each = list(words(text))
    weighty = [word for word in each if len(word) > _SMALL_WORD]
    return "".join(text[word.start] for word in each), "".join(text[word.start] for word in weighty)


def _scattered_score(wanted: str, text: str) -> float:
    """For *kb*, *kpb* instead of *kompetensbehov*: the first letter is the text's first, the others follow in order."""
    if not 2 <= len(wanted) <= _LONGEST_SCATTERED or not text.startswith(wanted[0]):
        return 0.0
    place = 0
    for letter in wanted[1:]:
        place = text.find(letter, place + 1)
        if place < 0:
            return 0.0
    return _SCATTERED


def _likeness(wanted: str, text: str) -> float:
    if len(wanted) < _SHORTEST_FUZZY:
        return 0.0
    # Imported here: most keystrokes are met literally.
    from rapidfuzz import fuzz

    pieces = [text, *(text[word.start : word.end] for word in words(text) if len(word) > _SHORTEST_FUZZY)]
    best = max(fuzz.ratio(wanted, piece, score_cutoff=_LEAST_LIKENESS) for piece in pieces)
    return float(best) * _LIKENESS_WEIGHT


def _without_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
