"""Interviews with planted personal data whose places are known, to measure what is found.

``marked`` reads hand-written interviews with marks; ``planted`` sows names and numbers into the bundled interviews;
``machine_made`` writes either as a machine transcript does, without capitals and nearly without punctuation.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from personnummer import personnummer

from coder.codebook.parse import parse_codebook
from coder.language.pipeline import Pipeline
from coder.personal.base import EMAIL, HEALTH, NUMBER_KINDS, PERSON, POSSIBLE, KnownNames, PersonalMention
from coder.personal.finding import find_mentions
from coder.plugins import reader_for
from coder.readers import read_transcript, transcript_files
from coder.readers.base import ParsedTurn
from coder.readers.turns import find_turns
from coder.spans import folded

HERE = Path(__file__).parent / "planted"
STUDY = Path(__file__).parent.parent
Name = tuple[str, str]
"""First name and surname."""
_MARK = re.compile(r"\[\[(\w+)\|([^\]|]+)\]\]")
_LOST_MARKS = re.compile(r"[,;:!?…”\"()]")
KNOWN, UNSEEN = "names.txt", "unseen.txt"
"""Names that were looked at when the rules were made, and names written afterwards."""
OWN_PEOPLE = frozenset(
    ["anki", "bernt", "birgitta", "carina", "emma", "evald", "gun", "gun-britt", "göran", "jimmy", "kjell", "leif"]
) | {"lennart", "linus", "lotta", "maja", "samuel", "sture", "sune", "sven-erik", "tor"}
"""People of the bundled interviews: finding them is right, too."""
_SENTENCES = (
    "Det var {full} som tog upp det först.",
    "{first} på lärcentrum har sagt samma sak.",
    "Fråga {first}, hon vet.",
    "Jag pratade med {full} om det här i går.",
    "Vi hade {first} {last} som ledde det.",
    "Det var {full_gen} idé från början.",
    "Och det är {first_gen} förtjänst att vi kom så långt.",
    "{full} ringde och undrade varför ingen hade svarat.",
    "Då kom {first} in i rummet.",
    "Handläggare {full} tog över ärendet efter jul.",
    "Min chef {first} vill inte höra talas om det.",
    "Hon heter {full} och bor i byn.",
    "Sedan gick {last} i pension och då tog det slut.",
    "Det finns en samordnare som heter {first} och hon gör allt.",
    "Både {first} och {other} var emot.",
    "Jag har {other} och {full} i min grupp.",
    "{first} sa att det inte går.",
    "Ring {first} på {phone} så får du höra.",
    "Hans nummer är {phone} om ni behöver det.",
    "Det går att skriva till {email} också.",
    "Hon har personnummer {identity} och det stod fel i intyget.",
    "Den som har {identity} är inte samma person, sa de.",
    "Han hade bara ett samordningsnummer, {coordination}, och det räckte inte.",
    "Vi träffades hemma hos honom på {street}.",
    "Han bodde på {street} på den tiden.",
)
_STREETS = ("Kungsgatan 4", "Norra Kyrkogatan 12", "Björkvägen 31 A", "Hantverkaregatan 8B", "Tallstigen 16")
_PHONES = (
    "070-174 06 {}", "0701740{}6", "070 174 06 {}", "+46 70 174 06 {}", "+46701740{}8", "08-465 004 {}",
    "08 465 004 {}", "031-390 06 {}", "040-628 04 {}", "0046 70 174 06 {}", "(070) 174 06 {}",
)  # fmt: skip


@dataclass(frozen=True)
class Gold:
    """One planted thing; offsets in the interview's text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class PlantedTurn:
    start: int
    text: str


@dataclass(frozen=True)
class Interview:
    """A text with its turns and what is planted in it."""

    name: str
    text: str
    turns: tuple[PlantedTurn, ...]
    gold: tuple[Gold, ...]


@dataclass(frozen=True)
class Row:
    kind: str
    key: str
    name: str
    data: dict[str, object]


@cache
def known_names() -> KnownNames:
    """What the bundled study's codebook says of actors and places."""
    book = parse_codebook((STUDY / "codebook.yaml").read_text("utf-8"))
    return KnownNames.of([Row(item.register, item.key, item.name, item.data) for item in book.items])


