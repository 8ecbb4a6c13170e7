"""Tables (CSV): turns row by row, or a survey's open answers, a source for each row.

A table with a column of speakers and a column of text holds turns. Any other is a survey: a column in which some
answer is longer than eight words holds open answers, and its heading is the question, asked by the interviewer; all
other columns are variables of the row's source. Who a row is says a column ``id``, else its number. Columns that name
or locate people are left out, since variables travel into every export.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from coder.errors import Refused
from coder.i18n import _, ngettext
from coder.readers.base import NOTHING_TOLD, RawTranscript, Told
from coder.readers.constellations import NEEDED as CONSTELLATIONS
from coder.readers.csv_rows import Table, read_table
from coder.readers.encoding import decode, doubts
from coder.readers.head import variable_name
from coder.readers.speech_tables import SPEAKER, TEXT, TIME, first, time_of
from coder.readers.spoken import name_of
from coder.readers.statistics import NEEDED as STATISTICS
from coder.spans import folded, word_count

_ID: tuple[str, ...] = ("id", "nr", "nummer", "no", "respondent", "respondent-id", "respondentid", "respondent id")
_ID += ("response id", "responseid", "svarsid", "svars-id", "löpnummer")
_CODINGS = frozenset({"source", "start", "end", "code", "coder"})
# Beginnings of headings as survey programs write them.
_PERSONAL = re.compile(
    r"(?:(?:för|efter|full|mellan)?namn|(?:first|last|full|sur)? ?name|e-?post|e-?mail|mejl|tel(?:efon|\b)|mobil|phone|"
    r"personn(?:ummer|r)|adress|address|ip-?(?:adress|address)|ip\b)",
    re.IGNORECASE,
)
_LONGEST_CLOSED = 8
_NOT_IN_NAME = re.compile(r"[^\w.()-]+")
QUESTION, ANSWER = "I", "IP"


class CsvReader:
    """Reads ``.csv``."""

    def read(self, path: Path, told: Told = NOTHING_TOLD) -> RawTranscript:
        """The one source that the file holds; ``Refused`` where there are several."""
        found = self.read_all(path, told)
        if len(found) > 1 or found[0][0]:
            raise Refused(_("This is a survey with a source for each row; 'coder load' loads them."))
        only = found[0][1]
        if isinstance(only, Refused):
            raise only
        return only

    def read_all(self, path: Path, told: Told = NOTHING_TOLD) -> Sequence[tuple[str, RawTranscript | Refused]]:
        """See ``TableReader``."""
        text, encoding = decode(path.read_bytes(), told)
        table = read_table(text)
        names = [folded(name) for name in table.header]
        remarks = tuple(doubts(text, encoding, told))
        if set(names) >= _CODINGS:
            raise Refused(_("This is a table of codings; 'coder import' takes it in."))
        if set(names) >= {*STATISTICS}:
            raise Refused(_("This is a statistics table; 'coder statistics' takes it in."))
        if set(names) >= {*CONSTELLATIONS}:
            raise Refused(_("This is a register of constellations; 'coder constellations import' takes it in."))
        speaker, speech = first(names, SPEAKER), first(names, TEXT)
        if speaker is not None and speech is not None:
            raw = _turns(table, speaker, speech, first(names, TIME))
            return [("", replace(raw, encoding=encoding, remarks=(*remarks, *raw.remarks)))]
        return _survey(table, names, encoding, remarks)


def _turns(table: Table, speaker: int, speech: int, time: int | None) -> RawTranscript:
    """A turn for each row; one without a speaker goes on with the turn before it."""
    lines: list[str] = []
    times: dict[int, int] = {}
    labels: dict[str, None] = {}
    starts, offset, empty = set(), 0, 0
    for _line, cells in table.rows:
        said = cells[speech].strip()
        if not said:
            empty += 1
            continue
        name = name_of(cells[speaker])
        if name:
            labels[name] = None
        if name or not labels:
            starts.add(offset)
            time_ms = time_of(cells[time]) if time is not None else None
            if time_ms is not None:
                times[offset] = time_ms
        lines.append(f"{name}: {said}" if name else said)
        offset += len(lines[-1]) + 1
    others = [name for n, name in enumerate(table.header) if name and n not in (speaker, speech, time)]
    remarks = [*_left_out(others)]
    if empty:
        message = ngettext(
            "{number} row without text was left out.", "{number} rows without text were left out.", empty
        )
        remarks.append(message.format(number=empty))
    text = "\n".join(lines)
    return RawTranscript(text, "csv", "", {}, times, tuple(remarks), tuple(labels), starts=frozenset(starts))


def _left_out(names: Sequence[str]) -> list[str]:
    message = _("Columns left out: {names}.")
    return [message.format(names=", ".join(names))] if names else []


def _survey(
    table: Table, names: Sequence[str], encoding: str, remarks: tuple[str, ...]
) -> list[tuple[str, RawTranscript | Refused]]:
    key = first(names, _ID)
    personal = {n for n, name in enumerate(names) if _PERSONAL.match(name) and n != key}
    usable = [n for n, name in enumerate(names) if name and n != key and n not in personal]
    asked = [n for n in usable if any(_is_open(cells[n]) for _line, cells in table.rows)]
    if not asked:
        message = _(
            "The table holds neither turns (columns speaker and text) nor open answers (a column with an answer of "
            "more than eight words)."
        )
        raise Refused(message)
    variables = [n for n in usable if n not in asked]
    left_out = _left_out([table.header[n] for n in sorted(personal)])
    said = (*remarks, *_on_columns(table.header, key, asked, variables), *left_out)
    keys = [_name(cells[key]) if key is not None else str(n) for n, (_line, cells) in enumerate(table.rows, start=1)]
    times = Counter(folded(each) for each in keys)
    found: list[tuple[str, RawTranscript | Refused]] = []
    silent = sum(1 for _line, cells in table.rows if not any(cells[n].strip() for n in asked))
    if silent:
        message = ngettext(
            "{number} row without an answer was left out.", "{number} rows without an answer were left out.", silent
        )
        said = (*said, message.format(number=silent))
    for name, (line, cells) in zip(keys, table.rows, strict=True):
        if not any(cells[n].strip() for n in asked):
            continue
        if not name:
            found.append((str(line), Refused(_("Line {line} has no id.").format(line=line))))
        elif times[folded(name)] > 1:
            message = _("Line {line}: the id {id} stands there more than once.")
            found.append((name, Refused(message.format(line=line, id=name))))
        else:
            head: dict[str, object] = {
                table.header[n]: " ".join(cells[n].split()) for n in variables if cells[n].strip()
            }
            found.append((name, _answers(table.header, cells, asked, head, encoding, said)))
            said = ()  # said once for the whole table
    return found


def _is_open(answer: str) -> bool:
    return word_count(answer) > _LONGEST_CLOSED


def _name(cell: str) -> str:
    """An id as a part of a source's name."""
    return _NOT_IN_NAME.sub("-", cell.strip()).strip("-")


