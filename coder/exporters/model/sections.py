"""The model's frame: what stands in each section, and in which order."""

from collections import Counter
from collections.abc import Iterator

from coder.exporters.document import Block, Contents, Document, Heading, Paragraph
from coder.exporters.model.evidence import Shown, all_quotes
from coder.exporters.model.figures import figures, for_and_against
from coder.exporters.model.limits import about_the_material, limits
from coder.exporters.model.material import ROLES_SECTION, SUMMARY_SECTION, Material, annexed
from coder.exporters.model.parts import PARTS
from coder.exporters.model.prose import citations, without_comments, written
from coder.i18n import Translator
from coder.queries.model_questions import ModelQuestion


def model_document(material: Material, t: Translator) -> Document:
    """The collaboration model in the translator's language."""
    title = t.gettext("Collaboration model: {project}").format(project=material.project)
    return Document(title, t.language, tuple(_Model(material, t).blocks()), material.notice)


class _Model:
    """A document in the making: what sections have shown so far decides what later ones show."""

    def __init__(self, material: Material, t: Translator) -> None:
        self._material = material
        self._t = t
        self._heard: Counter[str] = Counter()
        self._annex: list[Block] = []

    def blocks(self) -> Iterator[Block]:
        """What a reader needs first comes first: the answers, then the sections, what they rest on in the annexes."""
        _ = self._t.gettext
        yield Contents(_("Contents"))
        yield Paragraph(
            _(
                "Each section answers a question of the study: first what people have written, then what the program "
                "has gathered from the coded interviews. Identifiers in brackets lead to the quotes in annex 1. The "
                "program gathers; people write."
            )
        )
        yield Heading(1, _("Summary"))
        yield from self._text(SUMMARY_SECTION, self._shown(SUMMARY_SECTION))
        for number, question in enumerate(self._material.questions, 1):
            yield from self._section(question, number)
        yield from self._closing(len(self._material.questions) + 1)
        yield Heading(1, _("About the material"))
        yield from about_the_material(self._material, self._t)
        if self._material.cited:
            yield Heading(1, _("Annex 1. The quotes"))
            yield from all_quotes(self._material, self._t)
        if self._annex:
            yield Heading(1, _("Annex 2. More tables"))
            yield from self._annex

    def _section(self, question: ModelQuestion, number: int) -> Iterator[Block]:
        material, t = self._material, self._t
        shown = self._shown(question.key)
        title = f"{number}. {question.title}"
        yield Heading(1, title)
        yield from self._text(question.key, shown)
        if question.codes:
            yield from figures(material, question, shown, t)
        for name in question.show:
            if name in PARTS and name != "quotes":
                yield from PARTS[name](material, question, shown, t)
        if question.codes:
            yield from for_and_against(material, question.codes, shown, t)
        if "quotes" in question.show:
            yield from PARTS["quotes"](material, question, shown, t)
        yield from limits(material, question, t)
        self._to_annex(title, shown)

    def _closing(self, number: int) -> Iterator[Block]:
        """The distribution of roles: what all of it leads to."""
        shown = self._shown(ROLES_SECTION)
        title = f"{number}. {self._t.gettext('Distribution of roles')}"
        yield Heading(1, title)
        yield from self._text(ROLES_SECTION, shown)
        blocks = self._material.shown.get("roles", ())
        if blocks:
            yield Heading(2, self._t.gettext("Roles"))
            yield from blocks
        places = [number for number, each in enumerate(self._material.questions, 1) if "projects" in each.show]
        if places:
            told = self._t.gettext("The projects of the registers stand in section {number}.")
            yield Paragraph(told.format(number=places[0]))
        shown.annex += self._material.shown.get(annexed("roles"), ())
        self._to_annex(title, shown)

    def _to_annex(self, title: str, shown: Shown) -> None:
        if shown.annex:
            self._annex += [Heading(2, self._t.gettext("To section {title}").format(title=title)), *shown.annex]

    def _shown(self, section: str) -> Shown:
        text = self._material.texts.get(section, "")
        return Shown(self._material, self._t, self._heard, [each.quote for each in citations(text)])

    def _text(self, section: str, shown: Shown) -> Iterator[Block]:
        text = self._material.texts.get(section, "")
        if without_comments(text).strip():
            yield from written(text, shown.anchor)
            return
        told = self._t.gettext("Nobody has written this section yet; its text goes into {path}.")
        yield Paragraph(told.format(path=f"synthesis/{section}.md"), emphasis=True)
