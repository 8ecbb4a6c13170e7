"""Quotations for the tests of checking: true ones corrupted in known ways, and everyday sentences that quote nobody."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coder.project import Project
from coder.queries.quotes import Quote, quotes
from coder.synthesis.check.tokens import NEGATIONS

LEAST = 8
_NAMES_NOBODY = "C-00000"
REPORT = """\
Hon sa ”Folk hamnar mellan stolarna” (AME Byn).

En annan: ”Folk ramlar mellan stolarna, det är så det är” (AME Byn).

Här är det ”Den är […] så praktik i stan går inte” som gäller.

Ingen sade ”måla om gungställningen bakom kyrkan i vår”.
"""
"""A report whose quotations are verbatim, edited, marked and invented; of the small study of the tests."""


@dataclass(frozen=True)
class Corrupted:
    """A quotation as a report has it, with what its verdict must be."""

    way: str
    text: str
    beside: str
    verdict: str
    marked: bool
    source: str


def true_quotes(project: Project) -> list[Quote]:
    """One-turn quotes of some length, each of another passage."""
    found = {}
    for quote in project.ask(quotes).rows:
        text = quote.text.strip()
        if len(text.split()) >= LEAST and "\n" not in text and "[" not in text and not quote.labels:
            found[quote.source, quote.start] = quote
    return list(found.values())


def corrupted(project: Project, number: int, chance: random.Random) -> list[Corrupted]:
    """So many, every way in turn."""
    true = true_quotes(project)
    chance.shuffle(true)
    made: list[Corrupted] = []
    ways = list(_WAYS)
    at = 0
    while len(made) < number:
        quote, way = true[at % len(true)], ways[len(made) % len(ways)]
        at += 1
        other = next(each for each in true[at % len(true) :] + true if each.source != quote.source)
        found = _WAYS[way](quote, other, chance)
        if found is not None:
            made.append(found)
    return made


def _verbatim(quote: Quote, _other: Quote, _chance: random.Random) -> Corrupted:
    return Corrupted("verbatim", quote.text, f"[{quote.quote}]", "verbatim", False, quote.source)


def _swapped(quote: Quote, _other: Quote, chance: random.Random) -> Corrupted:
    words = quote.text.split()
    words[chance.randrange(1, len(words) - 1)] = "elefanten"
    return Corrupted("swapped", " ".join(words), f"[{quote.quote}]", "edited", False, quote.source)


def _letter(quote: Quote, _other: Quote, _chance: random.Random) -> Corrupted | None:
    if "å" not in quote.text:
        return None
    return Corrupted("letter", quote.text.replace("å", "a", 1), "", "edited", False, quote.source)


def _negation(marked: bool) -> Callable[[Quote, Quote, random.Random], Corrupted | None]:
    def cut(quote: Quote, _other: Quote, _chance: random.Random) -> Corrupted | None:
        words = quote.text.split()
        inner = [n for n in range(2, len(words) - 2) if words[n].casefold() in NEGATIONS]
        if not inner:
            return None
        words[inner[0] : inner[0] + 1] = ["[…]"] if marked else []
        return Corrupted("negation", " ".join(words), f"[{quote.quote}]", "edited", False, quote.source)

    return cut


def _cut(quote: Quote, _other: Quote, chance: random.Random) -> Corrupted | None:
    words = quote.text.split()
    start = chance.randrange(3, len(words) - 4)
    if any(re.sub(r"\W", "", word).casefold() in NEGATIONS for word in words[start : start + 2]):
        return None
    words[start : start + 2] = ["[…]"]
    return Corrupted("cut", " ".join(words), f"[{quote.quote}]", "edited", True, quote.source)


def _dashes(quote: Quote, _other: Quote, _chance: random.Random) -> Corrupted:
    text = quote.text.replace("-", "\u2011").replace(" – ", " — ").replace(", ", ", – ", 1).replace('"', "’")
    text = text.replace(" ", "\u00a0", 2)
    return Corrupted("dashes", text, f"[{quote.quote}]", "verbatim", False, quote.source)


def _wrong_source(quote: Quote, other: Quote, _chance: random.Random) -> Corrupted:
    return Corrupted("wrong source", quote.text, f"[{other.quote}]", "wrong source", False, quote.source)


def _invented(_quote: Quote, _other: Quote, chance: random.Random) -> Corrupted:
    return Corrupted("invented", everyday(chance), "", "not found", False, "")


_WAYS = {
    "verbatim": _verbatim,
    "swapped": _swapped,
    "letter": _letter,
    "negation": _negation(False),
    "negation cut": _negation(True),
    "cut": _cut,
    "dashes": _dashes,
    "wrong source": _wrong_source,
    "invented": _invented,
}


def _listed(text: str) -> list[str]:
    return text.split("|")


_BEGINNINGS = _listed(
    "Jag tycker att det är|Det är klart att vi|Vi har inte haft tid att|Man måste ju våga|Det beror på vem som|"
    "Så har det alltid varit när vi|Alla säger att de vill|Det är inte så lätt att|Vi behöver mer pengar till|"
    "Jag vet inte riktigt hur vi|Kommunen borde kanske|Vi träffas en gång i månaden och|Det går inte att|"
    "De unga vill helst|Samverkan betyder för mig att|Ingen har egentligen frågat om"
)
_MIDDLES = _listed(
    "måla om|plantera|bjuda hem|ställa fram|fotografera|duka av|städa|köpa in|skruva ihop|vattna|gräva ner|stryka|"
    "baka|sälja|reparera|klippa|hänga upp|räkna"
)
_ENDS = _listed(
    "gungställningen bakom kyrkan|äppelträden före midsommar|grannens gamla segelbåt|trettio kanelbullar till basaren|"
    "gardinerna i matsalen|körens notställ|alla stövlar i farstun|de blå kopparna efter kalaset|"
    "fågelholkarna vid tjärnen|kyrkkaffet på söndagar|hundgården med nytt stängsel|en begagnad tramporgel"
)
_TAGS = ("", " till våren", " om ingen hindrar oss", " fast farmor protesterar", " och sedan dricka saft")


def everyday(chance: random.Random) -> str:
    """A sentence that nobody in the study says, made of what everybody says and what nobody does there."""
    parts = (chance.choice(_BEGINNINGS), chance.choice(_MIDDLES), chance.choice(_ENDS))
    return " ".join(parts) + chance.choice(_TAGS) + "."


def hard(project: Project, chance: random.Random, number: int) -> Iterator[str]:
    """Sentences that share four or five words in a row with an interview, and are about something else."""
    true = true_quotes(project)
    for _each in range(number):
        words = chance.choice(true).text.split()
        length = chance.choice((4, 5))
        start = chance.randrange(len(words) - length)
        borrowed = re.sub('[”“"»«]', "", " ".join(words[start : start + length])).strip(".,?!")
        rest = f"{chance.choice(_MIDDLES)} {chance.choice(_ENDS)}{chance.choice(_TAGS)}"
        yield f"{borrowed} {rest}." if chance.random() < 0.5 else f"{rest} {borrowed}."
