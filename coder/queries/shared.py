"""What is handed to other programs, as frozen data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class SharedCode:
    """A code with all that describes it."""

    id: str
    key: str
    name: str
    depth: int
    own_colour: str
    colour: str
    """Its own, or that of the nearest code above with one."""
    definition: str
    use_when: str
    not_when: str
    keywords: tuple[str, ...]
    examples: tuple[str, ...]
    retired: bool
    notes: tuple[str, ...] = ()
    """Ids."""


@dataclass(frozen=True)
class SharedCase:
    """A case, the sources that are all its own, and its turns (ids of ``turn_id``) in others."""

    id: str
    name: str
    variables: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    turns: tuple[str, ...]


@dataclass(frozen=True)
class SharedSpeaker:
    """A label with what is known of it."""

    label: str
    role: str
    case: str
    actor: str
    kind: str
    place: str
    consent: str


@dataclass(frozen=True)
class SharedSource:
    """A source with its current text."""

    id: str
    name: str
    file_name: str
    format: str
    turn_pattern: str
    text: str
    variables: tuple[tuple[str, str], ...]
    speakers: tuple[SharedSpeaker, ...]
    times: tuple[tuple[int, int], ...]
    """Where turns begin and when (milliseconds), where the text itself does not say it."""
    turns: tuple[tuple[str, int, int], ...]
    """Interviewees' turns of a joint interview: id, start, end."""
    notes: tuple[str, ...]
    """Ids of notes on the whole of it."""
    passages: tuple[tuple[str, int, int, str], ...]
    """Notes on passages: id, start, end, who wrote it."""


@dataclass(frozen=True, slots=True)
class SharedCoding:
    """One coding; ``about`` are key, register and name."""

    id: str
    start: int
    end: int
    code_id: str
    coder_id: str
    at: str
    quote: str
    """Its identifier, where it is not the one that its id gives."""
    voice: str
    mode: str
    starred: bool
    prompted: str
    about: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SharedNote:
    id: str
    text: str
    coder_id: str
    at: str


@dataclass(frozen=True)
class SharedSet:
    id: str
    name: str
    description: str
    codes: tuple[str, ...]
    sources: tuple[str, ...]
