"""What people made of the codings, and what they settled for the whole project."""

from coder.model import (
    Constellation,
    FrameworkSummary,
    ItemSet,
    NameReading,
    PickedQuote,
    Pseudonym,
    RoleText,
    SavedQuery,
    Setting,
    Statistic,
    WhiteSpot,
)
from coder.queries.whole.fields import AT, BY, CODE, SOURCE, UUID, WRITTEN
from coder.queries.whole.shape import Field, Kind, Section

SUMMARIES = Section(
    "summaries",
    FrameworkSummary,
    "Cells of framework matrices; the text cites quotes in square brackets.",
    (UUID, Field("case", Kind.CASE, "", "case_id"), CODE, Field("text", Kind.TEXT, default=""), WRITTEN, AT),
    unique=("case_id", "code_id"),
)
ROLE_TEXTS = Section(
    "role_texts",
    RoleText,
    "Cells of the distribution of roles.",
    (
        UUID,
        Field("function", Kind.CODE, "The code of the function.", "function_id"),
        Field("actor", Kind.ENTRY, "", "actor_id"),
        Field("mode", Kind.TEXT, choices=("now", "wanted")),
        Field("text", Kind.TEXT, default=""),
        WRITTEN,
        AT,
    ),
    unique=("function_id", "actor_id", "mode"),
)
CONSTELLATIONS = Section(
    "constellations",
    Constellation,
    "Who works together, as people have written it down.",
    (
        UUID,
        Field("id", Kind.TEXT, "What people type; for life.", "key"),
        Field("name", Kind.TEXT),
        Field("purpose", Kind.TEXT, default=""),
        Field("place", Kind.TEXT, "The id of a place.", default=""),
        Field("members", Kind.TEXTS, "Ids of actors.", default=[]),
        Field("groups", Kind.TEXTS, "Ids of target groups.", default=[]),
        Field("quotes", Kind.TEXTS, "Identifiers of the quotes that say so.", default=[]),
        Field("state", Kind.TEXT, default="unknown", choices=("running", "ended", "planned", "unknown")),
        Field("decision", Kind.TEXT, default="open", choices=("confirmed", "refuted", "open")),
        BY,
        AT,
    ),
    order=("key",),
    unique=("key",),
)
WHITE_SPOTS = Section(
    "white_spots",
    WhiteSpot,
    "Cells of the white spots that people have settled.",
    (
        UUID,
        Field("group", Kind.ENTRY, "", "group_id"),
        Field("across", Kind.ENTRY, "A place or an actor.", "across_id"),
        Field("state", Kind.TEXT, choices=("not_asked", "nothing_said", "missing", "contested", "exists")),
        Field("why", Kind.TEXT, default=""),
        BY,
        AT,
    ),
    unique=("group_id", "across_id"),
)
STATISTICS = Section(
    "statistics",
    Statistic,
    "Figures from statistics tables; groups overlap and are never summed.",
    (
        UUID,
        Field("group", Kind.TEXT, "The id of a group, or the table's own words.", "group_key"),
        Field("place", Kind.TEXT, "", "place_key"),
        Field("sex", Kind.TEXT, default=""),
        Field("age", Kind.TEXT, default=""),
        Field("year", Kind.TEXT, default=""),
        Field("measure", Kind.TEXT, default=""),
        Field("count", Kind.REAL),
        Field("source", Kind.TEXT, "Where the figure is from.", default=""),
        Field("definition", Kind.TEXT, default=""),
    ),
    unique=("group_key", "place_key", "sex", "age", "year", "measure", "source"),
)
NAME_READINGS = Section(
    "name_readings",
    NameReading,
    "Whom ambiguous names mean.",
    (
        UUID,
        SOURCE,
        Field("name", Kind.TEXT),
        Field("entry", Kind.ENTRY, "Left out: none of them.", "register_entry_id", None),
        BY,
        AT,
    ),
    unique=("source_id", "name"),
)
PICKED_QUOTES = Section(
    "picked_quotes",
    PickedQuote,
    "Quotes chosen for the report.",
    (
        UUID,
        Field("quote", Kind.QUOTE, "", "coding_id"),
        Field("position", Kind.NUMBER, default=0),
        Field("heading", Kind.TEXT, default=""),
        Field("edited", Kind.TEXT, "Speech lightly edited; left out: verbatim.", default=""),
        Field("by", Kind.CODER, "", "picked_by"),
    ),
    order=("position", "id"),
    unique=("coding_id",),
)
SAVED_QUERIES = Section(
    "saved_queries",
    SavedQuery,
    "Codes combined in expressions.",
    (
        UUID,
        Field("name", Kind.TEXT),
        Field("expression", Kind.TEXT, default=""),
        Field("by", Kind.CODER, "", "saved_by"),
        AT,
    ),
    order=("name",),
    unique=("name",),
)
SETS = Section(
    "sets",
    ItemSet,
    "Named sets of sources or codes.",
    (
        UUID,
        Field("kind", Kind.TEXT, choices=("source", "code")),
        Field("name", Kind.TEXT),
        Field("description", Kind.TEXT, default=""),
        Field("members", Kind.MEMBERS, default=[]),
    ),
)
SETTINGS = Section(
    "settings",
    Setting,
    "Choices made for the whole project.",
    (UUID, Field("name", Kind.TEXT, "", "key"), Field("value", Kind.OBJECT, default={})),
    order=("key",),
    unique=("key",),
)
PSEUDONYMS = Section(
    "pseudonyms",
    Pseudonym,
    "What was decided about names of people: fingerprints, never the names. Whoever has this file can try whether "
    "a name that they guess is among them.",
    (
        UUID,
        Field("fingerprint", Kind.TEXT),
        Field("kind", Kind.TEXT),
        Field("decision", Kind.TEXT, choices=("replace", "keep")),
        Field("replacement", Kind.TEXT, default=""),
        BY,
        AT,
    ),
    unique=("fingerprint",),
)
