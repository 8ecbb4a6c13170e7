"""Words that point at somebody's health: sensitive data (GDPR, article 9) for a person to look at.

They are shown, not offered for replacement: in a study about work and sickness they are what the talk is about.
"""

import re
from collections.abc import Iterator

from coder.language.lemmas import lemma
from coder.personal import lists
from coder.personal.base import HEALTH, POSSIBLE, PersonalMention

_PHRASES = re.compile(
    r"\b(?:psykisk(?:a|t)? (?:ohälsa|besvär|sjukdom\w*|funktions\w+)|gick in i väggen|gått in i väggen|går in i väggen"
    r"|mår? (?:så |väldigt |jätte)?dåligt|mådde (?:så |väldigt |jätte)?dåligt|ta(?:git)? sitt liv|tog sitt liv"
    r"|ont i (?:ryggen|knäna|kroppen|axlarna|nacken|lederna)|nedsatt (?:syn|hörsel|rörlighet|arbetsförmåga)"
    r"|social fobi|kronisk(?:a|t)? \w+|multipel skleros|cystisk fibros|downs syndrom)\b",
    re.IGNORECASE,
)
_START = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(lists.HEALTH_BEGINNINGS))})\w*(?:-\w+)*", re.IGNORECASE)
_WORD = re.compile(r"(?<!\w)\w+(?!\w)")


def find_health(text: str) -> Iterator[PersonalMention]:
    """Diagnoses, medicines, sick leave, misuse and the like; their name is the lemma."""
    spans: dict[tuple[int, int], str] = {}
    for pattern in (_PHRASES, _START):
        for match in pattern.finditer(text):
            spans.setdefault(match.span(), match.group())
    for match in _WORD.finditer(text):
        if match.group().lower() in lists.HEALTH_WORDS:
            spans.setdefault(match.span(), match.group())
    end = -1
    for (start, stop), surface in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
        if start < end:
            continue
        end = stop
        name = " ".join(lemma(word) for word in surface.split())
        yield PersonalMention(start, stop, surface, HEALTH, name, certainty=POSSIBLE, reason="health")
