"""The collaboration model: what people wrote in ``synthesis/`` beside what the program has gathered, as documents."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sqlmodel import Session

from coder.errors import CoderError
from coder.exporters.document import Document, Paragraph
from coder.exporters.model.evidence import evidence_comment, names_coder
from coder.exporters.model.material import ROLES_SECTION, SUMMARY_SECTION, Material
from coder.exporters.model.prose import citations
from coder.exporters.privacy import AUDIENCES, REPORT, TEAM
from coder.exporters.tables import for_audience
from coder.i18n import Translator, _, translator
from coder.project.base import Progress, keep_going
from coder.project.files import write_whole
from coder.project.names.guarding import Leaking
from coder.project.synthesis.showing import ShowingUseCases
from coder.queries.agreement import Agreement, agreement
from coder.queries.coders import coder_names
from coder.queries.codes import code_tree
from coder.queries.counted import Counted, CountedTurn, count
from coder.queries.functions import functions
from coder.queries.guide import Coverage, coverage
from coder.queries.model_questions import model_questions
from coder.queries.quotes import EVERY, Quote, Quotes, quotes
from coder.queries.registers import register_entries
from coder.queries.selection import DEFAULT, EVERY_CODING, Selection

FOLDER = "synthesis"
MODEL = "samverkansmodell"
MODEL_EXPORT = "model"
WORD = "docx"
ENDINGS = ("md", "html", WORD)


@dataclass(frozen=True)
class Model:
    """The model as a document, and what is wrong with what people wrote or asked for, a line each."""

    document: Document
    complaints: tuple[str, ...]


@dataclass(frozen=True)
class WrittenModel:
    """What became of writing the model."""

    begun: tuple[Path, ...]
    """Files for people to write in, made now."""
    files: tuple[Path, ...]
    remarks: tuple[str, ...]
    """What a person has to know: a file that somebody edited was left alone."""
    complaints: tuple[str, ...]


class ModelUseCases(ShowingUseCases):
    """The document that the study exists for."""

    @property
    def synthesis_folder(self) -> Path:
        """Where people write the model's texts."""
        return self.folder / FOLDER

    def has_model(self) -> bool:
        """Whether the codebook says which questions the model answers."""
        return bool(self.ask(model_questions))

    def model(self, audience: str = TEAM, selection: Selection = DEFAULT) -> Model:
        """The model in the codebook's language. ``CoderError`` where the codebook has no questions."""
        if audience not in AUDIENCES:
            raise CoderError(
                _("--for {name}: choose one of {names}.").format(name=audience, names=", ".join(AUDIENCES))
            )
        from coder.exporters.model.sections import model_document

        material, complaints = self._model_material(audience, selection)
        return Model(model_document(material, self._translator()), complaints)

    def write_model(
        self,
        folder: Path,
        audience: str = TEAM,
        template: Path | None = None,
        selection: Selection = DEFAULT,
        progress: Progress = keep_going,
        refused: Callable[[CoderError], None] | None = None,
    ) -> WrittenModel:
        """Write ``samverkansmodell`` as Markdown, web page and Word file, and begin the texts that nobody has begun.

        A Word file that somebody edited is never written over: the new one gets a number. ``CoderError`` where the
        codebook has no questions, where a template is none, and where a folder cannot be written; a document that
        holds what must not leave is told to ``refused``, or raised.
        """
        begun = self.begin_synthesis(selection)
        model = self.model(audience, selection)
        files: list[Path] = []
        remarks: list[str] = []
        for number, (name, make) in enumerate(self.model_files(model.document, template)):
            if not progress(number, len(ENDINGS), name):
                break
            try:
                data = make()
            except Leaking as error:
                if refused is None:
                    raise
                refused(error)
                continue
            place = self.place_for(folder / name)
            write_whole(place, data)
            files.append(place)
            remarks += [str(was_edited(name, place))] if place.name != name else []
        progress(len(ENDINGS), len(ENDINGS), "")
        return WrittenModel(begun, tuple(files), tuple(remarks), model.complaints)

    def model_files(
        self, document: Document, template: Path | None = None
    ) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """The model's files by name, and what makes their bytes; that raises ``Leaking`` as ``rendered`` does."""
        for ending in ENDINGS:
            name = f"{MODEL}.{ending}"
            if ending == WORD:
                yield name, partial(self._word, document, name, template)
            else:
                yield name, partial(self.rendered, document, ending, name)

    def place_for(self, path: Path) -> Path:
        """Where an export may be written: a model's Word file that somebody edited is never written over."""
        if path.name != f"{MODEL}.{WORD}":
            return path
        from coder.exporters.seal import free_place

        return free_place(path)

    def begin_synthesis(self, selection: Selection = DEFAULT) -> tuple[Path, ...]:
        """Make the files for the sections' texts that are not there yet, each with its evidence in a comment."""
        wanted = [key for key in self._sections() if not self._text_path(key).exists()]
        if not wanted:
            return ()
        material, _complaints = self._model_material(TEAM, selection, only_begun=True)
        t = self._translator()
        made = []
        codes = {question.key: question.codes for question in material.questions}
        titles = {question.key: question.title for question in material.questions}
        codes[ROLES_SECTION] = tuple(code.key for code in self.ask(functions).codes)
        titles[ROLES_SECTION] = t.gettext("Distribution of roles")
        codes[SUMMARY_SECTION], titles[SUMMARY_SECTION] = (), t.gettext("Summary")
        for key in wanted:
            path = self._text_path(key)
            text = evidence_comment(material, codes[key], titles[key], t)
            self.refuse_leaks(Document("", t.language, (Paragraph(text),)), path.name)
            write_whole(path, text.encode())
            made.append(path)
        return tuple(made)

    def _word(self, document: Document, name: str, template: Path | None) -> bytes:
        from coder.exporters.docx import DocxExporter
        from coder.exporters.seal import sealed

        self.refuse_leaks(document, name)
        out = io.BytesIO()
        DocxExporter().export(document, out, template)
        return sealed(out.getvalue())

    def _translator(self) -> Translator:
        return translator(self.info().language)

    def _sections(self) -> list[str]:
        return [SUMMARY_SECTION, *(question.key for question in self.ask(model_questions)), ROLES_SECTION]

    def _text_path(self, key: str) -> Path:
        return self.synthesis_folder / f"{key}.md"

    def _synthesis_texts(self) -> dict[str, str]:
        return {key: text for key in self._sections() if (text := _read(self._text_path(key)))}

    def _model_material(
        self, audience: str, selection: Selection, only_begun: bool = False
    ) -> tuple[Material, tuple[str, ...]]:
        """What the model is made from; ``only_begun``: no more than what texts are begun with."""
        questions = self.ask(model_questions)
        if not questions:
            message = _(
                "The codebook names no questions for the model; write them into codebook.yaml: a line 'questions:', "
                "then a line '  - {id: q1, title: Which obstacles are there?, codes: [CODE], show: [matrix, quotes]}'."
            )
            raise CoderError(message)
        texts = {} if only_begun else self._synthesis_texts()
        shown, linked = ({}, ()) if only_begun else self.all_shown(questions, audience, selection)
        with self.store.reading() as session:
            counted = count(session, selection)
            found = quotes(session, EVERY, selection)
            cited, unknown = _cited(session, texts, linked, found)
            material = Material(
                project=self.info().name,
                audience=audience,
                questions=questions,
                codes=code_tree(session),
                registers=register_entries(session),
                codings=counted.codings,
                quotes=for_audience(found, audience),
                cited={each.quote: each for each in for_audience(Quotes(cited, found.scope), audience).rows},
                interviews=len(counted.sources),
                all_cases=len(counted.cases),
                cases=tuple(counted.cases),
                speakers=_speakers(counted),
                coders=coder_names(session),
                texts=texts,
            )
        if only_begun:
            return material, ()
        complaints = (*unknown, *_unknown_parts(material), *_naming_coders(material))
        return (
            replace(
                material,
                coverage=self._coverage(material),
                agreement=self._agreement(),
                shown=shown,
                notice=self.privacy_notice(audience),
            ),
            complaints,
        )

    def _coverage(self, material: Material) -> tuple[Coverage, ...]:
        """Where the guide's questions were asked, if any section's limits are to say so."""
        if not any(question.listed("guide") for question in material.questions):
            return ()
        guide = self.guide()
        return self.ask(coverage, guide)

    def _agreement(self) -> Agreement | None:
        with suppress(CoderError):  # of one coder there is nothing to say
            return self.ask(agreement)
        return None


