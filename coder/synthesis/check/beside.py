"""What stands beside a quotation: identifiers, and whom the writer says it is from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coder.identity import normal_quote_id
from coder.synthesis.check.material import PLACE, WHO, Interview, Material, SpokenTurn
from coder.synthesis.check.quotations import VERBS, Quotation

_BRACKETED = re.compile(r"[\[(]\s*(C-[0-9A-Za-z]{5,9})\s*[\])]")
_BARE = re.compile(r"(?<![\w-])(C-[0-9A-Z]{5,9})(?![\w-])")
_PARENTHESIS = re.compile(r"^\s*[.,;:!?]*\s*[(\[]([^()\[\]]*)[)\]]")
_VERB = "(?:" + "|".join(VERBS) + ")"
_SAYS_AFTER = re.compile(rf"^\W*\s*{_VERB}\b([^.!?\n]*)")
_SAYS_BEFORE = re.compile(rf"(?:^|[.!?\n])([^.!?\n]*\b(?:{_VERB}|enligt)\b[^.!?\n]{{0,60}})[:,]\s*\W*$", re.IGNORECASE)
_TOPIC = re.compile(r"\s+(?:om|angående|kring)\s.*$", re.DOTALL)
"""What follows is what is spoken about, not who speaks."""


@dataclass(frozen=True)
class Claim:
    """Whom the report says a quotation is from."""

    identifiers: tuple[str, ...]
    """Known to the project."""
    unknown: tuple[str, ...]
    """Identifiers that no quote has."""
    named: tuple[tuple[str, frozenset[str]], ...]
    """What the attribution names, by kind: keys of ``Names``."""
    words: tuple[str, ...] = ()
    """The attribution as it stands, where it names anybody."""

    def fits(self, turn: SpokenTurn | None) -> bool:
        """Whether the attribution may be said of a turn's speaker."""
        if turn is None:
            return True
        for kind in (WHO, PLACE):
            keys = [each for of_kind, each in self.named if of_kind == kind]
            known = {key for key in turn.names if key.startswith(_PREFIXES[kind])}
            # An interviewer speaks for nobody, and nowhere.
            if keys and (known or turn.interviewer) and not any(each & known for each in keys):
                return False
        return True

    def names(self, interview: Interview) -> bool:
        """Whether the attribution may be said of a speaker of an interview."""
        return any(self.fits(turn) and not turn.interviewer for turn in interview.turns)


_PREFIXES = {WHO: ("source:", "case:", "actor:"), PLACE: ("place:",)}


def claim_of(quotation: Quotation, material: Material) -> Claim:
    """What the report says of where a quotation is from."""
    found = _identifiers(quotation, material)
    attributions = {part.strip(): material.names.mentioned(part) for part in _attributions(quotation)}
    return Claim(
        tuple(each for each in found if each in material.cited),
        tuple(each for each in found if each not in material.cited),
        tuple((each.kind, each.keys) for named in attributions.values() for each in named),
        tuple(words for words, named in attributions.items() if named),
    )


def _identifiers(quotation: Quotation, material: Material) -> list[str]:
    """In brackets behind the quotation, else right before it; without brackets only those that there are."""
    near = quotation.before[-14:]
    for text in (quotation.after, near):
        found = [normal_quote_id(each) for each in _BRACKETED.findall(text)]
        bare = (normal_quote_id(each) for each in _BARE.findall(text))
        found += [each for each in bare if each in material.cited and each not in found]
        if found:
            return found
    return []


def _attributions(quotation: Quotation) -> Iterable[str]:
    """The words beside a quotation that say who speaks: in parentheses, with a verb of saying, on a line of its own."""
    first, *rest = quotation.after.split("\n") or [""]
    parenthesis = _PARENTHESIS.match(first)
    if parenthesis:
        yield parenthesis[1]
    says = _SAYS_AFTER.match(first)
    if says:
        yield _TOPIC.sub("", says[1])
    before = _SAYS_BEFORE.search(quotation.before)
    if before and not says:
        yield _TOPIC.sub("", before[1])
    yield from (line for line in rest if line.strip())
