"""Which of a project's sources a file is: by its name, however that is written, or by the pseudonym of its name."""

from collections.abc import Callable
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session

from coder.errors import Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.model import Source, Step, table_of
from coder.project.names.naming import as_written
from coder.spans import folded


class KnownSource(NamedTuple):
    """A source that is loaded, and how its file was read."""

    id: str
    name: str
    file_name: str
    turn_pattern: str
    encoding: str


class KnownSources:
    """All sources at one moment, as rows, not as objects: whoever loads hundreds of files asks for each."""

    def __init__(self, session: Session) -> None:
        self.read(session)

    def read(self, session: Session) -> None:
        """What is so now, whatever was known."""
        self.written: Callable[[str], str] = as_written(session)
        """A name (of a file, say) as the project writes it: with a pseudonym where it is a person's."""
        columns = table_of(Source).c
        query = select(*(columns[name] for name in KnownSource._fields))
        # Every change is a step: while no other one was taken, what was read here is still so.
        self._step = session.connection().execute(select(func.max(table_of(Step).c.id))).scalar() or 0
        self._by_name: dict[str, KnownSource] = {}
        self._by_file: dict[str, list[KnownSource]] = {}
        for row in session.connection().execute(query).all():
            self._remember(KnownSource(*row))

    def _remember(self, source: KnownSource) -> None:
        self._by_name.setdefault(folded(source.name), source)
        self._by_file.setdefault(folded(source.file_name), []).append(source)

    def still_hold(self, step: StepWriter) -> bool:
        """True if nothing was changed between their reading and this step, in which nobody else can write."""
        return step.number == self._step + 1

    def add(self, source: Source, step: StepWriter) -> None:
        """One that a step has added to them; where they no longer hold, nothing brings them up to date again."""
        if self.still_hold(step):
            self._remember(KnownSource(*(getattr(source, name) for name in KnownSource._fields)))
            self._step = step.number

    def from_file(self, file_name: str) -> dict[str, KnownSource]:
        """The sources that came from a file of this name, by their folded names."""
        files = dict.fromkeys([folded(file_name), folded(self.written(file_name))])
        return {folded(source.name): source for file in files for source in self._by_file.get(file, ())}

    def called(self, name: str, file_name: str) -> KnownSource | None:
        """The source of this name. Raises ``Refused`` where another file has given it."""
        names, files = ([folded(each), folded(self.written(each))] for each in (name, file_name))
        found = next((self._by_name[each] for each in names if each in self._by_name), None)
        if found is not None and folded(found.file_name) not in files:
            message = _("another file of that name is loaded already: {file}; rename one of them.")
            raise Refused(message.format(file=found.file_name))
        return found
