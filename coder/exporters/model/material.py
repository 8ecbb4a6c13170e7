"""What the collaboration model is made from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from coder.exporters.document import Block
from coder.exporters.privacy import REPORT
from coder.i18n import Translator
from coder.queries.agreement import Agreement
from coder.queries.codes import CodeView, is_under
from coder.queries.counted import CountedCoding, CountedTurn
from coder.queries.guide import Coverage
from coder.queries.model_questions import ModelQuestion
from coder.queries.quotes import Quote, Quotes
from coder.queries.registers import Entry

ROLES_SECTION = "rollfordelning"
"""The closing section: no question of the codebook, and so its text has a name that no id can be mistaken for."""
SUMMARY_SECTION = "sammanfattning"
"""What stands first: the same holds of it."""


def annexed(name: str) -> str:
    """Where ``Material.shown`` keeps what of a part stands in the annex."""
    return f"{name}/annex"


def of_question(name: str, question: str) -> str:
    """Where ``Material.shown`` keeps a part as one section shows it."""
    return f"{name}/{question}"


@dataclass(frozen=True)
class Material:
    """Everything counted, written and decided that a model shows."""

    project: str
    audience: str
    questions: tuple[ModelQuestion, ...]
    codes: tuple[CodeView, ...]
    registers: tuple[Entry, ...]
    codings: tuple[CountedCoding, ...]
    """Those that count."""
    quotes: Quotes
    """The same as evidence, as the audience may see them."""
    cited: Mapping[str, Quote]
    """What texts, roles and constellations lead to, by identifier, as the audience may see it: also what is in no
    coding set."""
    interviews: int
    """Sources."""
    all_cases: int
    cases: tuple[str, ...]
    speakers: tuple[CountedTurn, ...]
    """A turn of every interviewee: whom each speaks for."""
    coders: tuple[str, ...] = ()
    """Names of those who coded."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """What people wrote, by the key of its section."""
    coverage: tuple[Coverage, ...] = ()
    """Which questions of the guide were asked where; empty without a guide."""
    agreement: Agreement | None = None
    shown: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    """What other parts of the program make of their ``show`` (roles, actors …); under ``annexed(show)`` what of it
    stands in the annex, under ``of_question(show, key)`` what a section shows in its place."""
    notice: str = ""

    @property
    def places(self) -> frozenset[str]:
        """Keys of the places that somebody was interviewed in."""
        return frozenset(turn.place for turn in self.speakers if turn.place)

    def scope_in_words(self, t: Translator) -> str:
        """Of which codings the figures are."""
        return self.quotes.scope.in_words(t, named=self.audience != REPORT)

    def names(self, *kinds: str) -> dict[str, str]:
        """Names of registers by key."""
        return {entry.key: entry.name for entry in self.registers if entry.kind in kinds}

    def under(self, keys: Collection[str]) -> tuple[CodeView, ...]:
        """Codes with all below them, in the codebook's order."""
        by_key = {code.key: code for code in self.codes}
        return tuple(
            code for code in self.codes if code.key in keys or any(is_under(code, key, by_key) for key in keys)
        )