def was_edited(name: str, place: Path) -> CoderError:
    """What is said where a Word file was left alone and the new one got a number."""
    message = _("{name} was edited by somebody, so it is left as it is; the new one is {other}.")
    return CoderError(message.format(name=name, other=place.name))


def _read(path: Path) -> str:
    """A text's file, "" where there is none. ``CoderError`` where it is no text."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CoderError(_("{path}: is not UTF-8 text; save it as UTF-8.").format(path=path)) from error
    except OSError as error:
        message = _("{path}: cannot be read: {reason}.")
        raise CoderError(message.format(path=path, reason=error.strerror)) from error


def _cited(
    session: Session, texts: dict[str, str], linked: Sequence[str], found: Quotes
) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """The quotes that texts cite and other parts lead to, also those that are in no coding set; and a line for each
    that a text cites and that does not exist."""
    wanted = [(key, each) for key, text in texts.items() for each in citations(text)]
    asked = dict.fromkeys([*(each.quote for _key, each in wanted), *linked])
    known = {quote.quote: quote for quote in found.rows}
    if any(quote not in known for quote in asked):
        everything = quotes(session, EVERY, Selection(EVERY_CODING, with_interviewer=True))
        known = {quote.quote: quote for quote in everything.rows} | known
    message = _("{path}, line {line}: no quote has the identifier {quote}; 'coder quotes' lists them.")
    unknown = [
        message.format(path=f"{FOLDER}/{key}.md", line=each.line, quote=each.quote)
        for key, each in wanted
        if each.quote not in known
    ]
    return tuple(known[quote] for quote in asked if quote in known), tuple(dict.fromkeys(unknown))


def _unknown_parts(material: Material) -> Sequence[str]:
    from coder.exporters.model.parts import PARTS

    message = _("codebook.yaml, question {question}: “show: {name}” is unknown; choose among {names}.")
    return [
        message.format(question=question.key, name=name, names=", ".join(PARTS))
        for question in material.questions
        for name in question.show
        if name not in PARTS
    ]


def _naming_coders(material: Material) -> Sequence[str]:
    """In a report nobody who coded is named, not even by the people they interviewed."""
    if material.audience != REPORT:
        return []
    message = _("{path}, line {line}: the quote {quote} names somebody who coded; cite another one in a report.")
    return [
        message.format(path=f"{FOLDER}/{key}.md", line=each.line, quote=each.quote)
        for key, text in material.texts.items()
        for each in citations(text)
        if each.quote in material.cited and names_coder(material.cited[each.quote].text, material.coders)
    ]


def _speakers(counted: Counted) -> tuple[CountedTurn, ...]:
    """A turn of each interviewee of each source."""
    turns = {
        (source.id, turn.label): turn for source in counted.sources for turn in source.turns if not turn.interviewer
    }
    return tuple(turns.values())
