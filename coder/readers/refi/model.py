"""A project or codebook of any program in one shape. Identities are GUIDs in lower case without braces."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class RefiCode:
    """A code; its parent comes before it."""

    guid: str
    name: str
    parent: str = ""
    """Its parent's GUID; empty at the root."""
    colour: str = ""
    """As written."""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefiValue:
    """What a variable is for something."""

    name: str
    value: str


@dataclass(frozen=True)
class RefiCase:
    """A case; one without a name holds the variables of its only source."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiCoding:
    """A code on whatever the coding stands in."""

    guid: str
    codes: tuple[str, ...]
    user: str = ""
    at: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RefiSelection:
    """A passage as the file counts; None where its ends are no numbers."""

    guid: str
    start: int | None
    end: int | None
    name: str = ""
    description: str = ""
    user: str = ""
    at: str = ""
    codings: tuple[RefiCoding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RefiText:
    """Something with a text: a source, a PDF's text, or a note."""

    guid: str
    name: str
    path: str = ""
    """Where its text lies in the archive, as written."""
    content: str = ""
    """Its text, where the project itself holds it."""
    description: str = ""
    user: str = ""
    at: str = ""
    selections: tuple[RefiSelection, ...] = ()
    codings: tuple[RefiCoding, ...] = ()
    """On the whole of it."""
    notes: tuple[str, ...] = ()
    values: tuple[RefiValue, ...] = ()


@dataclass(frozen=True)
class RefiLink:
    """Two things that belong together."""

    name: str
    origin: str
    target: str


@dataclass(frozen=True)
class RefiSet:
    """A group of codes or sources."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass
class RefiProject:
    """Everything a file says; ``losses`` are translated lines on the rest, ``remarks`` on what to look at."""

    name: str = ""
    origin: str = ""
    """The program that wrote it, as it calls itself."""
    description: str = ""
    settled: bool = False
    """Positions are code points of the texts as they are given: nothing is to be found out."""
    users: dict[str, str] = field(default_factory=dict)
    codes: list[RefiCode] = field(default_factory=list)
    cases: list[RefiCase] = field(default_factory=list)
    sources: list[RefiText] = field(default_factory=list)
    notes: list[RefiText] = field(default_factory=list)
    links: list[RefiLink] = field(default_factory=list)
    sets: list[RefiSet] = field(default_factory=list)
    note_refs: tuple[str, ...] = ()
    losses: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