def marked(name: str) -> Interview:
    """A hand-written interview of ``tests/planted``, without its marks."""
    source = (HERE / name).read_text("utf-8")
    text, end = "", 0
    gold: list[Gold] = []
    for match in _MARK.finditer(source):
        text += source[end : match.start()]
        gold.append(Gold(len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        end = match.end()
    text += source[end:]
    turns = [
        PlantedTurn(turn.speech_start, text[turn.speech_start : turn.end]) for turn in find_turns(text, ["I", "IP"])
    ]
    return Interview(name, text, tuple(turns), tuple(gold))


@cache
def sown_names(file: str) -> tuple[Name, ...]:
    """First names and surnames of a file in ``tests/planted``."""
    lines = (HERE / file).read_text("utf-8").splitlines()
    rows = [line.split("|") for line in lines if line and not line.startswith("#")]
    return tuple((first, last) for first, last in rows)


def planted(names: str = UNSEEN, seed: int = 1, each: int = 14) -> Iterator[Interview]:
    """The bundled interviews with sentences sown behind turns: the same for the same names and seed."""
    chance = random.Random(seed)
    people = sown_names(names)
    for path in transcript_files([STUDY / "transcripts"]):
        parsed = read_transcript(path, reader_for(path.suffix[1:]))
        candidates = [turn for turn in parsed.turns if turn.end - turn.speech_start > 80]
        chosen = {turn.number for turn in chance.sample(candidates, min(each, len(candidates)))}
        yield _sown(path.name, parsed.text, parsed.turns, chosen, chance, people)


def _sown(
    name: str, text: str, parsed: Sequence[ParsedTurn], chosen: set[int], chance: random.Random, people: Sequence[Name]
) -> Interview:
    """One interview with a sentence behind each chosen turn."""
    written, end = "", 0
    turns: list[PlantedTurn] = []
    gold: list[Gold] = []
    for turn in parsed:
        written += text[end : turn.speech_start]
        speech = text[turn.speech_start : turn.end]
        start = len(written)
        if turn.number in chosen:
            sentence, found = _sentence(chance, people)
            trimmed = speech.rstrip()
            at = start + len(trimmed) + 1
            gold += [replace(item, start=item.start + at, end=item.end + at) for item in found]
            speech = trimmed + " " + sentence + speech[len(trimmed) :]
        written += speech
        turns.append(PlantedTurn(start, speech))
        end = turn.end
    return Interview(name, written + text[end:], tuple(turns), tuple(gold))


def _sentence(chance: random.Random, people: Sequence[Name]) -> tuple[str, list[Gold]]:
    """A sentence with something planted, and where in it."""
    (first, last), (other, _last) = chance.sample(people, 2)
    values = {
        "full": (f"{first} {last}", "person"),
        "first": (first, "person"),
        "last": (last, "person"),
        "other": (other, "person"),
        "full_gen": (genitive(f"{first} {last}"), "person"),
        "first_gen": (genitive(first), "person"),
        "phone": (chance.choice(_PHONES).format(f"{chance.randrange(100):02}"), "phone"),
        "email": (f"{chance.choice(['info', 'kontakt', 'anna.b', 'p-o_larsson85'])}@foretaget.example.se", "email"),
        "identity": (identity_number(chance, 0), "identity_number"),
        "coordination": (identity_number(chance, 60), "coordination_number"),
        "street": (chance.choice(_STREETS), "address"),
    }
    template = chance.choice(_SENTENCES).replace("{first} {last}", "{full}")
    sentence = ""
    gold: list[Gold] = []
    for part in re.split(r"(\{\w+\})", template):
        if part.startswith("{"):
            surface, kind = values[part[1:-1]]
            gold.append(Gold(len(sentence), len(sentence) + len(surface), kind))
            part = surface
        sentence += part
    return sentence, gold


def genitive(name: str) -> str:
    return name if name[-1] in "sxz" else name + "s"


def identity_number(chance: random.Random, added: int) -> str:
    """A valid number in one of its written forms; ``added`` to the day for coordination numbers."""
    year, month, day = chance.randrange(1930, 2006), chance.randrange(1, 13), chance.randrange(1, 29) + added
    serial = chance.randrange(100, 999)
    digits = next(
        f"{year}{month:02}{day:02}{serial}{check}"
        for check in range(10)
        if personnummer.valid(f"{year}{month:02}{day:02}{serial}{check}")
    )
    short, last = digits[2:8], digits[8:]
    spaced = f"{digits[2:4]} {digits[4:6]} {digits[6:8]}"
    return chance.choice(
        [
            f"{short}-{last}", f"{digits[:8]}-{last}", f"{short}{last}", digits, f"{short} {last}",
            f"{digits[:8]} {last}", f"{spaced} {last}", f"{spaced} - {last}", f"{short} - {last}", f"{short}–{last}",
            f"{short}+{last}" if added == 0 else f"{short}-{last}",
        ]
    )  # fmt: skip


def machine_made(interview: Interview) -> Interview:
    """The same interview without capitals and most punctuation; offsets stay."""
    kept = list(interview.text)
    inside = {at for gold in interview.gold for at in range(gold.start, gold.end)}
    for turn in interview.turns:
        for at in range(turn.start, turn.start + len(turn.text)):
            character = interview.text[at].lower()
            spare = at not in inside and (_LOST_MARKS.fullmatch(character) or character == ".")
            kept[at] = " " if spare and not _in_number(interview.text, at) else character[:1]
    text = "".join(kept)
    turns = tuple(PlantedTurn(turn.start, text[turn.start : turn.start + len(turn.text)]) for turn in interview.turns)
    return Interview(interview.name, text, turns, interview.gold)


def _in_number(text: str, at: int) -> bool:
    return text[at - 1 : at].isdecimal() and text[at + 1 : at + 2].isdecimal()


@dataclass
class Tally:
    """What was planted and found of one kind."""

    planted: int = 0
    found: int = 0
    """Planted ones that mentions of any kind cover to the last letter; numbers: exactly, as what they are."""
    offered: int = 0
    right: int = 0
    """Mentions that stand on something planted."""
    surely: int = 0
    surely_right: int = 0
    """The same without those that are only possible."""

    @property
    def recall(self) -> float:
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.offered if self.offered else 1.0

    @property
    def sure_precision(self) -> float:
        return self.surely_right / self.surely if self.surely else 1.0


@dataclass
class Measured:
    """Tallies by kind, and what went wrong, in its context."""

    kinds: dict[str, Tally]
    missed: list[tuple[str, str]]
    wrong: list[tuple[str, str]]


def measure(interviews: Iterable[Interview], pipeline: Pipeline) -> Measured:
    """Search interviews and compare with what was planted."""
    result = Measured(defaultdict(Tally), [], [])
    for interview in interviews:
        mentions = [
            mention
            for mention in find_mentions(interview.text, interview.turns, pipeline, known_names())
            if mention.kind != HEALTH
        ]
        for gold in interview.gold:
            tally = result.kinds[gold.kind]
            tally.planted += 1
            if _is_found(interview.text, gold, mentions):
                tally.found += 1
            else:
                result.missed.append((gold.kind, _around(interview.text, gold.start, gold.end)))
        for mention in mentions:
            if mention.reason == "municipality" or mention.reason == "label":
                continue
            right = _is_right(interview, mention)
            tally = result.kinds[mention.kind]
            tally.offered += 1
            tally.right += right
            if mention.certainty != POSSIBLE:
                tally.surely += 1
                tally.surely_right += right
            if not right:
                context = _around(interview.text, mention.start, mention.end)
                result.wrong.append((f"{mention.kind} {mention.certainty} {mention.reason}", context))
    return result


def _is_found(text: str, gold: Gold, mentions: Sequence[PersonalMention]) -> bool:
    if gold.kind in NUMBER_KINDS or gold.kind == EMAIL:
        return any((found.start, found.end, found.kind) == (gold.start, gold.end, gold.kind) for found in mentions)
    covered = {at for found in mentions for at in range(max(found.start, gold.start), min(found.end, gold.end))}
    return all(at in covered or not text[at].isalnum() for at in range(gold.start, gold.end))


def _is_right(interview: Interview, mention: PersonalMention) -> bool:
    if any(gold.start < mention.end and mention.start < gold.end for gold in interview.gold):
        return True
    return mention.kind == PERSON and folded(mention.name) in OWN_PEOPLE


def _around(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 25]}".split())
