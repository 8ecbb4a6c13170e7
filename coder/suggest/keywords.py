"""Suggestions from the codebook alone: what works before anybody has coded anything."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import tee
from typing import TYPE_CHECKING

from coder.language.phrases import doc_words
from coder.spans import sentences
from coder.suggest.base import CodeProfile, Suggestion, TurnText
from coder.suggest.matching import KeywordMatcher
from coder.suggest.passages import candidates

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline


class KeywordSuggester:
    """Suggests a code where its keywords stand: the shortest run of sentences in the turn that carries them.

    Nothing is learnt and nothing is random: the same turns and codes give the same suggestions everywhere.
    """

    def suggest(
        self, turns: Iterable[TurnText], codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """Suggestions turn by turn, in order of the text, the strongest first where passages begin together."""
        matcher = KeywordMatcher(codes, pipeline)
        kept, read = tee(turns)
        for turn, doc in zip(kept, pipeline.docs(turn.text for turn in read), strict=True):
            parts = list(sentences(turn.text))
            found = matcher.find(turn.text, doc_words(doc, pipeline.trained), turn.start)
            for candidate in candidates(parts, found, turn.start):
                yield Suggestion(
                    turn.source_text_id,
                    parts[candidate.first].start + turn.start,
                    parts[candidate.last].end + turn.start,
                    codes[candidate.code].key,
                    candidate.score,
                    tuple(item.evidence for item in candidate.found),
                )
