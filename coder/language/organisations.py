"""Organisations that are named and stand in no register: what a trained pipeline recognises, and what looks like one.

Labels differ: ``ORG`` in both ``sv_core_news_*`` (beside LOC, PRS, EVN, OBJ, WRK, TME, MSR) and pipelines with the four
labels LOC, MISC, ORG, PER. Without a trained pipeline names are known by their endings, by *AB*, and as acronyms.
"""

import re
from collections.abc import Sequence

from coder.language.lemmas import common, is_acronym
from coder.language.pipeline import Entity
from coder.spans import Span

ORGANISATION_LABELS = frozenset(["ORG"])
PERSON_LABELS = frozenset(["PRS", "PER", "PERSON"])

_WORD = r"[A-ZÅÄÖ][\w\u0300-\u036f]*(?:[-–][\w\u0300-\u036f]+)*"
_NAME = re.compile(rf"(?<![\w-]){_WORD}(?: {_WORD})*(?!\w)")
_ENDINGS = (
    "styrelsen", "verket", "myndigheten", "förbundet", "rådet", "kassan", "inspektionen", "förvaltningen", "nämnden",
    "universitet", "universitetet", "högskolan", "föreningen", "stiftelsen", "bolaget", "företagarna", "arbetarna",
    "förmedlingen", "kammaren", "tinget", "institutet", "centralen", "akademin",
)  # fmt: skip
_BEGINS = re.compile(r"(?:^|[.!?…:;–\n(\"”»-])\s*$")
_COMPANY = frozenset(["AB", "HB", "KB"])
_BEGINNINGS = """
    och å men sen sedan så då att hos på i från till av för med om när där här det den de en ett ja nej vi ni jag som
    vad hur varför via inom utan eller både även
"""
_SMALL_WORDS = frozenset(_BEGINNINGS.split())
"""What a sentence may begin with, right before a name."""
_GENITIVE = re.compile(r"(?<=[^sxzSXZ])(?<!nä)(?:[:'’]?s)$")
_LONGEST = 60


def organisations(text: str, entities: Sequence[Entity], taken: Sequence[Span]) -> list[Span]:
    """Where organisations are named, in order; not where the registers' own names stand (``taken``), nor people.

    Some may be common words at the beginning of a sentence (``only_a_beginning``).
    """
    people = [Span(entity.start, entity.end) for entity in entities if entity.label in PERSON_LABELS]
    found = [
        Span(entity.start, entity.end)
        for entity in entities
        if entity.label in ORGANISATION_LABELS and _could_be(text[entity.start : entity.end])
    ]
    found += [span for span in _by_look(text) if not any(span.overlaps(other) for other in (*found, *people))]
    free = [span for span in found if not any(span.overlaps(other) for other in taken)]
    return sorted(free)


def base_name(surface: str) -> str:
    """The name without its genitive: *Tvättens* → *Tvätten*, *SKL:s* → *SKL*; on one line."""
    return _GENITIVE.sub("", " ".join(surface.split()))


def only_a_beginning(text: str, span: Span) -> bool:
    """Whether a name could owe its capital to the beginning of a sentence alone (*Regelverket*): if it is not met
    elsewhere too, it is none."""
    name = base_name(text[span.start : span.end])
    return " " not in name and common(name.lower()) and _BEGINS.search(text[: span.start]) is not None


def _could_be(surface: str) -> bool:
    name = base_name(surface)
    return 2 <= len(name) <= _LONGEST and name[0].isupper() and name.split(" ")[-1][0].isupper()


def _by_look(text: str) -> list[Span]:
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split(" ")
        start = match.start()
        while len(words) > 1 and words[0].lower() in _SMALL_WORDS:
            start += len(words.pop(0)) + 1
        last = base_name(words[-1])
        known = last in _COMPANY and len(words) > 1
        known = known or last.lower().endswith(_ENDINGS) or any(is_acronym(base_name(word)) for word in words)
        shouted = len(words) > 2 and match[0].isupper()
        if known and not shouted and len(match[0]) <= _LONGEST:
            found.append(Span(start, match.end()))
    return found
