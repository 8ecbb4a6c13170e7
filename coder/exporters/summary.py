"""The thematic summary: per theme and code the definition, how often, where, by whom, and quotes."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coder.exporters.document import Block, Column, Document, Heading, Paragraph, Quote, Table, Term, Value
from coder.exporters.privacy import REPORT
from coder.exporters.tables import attribution_in_words
from coder.i18n import Translator
from coder.queries import quotes as found
from coder.queries.attribution import SHARED_BY
from coder.queries.codes import CodeView
from coder.queries.frequencies import Frequency, FrequencyTable
from coder.queries.registers import Entry
from coder.synthesis.strongest import strongest

QUOTES_PER_CODE = 6


@dataclass(frozen=True)
class SummaryMaterial:
    """What a summary is made from."""

    project: str
    audience: str
    codes: tuple[CodeView, ...]
    by_code: FrequencyTable
    by_theme: FrequencyTable
    quotes: tuple[found.Quote, ...]
    registers: tuple[Entry, ...]
    shared_places: frozenset[str]
    """Places (keys) where at least three cases were interviewed."""
    notice: str = ""
    """For whom the summary is, and how far names have been replaced."""


def summary(material: SummaryMaterial, t: Translator) -> Document:
    """The summary as a document in the translator's language."""
    return Document(
        title=material.project,
        language=t.language,
        blocks=tuple(_Summary(material, t).blocks()),
        notice=material.notice,
    )


