"""Figures as pictures, each with the data beside it; and all the cross tables that are exported together.

The modules that know the figures load numpy and are imported inside functions: the project is imported by every
command.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import TYPE_CHECKING

from sqlmodel import Session

from coder.exporters.document import Document
from coder.exporters.privacy import REPORT, TEAM
from coder.i18n import Translator, translator
from coder.project.guiding import GuideUseCases
from coder.project.names.guarding import GuardUseCases
from coder.queries.attribution import SHARED_BY
from coder.queries.codes import code_tree
from coder.queries.counted import count
from coder.queries.frequencies import frequencies
from coder.queries.guide import Guide, guide_questions
from coder.queries.method import is_reflexive
from coder.queries.registers import register_entries
from coder.queries.selection import ALL_CODERS, DEFAULT, Selection

if TYPE_CHECKING:
    from coder.exporters.pictures.drawing import Drawing
    from coder.exporters.pictures.labels import Labels
    from coder.queries.cooccurrence import CoOccurrences
    from coder.queries.crosstab import CrossTable

ACROSS = ("cases", "kinds", "places", "groups", "guide")
"""What the exported cross tables cross codes with."""
ORDERS = 200
"""Random orders behind the exported curve of saturation."""
_OF_SPEAKERS = {"cases": "case", "kinds": "kind", "places": "place"}


class PictureUseCases(GuideUseCases, GuardUseCases):
    """Drawings of figures, and their bytes."""

    def labels(self) -> "Labels":
        """What codes and register entries are called."""
        return self.ask(_labels)

    def cooccurrence_network(self, found: "CoOccurrences", name: str = "cooccurrence.graphml") -> bytes:
        """Codes that stand together as GraphML; ``name`` is what it is called where it is refused (``Leaking``)."""
        from coder.exporters.graphml import cooccurrence_graphml
        from coder.exporters.leaks import Words

        codes = self.ask(code_tree)
        self.refuse_leaks_in((Words(code.name, code.key) for code in codes), name)
        return cooccurrence_graphml(found, codes, translator(self.info().language))

    def painted(self, drawing: "Drawing", ending: str, name: str = "") -> bytes:
        """A drawing's bytes as ``svg`` or ``png``; ``name`` is what it is called where it is refused.

        Raises ``Leaking`` where it, or the data beside it, holds a name that was to be replaced.
        """
        from coder.exporters.pictures.drawing import SVG, as_document, paint

        svg = paint(drawing, SVG)
        self.refuse_leaks(as_document(drawing, svg), name or f"{drawing.name}.{ending}")
        return svg if ending == SVG else paint(drawing, ending)

    def figures_document(self, drawings: "Sequence[Drawing]", audience: str = TEAM) -> Document:
        """The data beside some pictures: a table for each, named as the picture is."""
        info = self.info()
        tables = tuple(replace(drawing.table, name=drawing.name) for drawing in drawings)
        return Document(info.name, info.language, tables, self.privacy_notice(audience))

    def frequencies_drawn(self, audience: str = TEAM, selection: Selection = DEFAULT) -> "Drawing":
        """Themes and codes by cases, in the study's language."""
        from coder.exporters.pictures.bars import frequency_picture

        t = translator(self.info().language)
        return frequency_picture(self.ask(frequencies, "", selection), self.labels(), t, audience)

    def matrices(self, audience: str = TEAM, selection: Selection = DEFAULT) -> "list[Drawing]":
        """The figures that are exported together, in the study's language: codes crossed with cases, kinds of actors,
        places, groups and the guide's questions; co-occurrence, saturation, agreement.

        What there is nothing of is left out, and in a reflexive study saturation and agreement. A report names no
        case, source or coder, and no kind or place of fewer than three cases.
        """
        t = translator(self.info().language)
        guide = self.guide() if self.ask(guide_questions) else None
        with self.store.reading() as session:
            labels = _labels(session)
            return [
                *_crossed(session, labels, t, audience, selection, guide),
                *_together(session, labels, t, audience, selection),
                *_compared(session, labels, t, audience, selection),
            ]


