"""Words and phrases of a register or codebook, found in running text whatever their inflection.

spaCy's PhraseMatcher compares one attribute a token; here a token has several keys (as it stands, its lemma by
dictionary, its lemma by the trained pipeline), and particle verbs may be held apart by small words (*håller vi
ihop*), so the matching is our own. Tokens are the pipeline's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from coder.language.lemmas import keys, keyword_keys, plain, trimmed

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from coder.language.pipeline import Pipeline

T = TypeVar("T")

_LONGEST_GAP = 2
# What may stand between a verb and the rest of a phrase: subjects, adverbs, small amounts.
_SMALL_WORDS = """
    jag du han hon vi ni de dom man den det sig oss dem dig mig nån någon alla ingen folk
    inte int icke aldrig ju väl nog då så också även bara alltid ofta gärna redan snart nu sen sedan liksom typ
    lite mycket mer mera flera några nåra en ett sin sitt sina hela verkligen faktiskt kanske
"""
_GAP_WORDS = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A token as it is matched: offsets in the text it was found in; no keys where it has no letter or digit."""

    text: str
    start: int
    end: int
    keys: tuple[str, ...]


def doc_words(doc: "Doc", trained: bool) -> list[Word]:
    """The tokens of a text, white space left out; a trained pipeline's lemmas are further keys."""
    found = []
    for token in doc:
        if token.is_space:
            continue
        forms = keys(token.text)
        if trained and forms:
            learnt = plain(token.lemma_)
            forms = forms if not learnt or learnt in forms else (*forms, learnt)
        # The tokeniser leaves some punctuation on words: "ung.", taken for an abbreviation, or "AF-".
        text = trimmed(token.text) if forms else token.text
        start = token.idx + (token.text.index(text) if forms else 0)
        found.append(Word(text, start, start + len(text), forms))
    return found


def phrase_keys(phrase: str, pipeline: "Pipeline") -> list[tuple[str, ...]]:
    """The keys of each word of a keyword or name, cut into words as the pipeline cuts texts."""
    return [found for token in pipeline.nlp.make_doc(phrase) if (found := keyword_keys(token.text))]


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """Words ``first`` to ``last`` (inclusive) match what was added as ``payload``.

    ``gap`` words behind the first one are not the phrase's own.
    """

    payload: T
    first: int
    last: int
    gap: int = 0


class PhraseIndex(Generic[T]):
    """Many phrases, found in one pass over the words."""

    def __init__(self, gaps: bool = False) -> None:
        """``gaps``: up to two small words may stand behind a phrase's first word."""
        self._by_first: dict[str, list[tuple[int, Sequence[tuple[str, ...]], T]]] = {}
        self._gaps = gaps
        self._size = 0

    def add(self, phrase: Sequence[tuple[str, ...]], payload: T) -> None:
        """A phrase as the keys of its words (``phrase_keys``); an empty one is left out."""
        if not phrase:
            return
        for key in phrase[0]:
            self._by_first.setdefault(key, []).append((self._size, phrase, payload))
        self._size += 1

    def find(self, words: Sequence[Word]) -> Iterator[Match[T]]:
        """All matches, also overlapping ones, by position and then in the order they were added."""
        for first, word in enumerate(words):
            entries = {entry[0]: entry for key in word.keys for entry in self._by_first.get(key, ())}
            for _number, (_, phrase, payload) in sorted(entries.items(), key=lambda item: item[0]):
                last = self._match(words, first, phrase)
                if last is not None:
                    yield Match(payload, first, last, last - first + 1 - len(phrase))

    def _match(self, words: Sequence[Word], first: int, phrase: Sequence[tuple[str, ...]]) -> int | None:
        """The index of the last word if the phrase stands at ``first``."""
        position = first + 1
        for number, wanted in enumerate(phrase[1:], 1):
            room = _LONGEST_GAP if self._gaps and number == 1 else 0
            while position < len(words) and not _shares(words[position].keys, wanted):
                if not room or plain(words[position].text) not in _GAP_WORDS:
                    return None
                room -= 1
                position += 1
            if position >= len(words):
                return None
            position += 1
        return position - 1


def _shares(some: Sequence[str], others: Sequence[str]) -> bool:
    return any(key in others for key in some)
