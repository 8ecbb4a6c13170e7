"""The model's frame: what stands in each section, and in which order."""

from collections.abc import Iterator

from coder.exporters.document import Block, Contents, Document, Heading, Paragraph
from coder.exporters.model.evidence import Shown, cited
from coder.exporters.model.figures import figures, for_and_against
from coder.exporters.model.limits import limits
from coder.exporters.model.material import ROLES_SECTION, Material
from coder.exporters.model.parts import PARTS
from coder.exporters.model.prose import citations, without_comments, written
from coder.i18n import Translator
from coder.queries.model_questions import ModelQuestion


def model_document(material: Material, t: Translator) -> Document:
    """The collaboration model in the translator's language."""
    title = t.gettext("Collaboration model: {project}").format(project=material.project)
    return Document(title, t.language, tuple(_blocks(material, t)), material.notice)


def _blocks(material: Material, t: Translator) -> Iterator[Block]:
    _ = t.gettext
    yield Contents(_("Contents"))
    yield Paragraph(
        _(
            "Each section answers a question of the study: first what people have written, with the quotes that carry "
            "it, then what the program has gathered from the coded interviews. The program gathers; people write."
        )
    )
    for number, question in enumerate(material.questions, 1):
        yield from _section(material, question, number, t)
    yield from _closing(material, len(material.questions) + 1, t)


def _section(material: Material, question: ModelQuestion, number: int, t: Translator) -> Iterator[Block]:
    shown = Shown(material, f"s{number}", t)
    yield Heading(1, f"{number}. {question.title}")
    yield from _text(material, question.key, shown, t)
    yield from cited(material, _cites(material, question.key), shown, t)
    if question.codes:
        yield from figures(material, question.codes, t)
    for name in question.show:
        if name in PARTS and name != "quotes":
            yield from PARTS[name](material, question, shown, t)
    if question.codes:
        yield from for_and_against(material, question.codes, shown, t)
    if "quotes" in question.show:
        yield from PARTS["quotes"](material, question, shown, t)
    yield from limits(material, question, t)


def _closing(material: Material, number: int, t: Translator) -> Iterator[Block]:
    """The distribution of roles: what all of it leads to."""
    shown = Shown(material, f"s{number}", t)
    title = t.gettext("Distribution of roles")
    yield Heading(1, f"{number}. {title}")
    yield from _text(material, ROLES_SECTION, shown, t)
    yield from cited(material, _cites(material, ROLES_SECTION), shown, t)
    blocks = material.shown.get("roles", ())
    if blocks:
        yield Heading(2, t.gettext("Roles"))
        yield from blocks


def _text(material: Material, section: str, shown: Shown, t: Translator) -> Iterator[Block]:
    text = material.texts.get(section, "")
    if without_comments(text).strip():
        yield from written(text, shown.anchor)
        return
    told = t.gettext("Nobody has written this section yet; its text goes into {path}.")
    yield Paragraph(told.format(path=f"synthesis/{section}.md"), emphasis=True)


def _cites(material: Material, section: str) -> list[str]:
    return [each.quote for each in citations(material.texts.get(section, ""))]
