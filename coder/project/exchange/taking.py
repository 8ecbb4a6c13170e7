"""What all parts of an import share: the step, the file, what became of its identities, and who did what."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlmodel import select

from coder.alignment import Alignment
from coder.history import StepWriter
from coder.identity import derived, fresh
from coder.model import Coder, Row
from coder.project.exchange.outcome import ExchangeResult
from coder.readers.refi.model import RefiProject, RefiText
from coder.readers.refi.offsets import Ruler
from coder.spans import Span, folded

OWN_ORIGIN = "intervju-coder"

TextOf = Callable[[RefiText], str | None]
"""Gives a text as it stands in the file, None where it is missing."""


@dataclass(frozen=True)
class Placed:
    """A source of the file as it stands in the project."""

    source_id: str
    source_text_id: str
    name: str
    length: int
    """Of the text in the project."""
    ruler: Ruler
    """How the file counts in its own text."""
    moved: Alignment | None = None
    """From the file's text to the project's, where they differ."""

    def span(self, start: int | None, end: int | None) -> Span | None:
        """A selection's passage in the project; None where it lies outside or its words are gone."""
        found = self.ruler.span(start, end)
        return self.moved.place(found) if self.moved is not None and found is not None else found


@dataclass
class Target:
    """Something of the file that a note may be on."""

    kind: str
    id: str
    start: int | None = None
    end: int | None = None


@dataclass
class Taking:
    """One import under way."""

    step: StepWriter
    file: RefiProject
    text_of: TextOf
    result: ExchangeResult
    coder: str
    """Who imports: what nobody is named for is theirs."""
    codes: dict[str, str] = field(default_factory=dict)
    """Codes' rows by the file's identities."""
    sources: dict[str, Placed] = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    """What notes may be on, by the file's identities."""
    _coders: dict[str, str] = field(default_factory=dict)

    @property
    def own(self) -> bool:
        """Whether this program wrote the file."""
        return self.file.origin.startswith(OWN_ORIGIN)

    def coder_of(self, *users: str) -> str:
        """The id of the coder whom the first known of some users is; a new coder where nobody is called so."""
        name = next((self.file.users[user] for user in users if self.file.users.get(user)), self.coder)
        if folded(name) not in self._coders:
            self._coders[folded(name)] = self._coder(
                name, next((u for u, n in self.file.users.items() if n == name), "")
            )
        return self._coders[folded(name)]

    def _coder(self, name: str, guid: str) -> str:
        rows = self.step.session.exec(select(Coder)).all()
        known = next((row.id for row in rows if folded(row.name) == folded(name)), None)
        if known:
            self.result.equal["coders"] += 1
            return known
        self.result.added["coders"] += 1
        identity = self.free(Coder, guid or derived("coder", folded(name)))
        return self.step.insert(Coder(id=identity, name=name.strip())).id

    def free(self, model: type[Row], identity: str) -> str:
        """An identity where no row of that table has it, else a new one."""
        return identity if identity and self.step.session.get(model, identity) is None else fresh()


def first_names(names: Iterable[str], most: int = 3) -> str:
    """Names for a line of the report."""
    known = list(dict.fromkeys(names))
    return ", ".join(known[:most]) + (", …" if len(known) > most else "")