def _labels(session: Session) -> "Labels":
    from coder.exporters.pictures.labels import Labels

    codes = {code.key: code for code in code_tree(session)}
    return Labels(codes, {(entry.kind, entry.key): entry.name for entry in register_entries(session)})


def _crossed(
    session: Session, labels: "Labels", t: Translator, audience: str, selection: Selection, guide: Guide | None
) -> "Iterator[Drawing]":
    from coder.exporters.figures import crosstab_table
    from coder.exporters.pictures.heat import crosstab_picture
    from coder.exporters.summary import shared_places
    from coder.queries.crosstab import crosstab

    cases = _cases_by(session, selection)
    there = {"guide": guide is not None, "groups": bool(register_entries(session, "group"))}
    for across in ACROSS:
        if not there.get(across, cases.get(across)) or (audience == REPORT and across == "cases"):
            continue
        # Of one case there is one case at most.
        measure = "codings" if across == "cases" else "cases"
        found = crosstab(session, "codes", across, measure, selection, guide)
        left_out = 0
        if audience == REPORT and across in cases:
            # Columns that so few cases share point at each of them.
            found, left_out = _shared_only(found, shared_places(cases[across]))
        if found.rows and found.columns:
            table = crosstab_table(found, t, audience)
            if left_out:
                told = t.ngettext(
                    "{number} column of fewer than {cases} cases is left out.",
                    "{number} columns of fewer than {cases} cases are left out.",
                    left_out,
                ).format(number=left_out, cases=SHARED_BY)
                table = replace(table, caption=f"{table.caption} {told}")
            yield crosstab_picture(found, labels, t, table)


def _cases_by(session: Session, selection: Selection) -> dict[str, dict[str, set[str]]]:
    """The cases interviewed, by what crosses codes and is known of their speakers, and its values."""
    found: dict[str, dict[str, set[str]]] = {across: defaultdict(set) for across in _OF_SPEAKERS}
    for source in count(session, selection).sources:
        for turn in source.turns:
            for across, known in _OF_SPEAKERS.items():
                value = getattr(turn, known)
                if turn.case and value and not turn.interviewer:
                    found[across][value].add(turn.case)
    return found


def _shared_only(found: "CrossTable", shared: frozenset[str]) -> "tuple[CrossTable, int]":
    """The columns that are shared, and how many are left out."""
    kept = [place for place, name in enumerate(found.columns) if name in shared]
    numbers = tuple(tuple(row[place] for place in kept) for row in found.numbers)
    columns = tuple(found.columns[place] for place in kept)
    totals = tuple(found.column_totals[place] for place in kept)
    return replace(found, columns=columns, numbers=numbers, column_totals=totals), len(found.columns) - len(kept)


def _together(
    session: Session, labels: "Labels", t: Translator, audience: str, selection: Selection
) -> "Iterator[Drawing]":
    from coder.exporters.pictures.network import cooccurrence_picture
    from coder.queries.cooccurrence import OVERLAP, cooccurrence

    found = cooccurrence(session, OVERLAP, selection)
    if found.rows:
        chosen = found.scope.chosen if len(found.scope.chosen) > 1 else ()
        layers = [(name, cooccurrence(session, OVERLAP, replace(selection, coders=(name,)))) for name in chosen]
        yield cooccurrence_picture(found, labels, t, layers, audience)


def _compared(
    session: Session, labels: "Labels", t: Translator, audience: str, selection: Selection
) -> "Iterator[Drawing]":
    """Saturation and agreement, which a reflexive study does not have."""
    from coder.exporters.pictures.curves import saturation_picture
    from coder.exporters.pictures.intervals import agreement_picture
    from coder.queries.agreement import Comparison, agreement
    from coder.queries.saturation import saturation

    if is_reflexive(session):
        return
    curve = saturation(session, selection, orders=ORDERS)
    if curve.rows:
        yield saturation_picture(curve, t, audience)
    one = len(selection.coders) == 1 and selection.coders != (ALL_CODERS,)
    found = agreement(session, Comparison(() if one else selection.coders, with_interviewer=selection.with_interviewer))
    if found.rows:
        letters = tuple(ascii_uppercase[: len(found.coders)])
        yield agreement_picture(replace(found, coders=letters) if audience == REPORT else found, labels, t)
