"""A study with names, numbers and transcription faults planted at known places, with codings on and beside them."""

import random
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from coder.codebook.parse import parse_codebook
from coder.identity import SHORT_IDENTIFIER
from coder.plugins import reader_for
from coder.readers import read_transcript, transcript_files
from coder.spans import folded
from tests.planting import OWN_PEOPLE, STUDY, Gold, Interview, machine_made, marked, planted

WRONG_LABEL, RIGHT_LABEL = "lP", "IP"
"""The letter that a scanner reads wrongly, in one interview."""
MISLABELLED = "fk-umea"
IN_LOWER_CASE = ("machine", "foretag-mala")
"""The interviews without capitals: one by hand, one made of a bundled one."""
BUNDLED: tuple[str, ...] = (
    "af-skelleftea-2",
    "dialogseminarium-vilhelmina",
    "fk-umea",
    "foretag-mala",
    "gemensam-asele-dorotea",
)
BUNDLED += ("lansstyrelsen", "sf-umea", "socialtjanst-vannas")
"""The bundled interviews that are planted in: of the others the measure is taken alone (``test_personal_measured``)."""
IN_VIVO = "som {name} säger"
NOTE = "Ring {name} på onsdag."
FAULTS = 6
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{7,}(?![^\W_])")


@dataclass(frozen=True)
class Fault:
    """A transcription fault: what stands in a turn, and what was said."""

    turn: int
    """Its number, from 1."""
    wrong: str
    right: str


@dataclass(frozen=True)
class Planted:
    """One interview as a file, with all that is planted in it."""

    source: str
    interview: Interview
    faults: tuple[Fault, ...]

    @property
    def people(self) -> list[str]:
        return [self.words(gold) for gold in self.interview.gold if gold.kind == "person"]

    def words(self, gold: Gold) -> str:
        return self.interview.text[gold.start : gold.end]

    def turn_of(self, offset: int) -> int:
        """The number of the turn in which an offset lies."""
        return max(number for number, turn in enumerate(self.interview.turns, 1) if turn.start <= offset)


def interviews() -> Iterator[Planted]:
    """All of the study: bundled interviews with sown names, those written by hand, some in lower case."""
    chance = random.Random(3)
    bundled = [each for each in planted() if Path(each.name).stem in BUNDLED]
    for sown in [*bundled, marked("wellwritten.txt"), marked("machine.txt")]:
        source = Path(sown.name).stem
        interview, faults = _with_faults(sown, chance) if source not in ("wellwritten", "machine") else (sown, ())
        if source == MISLABELLED:
            text = re.sub(rf"^{RIGHT_LABEL}:", f"{WRONG_LABEL}:", interview.text, flags=re.MULTILINE)
            interview = replace(interview, text=text)
        if source in IN_LOWER_CASE and source != "machine":
            interview, faults = machine_made(interview), ()
        yield Planted(source, interview, faults)


def _with_faults(sown: Interview, chance: random.Random) -> tuple[Interview, tuple[Fault, ...]]:
    """The interview with a long word misheard in some of its turns where nothing else is planted."""
    text, moved = sown.text, 0
    gold, turns = list(sown.gold), []
    busy = {number for number, turn in enumerate(sown.turns) for each in gold if _inside(each, turn.start, turn.text)}
    free = [number for number, turn in enumerate(sown.turns) if number not in busy and len(turn.text) > 80]
    chosen = set(chance.sample(free, min(FAULTS, len(free))))
    faults = []
    for number, turn in enumerate(sown.turns):
        start, speech = turn.start + moved, turn.text
        word = next((m for m in _WORD.finditer(speech) if speech.count(m.group()) == 1), None)
        if number in chosen and word is not None:
            wrong = chance.choice(_MISHEARD)(word.group())
            if wrong not in speech:
                faults.append(Fault(number + 1, wrong, word.group()))
                at = start + word.start()
                text = text[:at] + wrong + text[at + len(word.group()) :]
                speech = speech[: word.start()] + wrong + speech[word.end() :]
                shift = len(wrong) - len(word.group())
                gold = [
                    replace(each, start=each.start + shift, end=each.end + shift) if each.start > at else each
                    for each in gold
                ]
                moved += shift
        turns.append(replace(turn, start=start, text=speech))
    return Interview(sown.name, text, tuple(turns), tuple(gold)), tuple(faults)


