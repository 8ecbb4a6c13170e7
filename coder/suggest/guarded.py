"""Other people's suggesters at work: whatever goes wrong in one is told in one line, and what it gives is looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from coder.errors import CoderError
from coder.i18n import _
from coder.suggest.base import CodeProfile, Past, Suggester, Suggestion, TurnText, taught

if TYPE_CHECKING:
    from coder.language.pipeline import Pipeline

T = TypeVar("T")


class Guarded:
    """A suggester under its name. Raises ``CoderError`` where it fails or suggests what cannot be."""

    def __init__(self, name: str, suggester: Suggester) -> None:
        self.name = name
        self.suggester = suggester

    def learnt(self, codes: Sequence[CodeProfile], past: Past, pipeline: "Pipeline") -> "Guarded":
        """The same after it has learnt what it can."""
        return Guarded(self.name, self._told(lambda: taught(self.suggester, codes, past, pipeline)))

    def suggest(
        self, turns: Iterable[TurnText], codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """What it suggests, each inside one of the turns and with one of the codes."""
        known = list(turns)
        return self._checked(known, codes, lambda: self.suggester.suggest(known, codes, pipeline))

    def likeliest(
        self, turns: Iterable[TurnText], code: str, codes: Sequence[CodeProfile], pipeline: "Pipeline"
    ) -> Iterator[Suggestion]:
        """What most likely belongs to one code; of a suggester that cannot be asked so, what it suggests anyway."""
        known = list(turns)
        ask = getattr(self.suggester, "likeliest", None)
        if ask is not None:
            found = self._checked(known, codes, lambda: ask(known, code, pipeline))
        else:
            found = self.suggest(known, codes, pipeline)
        return (item for item in found if item.code == code)

    def _checked(
        self, turns: Sequence[TurnText], codes: Sequence[CodeProfile], ask: Callable[[], Iterable[Suggestion]]
    ) -> Iterator[Suggestion]:
        places: dict[str, list[tuple[int, int]]] = {}
        for turn in turns:
            places.setdefault(turn.source_text_id, []).append((turn.start, turn.start + len(turn.text)))
        keys = {code.key for code in codes}
        given = iter(self._told(ask))
        while (item := self._told(lambda: next(given, None))) is not None:
            if not isinstance(item, Suggestion) or item.code not in keys:
                raise self._failed(_("it suggests a code that there is not"))
            around = places.get(item.source_text_id, ())
            if not any(start <= item.start < item.end <= end for start, end in around):
                raise self._failed(_("it suggests a passage that lies in no turn"))
            yield item

    def _told(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except CoderError:
            raise
        except Exception as error:  # other people's code may fail in any way
            raise self._failed(" ".join(f"{type(error).__name__}: {error}".split())) from error

    def _failed(self, reason: str) -> CoderError:
        message = _("The suggester “{name}” failed: {reason}; 'coder suggestions --suggester learner' chooses another.")
        return CoderError(message.format(name=self.name, reason=reason))
