"""The whole project as JSON: everything people made of it, for an equal project elsewhere."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlmodel import Session
from sqlmodel import select as select_rows

from coder.errors import CoderError
from coder.exporters.leaks import Words
from coder.exporters.whole import write_whole_project
from coder.i18n import _, ngettext
from coder.model import ItemSet, NameReading, Row, Setting, Source, SourceText, Statistic, table_of
from coder.project.base import Progress, keep_going
from coder.project.files import write_whole_with
from coder.project.names.guarding import GuardUseCases
from coder.project.names.text_columns import project_texts, texts_in
from coder.queries.exchange import SharedProject
from coder.queries.whole.records import Whole
from coder.queries.whole.sections import SECTIONS

_OTHERS: dict[type[Row], tuple[str, ...]] = {
    Statistic: ("source", "definition"),
    Setting: ("value",),
    ItemSet: ("name", "description"),
    NameReading: ("name",),
}
"""Texts that no pseudonym is put into, and which leave all the same."""


class WholeExportUseCases(GuardUseCases):
    """The project as one file of this program."""

    def write_whole_project(
        self,
        path: Path,
        progress: Progress = keep_going,
        refused: Callable[[CoderError], None] | None = None,
    ) -> None:
        """Write the project as JSON. What is left out is told to ``refused``.

        Old versions of texts in which a name stands that was replaced stay behind, with what stands on them. Raises
        ``Leaking`` where a name stands anywhere else, ``CoderError`` where ``progress`` stops it.
        """
        with self.store.reading() as session:
            self.refuse_leaks_in(leaving(session), path.name)
            whole = Whole(session, set(_hidden(session, self.leaking())))
            write_whole_with(path, lambda out: _watched(write_whole_project(whole, out), progress, path.name))
        left = sum(whole.left_out.values())
        if left and refused is not None:
            message = ngettext(
                "{file}: {number} record is not in it, since it stands on an old version with names that were "
                "replaced.",
                "{file}: {number} records are not in it, since they stand on old versions with names that were "
                "replaced.",
                left,
            )
            refused(CoderError(message.format(file=path.name, number=left)))


def _watched(sections: Iterator[str], progress: Progress, name: str) -> None:
    for done, section in enumerate(sections):
        if not progress(done, len(SECTIONS), section):
            raise CoderError(_("The export was stopped; {file} was not written.").format(file=name))


def _hidden(session: Session, leaking: Callable[[str], bool]) -> Iterator[str]:
    """Old versions that hold what must not leave."""
    text = table_of(SourceText)
    current = set(session.exec(select_rows(Source.source_text_id)).all())
    for identity in session.connection().scalars(select(text.c.id).order_by(text.c.id)).all():
        if identity in current:
            continue
        words: str = session.connection().execute(select(text.c.text).where(text.c.id == identity)).scalar_one()
        if leaking(words):
            yield identity


def leaving(session: Session) -> Iterator[Words]:
    """Every text that leaves beside old versions, with where it stands."""
    elsewhere = _("the codebook, the cases or the notes")
    for each in project_texts(session):
        yield Words(each.text, elsewhere, each.free)
    for model, columns in _OTHERS.items():
        table = table_of(model)
        for row in session.connection().execute(select(*(table.c[column] for column in columns))).all():
            for value in row:
                for text in texts_in(value):
                    yield Words(text, elsewhere)
    shared = SharedProject(session)
    for source in shared.sources():
        for words in shared.turns_of(source):
            yield Words(words, source.name, free=True)