class _Summary:
    def __init__(self, material: SummaryMaterial, t: Translator) -> None:
        self.m = material
        self.t = t
        self.names = {(entry.kind, entry.key): entry.name for entry in material.registers}
        self.abouts = {
            entry.key: entry.name for entry in material.registers if entry.kind in ("actor", "group", "place")
        }
        self.quotes: dict[str, list[found.Quote]] = defaultdict(list)
        for quote in material.quotes:
            self.quotes[quote.code].append(quote)

    def blocks(self) -> Iterator[Block]:
        _ = self.t.gettext
        yield Heading(1, _("Thematic summary"))
        yield Paragraph(self._scope())
        yield Heading(2, _("Themes at a glance"))
        yield self._glance()
        codes = {row.code: row for row in self.m.by_code.rows}
        themes = {row.theme: row for row in self.m.by_theme.rows}
        for code in self.m.codes:
            row = codes[code.key]
            if code.depth == 0:
                yield from self._theme(code, themes[code.key], row)
            elif not code.retired or row.codings:
                yield from self._code(code, row)

    def _scope(self) -> str:
        _ = self.t.gettext
        cases = self.m.by_code.all_cases
        scope = self.m.by_code.scope
        caption = scope.in_words(self.t, named=self.m.audience != REPORT)
        if not scope.began:
            caption += " " + _("No coding began as a suggestion.")
        return _("{sources}, {cases}, {codings}. {caption}").format(
            sources=self._sources(self.m.by_code.all_sources),
            cases=self.t.ngettext("{number} case", "{number} cases", cases).format(number=cases),
            codings=self._codings(sum(row.codings for row in self.m.by_code.rows)),
            caption=caption,
        )

    def _sources(self, number: int) -> str:
        return self.t.ngettext("{number} source", "{number} sources", number).format(number=number)

    def _codings(self, number: int) -> str:
        return self.t.ngettext("{number} coding", "{number} codings", number).format(number=number)

    def _glance(self) -> Table:
        _ = self.t.gettext
        names = {code.key: code.name for code in self.m.codes}
        rows: list[tuple[Value, ...]] = [
            (names[row.theme], self._share(row), row.sources, row.codings) for row in self.m.by_theme.rows
        ]
        columns = (
            Column("theme", _("Theme")),
            Column("cases", _("Cases")),
            Column("sources", _("Sources")),
            Column("codings", _("Codings")),
        )
        return Table("themes", _("Themes by cases, sources and codings."), columns, tuple(rows))

    def _share(self, row: Frequency) -> str:
        _ = self.t.gettext
        return _("{cases} of {all}").format(cases=row.cases, all=self.m.by_code.all_cases)

    def _theme(self, code: CodeView, with_codes: Frequency, own: Frequency) -> Iterator[Block]:
        """A theme's figures hold all its codes; the quotes under it are those of the theme itself."""
        yield Heading(2, code.name)
        yield from self._defined(code)
        yield from self._figures(with_codes)
        yield from self._spread([quote for quote in self.m.quotes if quote.theme == code.key])
        yield from self._quoted(code, own)

    def _code(self, code: CodeView, row: Frequency) -> Iterator[Block]:
        yield Heading(min(code.depth + 2, 4), code.name)
        yield from self._defined(code)
        yield from self._figures(row)
        yield from self._spread(self.quotes[code.key])
        yield from self._quoted(code, row)

    def _defined(self, code: CodeView) -> Iterator[Block]:
        _ = self.t.gettext
        if code.definition:
            yield Term(_("Definition"), code.definition)

    def _figures(self, row: Frequency) -> Iterator[Block]:
        _ = self.t.gettext
        if not row.codings:
            yield Paragraph(_("Not coded anywhere yet."))
            return
        yield Term(
            _("How often"),
            _("in {share} cases; {sources}, {codings}").format(
                share=self._share(row), sources=self._sources(row.sources), codings=self._codings(row.codings)
            ),
        )

    def _spread(self, quotes: Sequence[found.Quote]) -> Iterator[Block]:
        """Where, by whom and about whom."""
        _ = self.t.gettext
        for label, words in (
            (_("Where (cases)"), self._where(quotes)),
            (_("By whom (codings)"), self._by_whom(quotes)),
            (_("About whom (codings)"), self._about(quotes)),
        ):
            if words:
                yield Term(label, words)

    def _quoted(self, code: CodeView, row: Frequency) -> Iterator[Block]:
        shown = strongest(self.quotes[code.key], QUOTES_PER_CODE)
        for quote in shown:
            yield Quote(quote.text, quote.quote, self._attribution(quote), self._note(quote))
        more = row.codings - len(shown)
        if more:
            words = self.t.ngettext(
                "{number} more quote of this code stands in the quotes file.",
                "{number} more quotes of this code stand in the quotes file.",
                more,
            )
            yield Paragraph(words.format(number=more), emphasis=True)

    def _where(self, quotes: Sequence[found.Quote]) -> str:
        """Places by cases; in a report those where too few cases were interviewed to hide each are counted together."""
        _ = self.t.gettext
        cases: dict[str, set[str]] = defaultdict(set)
        for place, case in (pair for quote in quotes for pair in quote.places):
            if self.m.audience != REPORT or place in self.m.shared_places:
                cases[self.names.get(("place", place), place)].add(case)
            else:
                cases[_("other places")].add(case)
        return self._counted({name: len(names) for name, names in cases.items()})

    def _by_whom(self, quotes: Sequence[found.Quote]) -> str:
        """Cases by codings; in a report attributions."""
        if self.m.audience == REPORT:
            return self._counted(Counter(attribution_in_words(quote.attribution, self.t) for quote in quotes))
        return self._counted(Counter(case for quote in quotes for case in quote.cases))

    def _about(self, quotes: Sequence[found.Quote]) -> str:
        return self._counted(Counter(self.abouts.get(key, key) for quote in quotes for key in quote.about))

    def _counted(self, numbers: dict[str, int]) -> str:
        ordered = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
        return ", ".join(f"{name} ({number})" for name, number in ordered)

    def _attribution(self, quote: found.Quote) -> str:
        _ = self.t.gettext
        if self.m.audience == REPORT:
            return attribution_in_words(quote.attribution, self.t)
        return _("{case}, {source} turn {turn}").format(
            case=quote.case or quote.speaker, source=quote.source, turn=quote.turn
        )

    def _note(self, quote: found.Quote) -> str:
        return "" if self.m.audience == REPORT else quote.note


def shared_places(cases_by_place: dict[str, set[str]]) -> frozenset[str]:
    """The places where so many cases were interviewed that naming the place points at none of them."""
    return frozenset(place for place, cases in cases_by_place.items() if len(cases) >= SHARED_BY)
