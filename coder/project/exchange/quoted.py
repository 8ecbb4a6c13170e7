"""Quotes with their codes from a spreadsheet: each is found in the interviews and becomes codings, in one step."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.history import StepWriter
from coder.i18n import _
from coder.identity import derived
from coder.model import Code, Coding, Source, SourceText
from coder.project.base import OnlyLooking, Progress, complaining_of, keep_going
from coder.project.codebook import EXCHANGED as STEP
from coder.project.codebook import CodebookUseCases
from coder.project.exchange.codes import take_codes
from coder.project.exchange.outcome import ExchangeResult
from coder.project.exchange.taking import Taking
from coder.project.importing import WantedCoding, write_codings
from coder.queries.sources import find_source
from coder.readers.programs import held_text
from coder.readers.programs.places import shortened
from coder.readers.quote_rows import QuoteRow, mapped_columns, quote_rows, read_quote_table
from coder.readers.refi.model import RefiCode, RefiProject
from coder.spans import folded
from coder.synthesis.check.material import Interview

if TYPE_CHECKING:
    from coder.synthesis.check.finding import Found

_PATH = (" > ", "\\", " / ")
"""What stands between a code and what it lies under, in other programs' lists."""
_MOST_NAMED = 3
_WORTH_SHOWING = 0.6
"""What is less alike is no help to whoever looks for a quote."""


@dataclass(frozen=True)
class QuoteWishes:
    """How a table of quotes is to be taken."""

    columns: Mapping[str, str] = field(default_factory=dict)
    """Headings by what they are for (``readers.quote_rows``); "" for none; those left out are guessed."""
    new_codes: bool = False
    """Make the codes that the codebook lacks; otherwise their rows are refused."""
    least: float = 0.85
    """How alike a quote and what was said are at the least, from 0 to 1, where words differ and nothing marks it."""


AS_GUESSED = QuoteWishes()


class QuoteImportUseCases(CodebookUseCases):
    """Codings from quotes."""

    def import_quotes(
        self,
        path: Path,
        wishes: QuoteWishes = AS_GUESSED,
        progress: Progress = keep_going,
        preview: bool = False,
    ) -> ExchangeResult:
        """Find the quotes of a ``.csv`` or ``.xlsx`` and code them; a row that cannot be used is told as lost, by line.

        The same file twice changes nothing. ``preview`` says what would be done and does nothing. Raises ``CoderError``
        where the file is no such table, and where ``progress`` stops it.
        """
        rows = _rows(path, wishes)
        self.read_codebook()
        result = ExchangeResult(path.name)
        with suppress(OnlyLooking):
            if preview:
                with self.history.step(STEP, file=path.name) as step:
                    _Rows(step, result, wishes, self.coder).take(rows, progress)
                    raise OnlyLooking
            with self._edit(STEP, file=path.name) as step:
                _Rows(step, result, wishes, self.coder).take(rows, progress)
        return result


def _rows(path: Path, wishes: QuoteWishes) -> list[QuoteRow]:
    with complaining_of(path):
        table = read_quote_table(path)
        return quote_rows(table, mapped_columns(table.header, wishes.columns))