_MISHEARD = (
    lambda word: word[:3] + " " + word[3:],
    lambda word: word[:2] + word[3] + word[2] + word[4:] if word[2] != word[3] else word[:2] + word[3:],
    lambda word: word[:-1],
    lambda word: word + "en",
)


def _inside(gold: Gold, start: int, text: str) -> bool:
    return start <= gold.start < start + len(text)


def written(folder: Path) -> list[Planted]:
    """Write the study's files."""
    study = list(interviews())
    (folder / "transcripts").mkdir(parents=True)
    shutil.copy(STUDY / "codebook.yaml", folder)
    for each in study:
        (folder / "transcripts" / f"{each.source}.txt").write_text(each.interview.text, encoding="utf-8")
    return study


@cache
def innocent_words() -> frozenset[str]:
    """The words that stand in the study where nothing is planted, and so may go on standing."""
    words = {"person", *OWN_PEOPLE}
    for path in transcript_files([STUDY / "transcripts"]):
        words |= _words(read_transcript(path, reader_for(path.suffix[1:])).text)
    for name in ("wellwritten.txt", "machine.txt"):
        interview = marked(name)
        gold = {at for each in interview.gold for at in range(each.start, each.end)}
        words |= _words("".join(" " if at in gold else letter for at, letter in enumerate(interview.text)))
    text = (STUDY / "codebook.yaml").read_text("utf-8")
    assert parse_codebook(text)
    return frozenset(words | _words(text))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", folded(text)))


@dataclass(frozen=True)
class Sought:
    """What may stand nowhere in the end, folded."""

    whole: tuple[str, ...]
    """Numbers, addresses and full names as they were written: looked for as they stand."""
    single: frozenset[str]
    """Single words of names that nothing innocent is called: looked for as words, in the genitive too."""


def needles(study: Sequence[Planted]) -> Sought:
    """What is planted in a study, to be looked for."""
    whole: set[str] = set()
    single: set[str] = set()
    for each in study:
        for gold in each.interview.gold:
            words = folded(each.words(gold))
            if gold.kind != "person" or " " in words:
                whole.add(words)
            if gold.kind == "person":
                single |= _words(words)
    single -= {word + "s" for word in single}
    innocent = innocent_words()
    free = {
        word for word in single if len(word) > 2 and {word, word + "s", word + "en", word + "et"}.isdisjoint(innocent)
    }
    return Sought(tuple(sorted(whole)), frozenset(free | {word + "s" for word in free}))


def standing_in(text: str, sought: Sought) -> list[str]:
    """Which of them stand in a text."""
    text = folded(SHORT_IDENTIFIER.sub("", text))
    return [words for words in sought.whole if words in text] + sorted(sought.single & _words(text))


def standing_in_rows(path: Path, sought: Sought, old_too: bool = False) -> list[tuple[str, list[str]]]:
    """Tables with what stands in their rows; old versions and what lies aside beside them are left out."""
    left_out = {"source_text": "id", "turn": "source_text_id"}
    found = []
    with closing(sqlite3.connect(path)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            where = f"WHERE {left_out[table]} IN (SELECT source_text_id FROM source)" if table in left_out else ""
            if table == "old_value":
                where = "WHERE 0"
            rows = connection.execute(f'SELECT * FROM "{table}" {"" if old_too else where}').fetchall()
            values = "\n".join(str(value) for row in rows for value in row)
            found.append((table, standing_in(_unescaped(values), sought)))
    return [(table, words) for table, words in found if words]


def _unescaped(text: str) -> str:
    """With the letters that JSON escapes."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def standing_in_bytes(path: Path, sought: Sought) -> list[str]:
    """Which of them stand in a project's files, journals and unused pages among them."""
    data = b"".join(each.read_bytes() for each in sorted(path.parent.glob(path.name + "*")))
    text = data.decode("utf-8", "replace")
    return sorted({*standing_in(text, sought), *standing_in(_unescaped(text), sought)})