def _on_columns(header: Sequence[str], key: int | None, asked: Sequence[int], variables: Sequence[int]) -> list[str]:
    message = _("Open answers: {names}.")
    remarks = [message.format(names=", ".join(f"“{header[n]}”" for n in asked))]
    if variables:
        message = _("Variables: {names}.")
        remarks.append(message.format(names=", ".join(f"“{header[n]}”" for n in variables)))
    if key is None:
        remarks.append(_("There is no column id, so the rows are numbered: keep their order."))
    return remarks


def _answers(
    header: Sequence[str],
    cells: Sequence[str],
    asked: Sequence[int],
    head: Mapping[str, object],
    encoding: str,
    remarks: tuple[str, ...],
) -> RawTranscript:
    lines, starts, offset = [], set(), 0
    for column in asked:
        answer = cells[column].strip()
        if not answer:
            continue
        for label, speech in ((QUESTION, " ".join(header[column].split())), (ANSWER, answer)):
            lines.append(f"{label}: {speech}")
            starts.add(offset)
            offset += len(lines[-1]) + 1
    labels = (QUESTION, ANSWER)
    known = {variable_name(name): value for name, value in head.items()}
    known.pop("speakers", None)
    text = "\n".join(lines)
    return RawTranscript(text, "csv", encoding, known, {}, remarks, labels, starts=frozenset(starts))
