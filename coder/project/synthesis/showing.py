"""What other subjects bring to the model: for a word of ``show``, their parts of a document."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlmodel import Session

from coder.exporters.actors import actors_table
from coder.exporters.document import Block, Column, Paragraph, Picture, Table, Value
from coder.exporters.roles import role_blocks
from coder.exporters.synthesis_tables import (
    constellations_for_readers,
    overlap_remark,
    statistics_tables,
    whitespots_caption,
    whitespots_matrix,
)
from coder.i18n import Translator, translator
from coder.language.pipeline import BUILT_IN
from coder.project.synthesis.actors import ActorUseCases
from coder.project.synthesis.constellations import ConstellationUseCases
from coder.project.synthesis.roles import RoleUseCases
from coder.project.synthesis.whitespots import KINDS, WhiteSpotUseCases
from coder.queries.codes import code_tree
from coder.queries.constellations import constellations, names_of
from coder.queries.model_questions import codes_shown_as
from coder.queries.selection import Selection
from coder.queries.statistics import figures
from coder.synthesis.constellations import Suggested, network
from coder.synthesis.whitespots import legend

_MOST_SUGGESTED = 12


class ShowingUseCases(ActorUseCases, RoleUseCases, WhiteSpotUseCases, ConstellationUseCases):
    """Actors, roles, constellations, white spots and statistics, as the model shows them."""

    def shown_as(self, name: str, audience: str, selection: Selection) -> tuple[Block, ...]:
        """The parts for a word of ``show``; () for one that the model makes itself or does not know."""
        t = translator(self.info().language)
        with self._built_in_pipeline():
            match name:
                case "roles":
                    return tuple(map(_for_readers, role_blocks(self.roles(selection), t, audience, level=3)))
                case "actors":
                    whole = actors_table(self.actor_register(selection), t, audience)
                    return tuple(_actors(whole, self.ask(_themes_of_actors), t))
                case "statistics":
                    return self._statistics(t)
                case "constellations":
                    return tuple(self._constellations(selection, t))
                case "whitespots":
                    return tuple(self._white_spots(selection, t))
                case _:
                    return ()

    def _statistics(self, t: Translator) -> tuple[Block, ...]:
        found = self.ask(figures)
        if not found:
            return ()
        return (Paragraph(overlap_remark(t)), *statistics_tables(found, self.ask(names_of), t))

    def _white_spots(self, selection: Selection, t: Translator) -> Iterator[Block]:
        """By place and by actor; what the signs mean and do not prove stands once, above."""
        _ = t.gettext
        for kind, caption in zip(KINDS, (_("White spots by place."), _("White spots by actor.")), strict=True):
            spots = self.white_spots(kind, selection)
            if kind == KINDS[0]:
                yield Paragraph(whitespots_caption(spots, t))
            if spots.across:
                yield replace(whitespots_matrix(spots, t), caption=f"{caption} {legend(t)}.")

    def _constellations(self, selection: Selection, t: Translator) -> Iterator[Block]:
        """Those that people wrote down, as a picture and a table; then what passages only suggest."""
        known, names = self.ask(constellations), self.ask(names_of)
        if known:
            yield self._network(t)
            yield constellations_for_readers(known, names, t)
        suggested = self.suggested_constellations(selection)
        if suggested:
            yield _suggestions(suggested, names, t)

    def _network(self, t: Translator) -> Picture:
        from coder.exporters.pictures.drawing import PNG, SVG, block, paint
        from coder.exporters.pictures.two_mode import two_mode_picture

        names = self.ask(names_of)
        drawing = two_mode_picture(network(self.ask(constellations), names), names, t)
        return block(drawing, paint(drawing, SVG), paint(drawing, PNG))

    @contextmanager
    def _built_in_pipeline(self) -> Iterator[None]:
        """Names are found by rules alone: an export is the same whichever pipeline its maker has installed."""
        asked, at_work = self.pipeline_spec, self.pipeline
        self.pipeline_spec = BUILT_IN
        try:
            yield
        finally:
            self.pipeline_spec, self.pipeline = asked, at_work


def _for_readers(block: Block) -> Block:
    """A table without the ids that scripts go by, where its rows have names too; it then fits an upright page."""
    keys = [column.key for column in block.columns] if isinstance(block, Table) else []
    if not isinstance(block, Table) or keys[:2] != ["id", "name"]:
        return block
    return replace(block, columns=block.columns[1:], rows=tuple(row[1:] for row in block.rows))


def _themes_of_actors(session: Session) -> frozenset[str]:
    """The themes of the questions that are shown as actors."""
    themes = {code.key: code.theme for code in code_tree(session)}
    return frozenset(themes[key] for key in codes_shown_as(session, "actors"))


def _actors(whole: Table, themes: Collection[str], t: Translator) -> Iterator[Table]:
    """The register in two tables that fit a page: what documents say and who names whom, then what is said."""
    _ = t.gettext
    keys = [column.key for column in whole.columns]
    titles = {column.key: column.title for column in whole.columns}
    rows = [dict(zip(keys, row, strict=True)) for row in whole.rows]
    columns = (
        Column("name", titles["name"]),
        Column("mandate", _("Mandate and basis, from documents")),
        Column("projects", _("Projects it runs or pays for")),
        Column("named_in", titles["named_in"]),
    )
    shown = [row for row in rows if row["named_in"] or row["owns"] or row["finances"]]
    caption = whole.caption
    if silent := len(rows) - len(shown):
        told = t.ngettext(
            "{number} more actor of the register is named by nobody and runs no project.",
            "{number} more actors of the register are named by nobody and run no project.",
            silent,
        )
        caption += " " + told.format(number=silent)
    cells = tuple((row["name"], *map(_joined(row), _DOCUMENTS), row["named_in"]) for row in shown)
    yield Table("actors", caption, columns, cells)
    said = [key for key in keys if key.removesuffix("_own").removesuffix("_others") in themes]
    spoken = [row for row in rows if any(row[key] for key in said)]
    if spoken:
        caption = _("What is said of the actors, in cases: so many have coded passages about each.")
        heads = (columns[0], *(Column(key, titles[key]) for key in said))
        numbers = tuple((row["name"], *(row[key] or None for key in said)) for row in spoken)
        yield Table("actors_said", caption, heads, numbers)


_DOCUMENTS = (("mandate", "basis"), ("owns", "finances"))
"""What stands together in a column."""


def _joined(row: Mapping[str, Value]) -> Callable[[Sequence[str]], str]:
    return lambda keys: "; ".join(str(row[key]) for key in keys if row[key])


def _suggestions(found: tuple[Suggested, ...], names: dict[str, str], t: Translator) -> Table:
    """The suggestions that most cases speak of; a “?” says that nobody has confirmed them."""
    _ = t.gettext
    most = sorted(found, key=lambda each: (-each.cases, each.name))[:_MOST_SUGGESTED]
    columns = (
        Column("name", _("Name")),
        Column("members", _("Members")),
        Column("place", _("Place")),
        Column("cases", _("Cases")),
        Column("quotes", _("Quotes")),
    )
    rows = tuple(
        (
            f"{each.name} ?",
            ", ".join(names.get(key, key) for key in each.members),
            names.get(each.place, each.place),
            each.cases,
            " ".join(f"[{quote}]" for quote in each.quotes),
        )
        for each in most
    )
    caption = _("Suggested because passages name these actors together; whether there is one, a person says.")
    if len(found) > len(most):
        caption += " " + _("{number} of {all} suggestions, those that most cases speak of.").format(
            number=len(most), all=len(found)
        )
    return Table("suggested_constellations", caption, columns, rows)
