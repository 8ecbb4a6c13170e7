"""What other subjects bring to the model: for a word of ``show``, their parts of a document."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlmodel import Session

from coder.exporters.actors import actors_table
from coder.exporters.document import Block, Column, Paragraph, Picture, Table, Value
from coder.exporters.model.material import annexed, of_question
from coder.exporters.privacy import REPORT
from coder.exporters.role_sections import of_actors, role_evidence, role_overview, role_quotes
from coder.exporters.statistics_for_readers import statistics_for_readers
from coder.exporters.synthesis_tables import (
    constellations_for_readers,
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
from coder.queries.model_questions import ModelQuestion, codes_shown_as
from coder.queries.selection import Selection
from coder.queries.statistics import figures
from coder.synthesis.constellations import Suggested, network
from coder.synthesis.whitespots import legend, no_proof

_MOST_SUGGESTED = 12


class ShowingUseCases(ActorUseCases, RoleUseCases, WhiteSpotUseCases, ConstellationUseCases):
    """Actors, roles, constellations, white spots and statistics, as the model shows them."""

    def all_shown(
        self, questions: Sequence[ModelQuestion], audience: str, selection: Selection
    ) -> tuple[dict[str, tuple[Block, ...]], tuple[str, ...]]:
        """The parts for each word of ``show``, as ``Material.shown`` keeps them, and the quotes that they lead to.

        Words that the model makes itself or does not know have none.
        """
        t = translator(self.info().language)
        words = {name for question in questions for name in question.show}
        with self._built_in_pipeline():
            shown, linked = self._roles_shown(questions, audience, selection, t)
            if "actors" in words:
                whole = actors_table(self.actor_register(selection), t, audience)
                shown["actors"] = tuple(_actors(whole, self.ask(_themes_of_actors), t))
            if "statistics" in words:
                shown["statistics"] = self._statistics(t)
            if "constellations" in words:
                shown["constellations"], quotes = self._constellations(selection, t)
                linked += quotes if audience != REPORT else ()
            if "whitespots" in words:
                shown |= self._white_spots(selection, t)
        return {name: blocks for name, blocks in shown.items() if blocks}, linked

    def _roles_shown(
        self, questions: Sequence[ModelQuestion], audience: str, selection: Selection, t: Translator
    ) -> tuple[dict[str, tuple[Block, ...]], tuple[str, ...]]:
        """The closing section, its evidence, and what sections show of the actors that they name."""
        found = self.roles(selection)
        measures = all("projects" not in question.show for question in questions)
        shown = {
            "roles": tuple(map(_for_readers, role_overview(found, t, audience, 3, measures))),
            annexed("roles"): tuple(role_evidence(found, t, audience, level=3)),
        }
        for question in questions:
            table = of_actors(found, question.listed("actors"), t, audience) if "roles" in question.show else None
            if table:
                shown[of_question("roles", question.key)] = (table,)
        return shown, role_quotes(found, audience)

    def _statistics(self, t: Translator) -> tuple[Block, ...]:
        found = self.ask(figures)
        if not found:
            return ()
        return tuple(statistics_for_readers(found, self.ask(names_of), t))

    def _white_spots(self, selection: Selection, t: Translator) -> dict[str, tuple[Block, ...]]:
        """By place in the section; by actor, and the rules, in the annex. What silence proves stands above all."""
        _ = t.gettext
        places, actors = (self.white_spots(kind, selection) for kind in KINDS)
        section: list[Block] = [Paragraph(no_proof(t))]
        if places.across:
            caption = _("White spots by place.")
            section.append(replace(whitespots_matrix(places, t), caption=f"{caption} {legend(t)}."))
        annex: list[Block] = [Paragraph(whitespots_caption(places, t))]
        if actors.across:
            caption = _("White spots by actor.")
            annex.append(replace(whitespots_matrix(actors, t), caption=f"{caption} {legend(t)}."))
        return {"whitespots": tuple(section), annexed("whitespots"): tuple(annex)}

    def _constellations(self, selection: Selection, t: Translator) -> tuple[tuple[Block, ...], tuple[str, ...]]:
        """Those that people wrote down, as a picture and a table; then what passages only suggest. And the quotes."""
        known, names = self.ask(constellations), self.ask(names_of)
        blocks: list[Block] = []
        if known:
            blocks += [self._network(t), constellations_for_readers(known, names, t)]
        suggested = self.suggested_constellations(selection)
        if suggested:
            blocks.append(_suggestions(suggested, names, t))
        quotes = [quote for one in known for quote in one.quotes]
        quotes += [quote for each in suggested for quote in each.quotes]
        return tuple(blocks), tuple(dict.fromkeys(quotes))

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
