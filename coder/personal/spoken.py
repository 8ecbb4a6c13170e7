"""Numbers spoken in words, as machine transcripts may write them: *noll sjuttio ett tjugotre fyrtiofem sextiosju*."""

import re
from collections.abc import Iterator

_ONES = {
    "noll": "0", "nolla": "0", "ett": "1", "en": "1", "etta": "1", "två": "2", "tvåa": "2", "tre": "3", "trea": "3",
    "fyra": "4", "fem": "5", "femma": "5", "sex": "6", "sexa": "6", "sju": "7", "sjua": "7", "åtta": "8", "nio": "9",
    "nia": "9",
}  # fmt: skip
_TEENS = {
    "tio": "10", "elva": "11", "tolv": "12", "tretton": "13", "fjorton": "14", "femton": "15", "sexton": "16",
    "sjutton": "17", "arton": "18", "nitton": "19",
}  # fmt: skip
_TENS = {
    "tjugo": "2", "trettio": "3", "fyrtio": "4", "femtio": "5", "sextio": "6", "sjuttio": "7", "åttio": "8",
    "nittio": "9", "tjugi": "2", "tretti": "3", "förti": "4", "fyrti": "4", "femti": "5", "sexti": "6", "sjutti": "7",
    "åtti": "8", "nitti": "9",
}  # fmt: skip
_UNITS = {word: digit for word, digit in _ONES.items() if digit != "0"}
_WRITTEN = {
    **_ONES,
    **_TEENS,
    **{tens: digit + "0" for tens, digit in _TENS.items()},
    **{tens + ones: digit + unit for tens, digit in _TENS.items() for ones, unit in _UNITS.items()},
}
_JOINTS = frozenset(["streck", "bindestreck", "och"])
_TOKEN = re.compile(r"[^\W_]+")
_LINK = re.compile(r"[\s,.–-]{1,3}")
_FEWEST = 7


def spoken_numbers(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Runs of number words and digit groups with seven digits or more: start, end, and the digits they can mean.

    *tjugo tre* may be 203 or 23; both are given. At least two of a run's words are number words.
    """
    run: list[tuple[int, int, str]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        word = match.group().lower()
        linked = not run or bool(_LINK.fullmatch(text, end, match.start()))
        digits = _WRITTEN.get(word) or (word if word.isdecimal() and word.isascii() and len(word) < 9 else None)
        joint = bool(run) and linked and word in _JOINTS
        if run and (not linked or (digits is None and not joint)):
            yield from _whole(text, run)
            run = []
        if digits is not None or joint:
            run.append((match.start(), match.end(), word))
        end = match.end()
    yield from _whole(text, run)


def _whole(text: str, run: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    while run and run[-1][2] in _JOINTS:
        run = run[:-1]
    words = [word for _start, _end, word in run if word not in _JOINTS]
    if sum(not word.isdecimal() for word in words) < 2:
        return
    readings = tuple(dict.fromkeys([_joined(words, True), _joined(words, False)]))
    if any(len(reading) >= _FEWEST for reading in readings):
        yield run[0][0], run[-1][1], readings


def _joined(words: list[str], tens_take_units: bool) -> str:
    digits = ""
    for position, word in enumerate(words):
        before = words[position - 1] if position else ""
        if tens_take_units and before in _TENS and word in _UNITS:
            digits = digits[:-1] + _UNITS[word]
        else:
            digits += _WRITTEN.get(word, word)
    return digits