class _Rows:
    """The rows of a file on their way into a step."""

    def __init__(self, step: StepWriter, result: ExchangeResult, wishes: QuoteWishes, coder: str) -> None:
        self.step = step
        self.result = result
        self.wishes = wishes
        self.coder = coder
        from coder.synthesis.check.finding import Finder

        texts = _texts(step.session)
        self._names = [name for name, _text in texts]
        self._finder = Finder([Interview(name, text) for name, text in texts])
        self._sources: dict[str, Source] = {}
        self._codes: dict[str, Code | None] = {}
        self._new: dict[tuple[str, ...], list[tuple[QuoteRow, Found]]] = {}
        self._wanted: list[WantedCoding] = []

    def take(self, rows: Sequence[QuoteRow], progress: Progress) -> None:
        for number, row in enumerate(rows):
            if not progress(number, len(rows), self.result.file):
                raise CoderError(_("The import was stopped; nothing was changed."))
            try:
                self._take(row)
            except CoderError as reason:
                self.result.losses.append(self._at(row, str(reason)))
        self._make_codes()
        before = set(self.step.session.exec(select(Coding.id)).all())
        added = write_codings(self.step, self._wanted)
        self.result.empty = not before
        self.result.added["codings"] = added
        self.result.equal["codings"] = len(self._wanted) - added

    def _take(self, row: QuoteRow) -> None:
        """Raises ``CoderError`` with the reason why a row cannot be used."""
        if not row.quote or not row.codes:
            raise CoderError(_("the quote is empty.") if not row.quote else _("no code is named."))
        found = self._found(row, self._source_named(row.source).name if row.source else "")
        known: list[Code] = []
        unknown: list[tuple[str, ...]] = []
        for name in row.codes:
            code = self._code(name)
            if code is not None:
                known.append(code)
            elif self.wishes.new_codes:
                unknown.append(_parts(name))
            else:
                message = _("{name}: no code is called so; with --new-codes it is made.")
                raise CoderError(message.format(name=name))
        if found.similarity < 1:
            message = _("{percent} % like {source} {start}–{end}: {difference}")
            said = message.format(
                percent=int(100 * found.similarity),
                source=found.source,
                start=found.span.start,
                end=found.span.end,
                difference=found.difference,
            )
            self.result.remarks.append(self._at(row, said))
        for each in known:
            self._want(row, found, each)
        for parts in unknown:
            self._new.setdefault(parts, []).append((row, found))

    def _found(self, row: QuoteRow, source: str) -> "Found":
        places = self._finder.places(row.quote, source)
        good = [each for each in places if each.similarity == 1 or each.marked or each.similarity >= self.wishes.least]
        if len(good) == 1:
            return good[0]
        if good:
            named = ", ".join(f"{each.source} {each.span.start}–{each.span.end}" for each in good[:_MOST_NAMED])
            more = ", …" if len(good) > _MOST_NAMED else ""
            message = _("“{quote}” stands in several places: {places}; name the source, or quote more words.")
            raise CoderError(message.format(quote=shortened(row.quote), places=named + more))
        if places and places[0].similarity >= _WORTH_SHOWING:
            message = _("“{quote}” is only {percent} % like {source} {start}–{end}: {difference}")
            [near, *_more] = places
            raise CoderError(
                message.format(
                    quote=shortened(row.quote),
                    percent=int(100 * near.similarity),
                    source=near.source,
                    start=near.span.start,
                    end=near.span.end,
                    difference=near.difference,
                )
            )
        where = source or _("any interview")
        raise CoderError(_("“{quote}” was not found in {source}.").format(quote=shortened(row.quote), source=where))

    def _want(self, row: QuoteRow, found: "Found", code: Code) -> None:
        self._wanted.append(
            WantedCoding(
                source=self._source_named(found.source),
                start=found.span.start,
                end=found.span.end,
                code=code,
                coder=" ".join(row.coder.split()) or self.coder,
                about=(),
                voice=None,
                mode=None,
                note=row.note,
            )
        )

    def _make_codes(self) -> None:
        """Codes that the codebook lacks, each after what it lies under."""
        if not self._new:
            return
        paths = dict.fromkeys(parts[:length] for parts in self._new for length in range(1, len(parts) + 1))
        codes = [RefiCode(_guid(parts), parts[-1], _guid(parts[:-1])) for parts in paths]
        taking = Taking(self.step, RefiProject(codes=codes), held_text, self.result, self.coder)
        take_codes(taking)
        self.result.alike.clear()
        for parts, rows in self._new.items():
            code = self.step.session.get(Code, taking.codes[_guid(parts)])
            assert code is not None
            for row, found in rows:
                self._want(row, found, code)

    def _source_named(self, name: str) -> Source:
        """A source by its name, or by its file's name with the ending."""
        if name not in self._sources:
            stem = name.rpartition(".")[0]
            known = {folded(each) for each in self._names}
            wanted = stem if stem and folded(name) not in known and folded(stem) in known else name
            self._sources[name] = find_source(self.step.session, wanted)
        return self._sources[name]

    def _code(self, name: str) -> Code | None:
        """A code by its id or whole name, or by a path; None where there is none: a beginning would be a guess."""
        if name not in self._codes:
            rows = [row for row in self.step.session.exec(select(Code)).all() if not row.retired]
            wanted = folded(name)
            fitting = [row for row in rows if folded(row.key) == wanted]
            fitting = fitting or [row for row in rows if folded(row.name) == wanted]
            if len(fitting) > 1:
                candidates = ", ".join(sorted(row.key for row in fitting))
                raise CoderError(_("{name}: several codes fit: {candidates}.").format(name=name, candidates=candidates))
            self._codes[name] = fitting[0] if fitting else self._by_path(_parts(name))
        return self._codes[name]

    def _by_path(self, parts: tuple[str, ...]) -> Code | None:
        """The code that lies where a path says, by ids or names; None where there is none, or no path."""
        found: Code | None = None
        for part in parts if len(parts) > 1 else ():
            parent = found.id if found is not None else None
            below = self.step.session.exec(select(Code).where(Code.parent_id == parent)).all()
            fitting = [each for each in below if folded(part) in (folded(each.key), folded(each.name))]
            if len(fitting) != 1 or fitting[0].retired:
                return None
            found = fitting[0]
        return found

    def _at(self, row: QuoteRow, said: str) -> str:
        return _("{file}, line {line}: {reason}").format(file=self.result.file, line=row.line, reason=said)


def _texts(session: Session) -> list[tuple[str, str]]:
    query = select(Source.name, SourceText.text).join(SourceText, SourceText.id == Source.source_text_id)  # type: ignore[arg-type]
    return sorted(session.exec(query).all())


def _parts(name: str) -> tuple[str, ...]:
    for mark in _PATH:
        if mark in name:
            return tuple(filter(None, (part.strip() for part in name.split(mark))))
    return (name,)


def _guid(parts: tuple[str, ...]) -> str:
    return derived("quoted code", *parts) if parts else ""
