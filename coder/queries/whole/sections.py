"""The sections of a whole project: every recorded table, in the order in which one refers to another.

Left out are what only this machine needs: the history, caches, where a coder was, and which files were exported.
"""

from collections.abc import Sequence

from sqlmodel import Session

from coder.model import (
    Adjudication,
    Case,
    CaseVariable,
    Code,
    Coder,
    Coding,
    CodingAbout,
    Constellation,
    Decision,
    DoubleCoding,
    Finished,
    FrameworkSummary,
    GuideMatch,
    ItemSet,
    NameReading,
    Note,
    PickedQuote,
    Preparation,
    ProjectInfo,
    Pseudonym,
    RegisterEntry,
    RoleText,
    SavedQuery,
    Setting,
    Source,
    SourceText,
    Speaker,
    Statistic,
    Turn,
    Verdict,
    WhiteSpot,
)
from coder.queries.codes import code_tree
from coder.queries.whole.shape import Field, Kind, Section
from coder.terms import CONSENTS, INTERVIEWEE, INTERVIEWER, METHODS, MODES, PARTS, VOICES


def _codes_in_order(session: Session) -> Sequence[str]:
    return [view.id for view in code_tree(session)]


UUID = Field("uuid", Kind.TEXT, "What makes it the same thing in another project.", "id")
_AT = Field(
    "at",
    Kind.TEXT,
    "When, UTC, ISO 8601; not there where it came from a table, whose reading is no date of its own.",
    "created_at",
    default="",
)
_START = Field("start", Kind.NUMBER, "Unicode code points from the beginning of that version of the text.")
_END = Field("end", Kind.NUMBER, "Exclusive.")
_VERSION = Field("version", Kind.VERSION, "The version of the source's text in which offsets count.", "source_text_id")
_SOURCE = Field("source", Kind.SOURCE, "", "source_id")
_CODE = Field("code", Kind.CODE, "", "code_id")
_CODER = Field("coder", Kind.CODER, "", "coder_id")
_BY = Field("by", Kind.CODER, "Whoever decided it.", "decided_by")
_WRITTEN = Field("by", Kind.CODER, "Whoever wrote it.", "written_by")

PROJECT = Section(
    "project",
    ProjectInfo,
    "The study.",
    (
        Field("name", Kind.TEXT),
        Field("language", Kind.TEXT, "Of the study and its exports.", default="sv"),
        Field("method", Kind.TEXT, "Decides which figures are offered.", default="codebook", choices=METHODS),
        Field("salt", Kind.TEXT, "What fingerprints of replaced names are mixed with.", default=""),
    ),
    implied=("id",),
)
"""One record, not a list."""

_TURNS = Section(
    "turns",
    Turn,
    "One speaker's uninterrupted speech.",
    (
        Field("number", Kind.NUMBER, "From 1."),
        Field("label", Kind.TEXT, "The speaker's, as it stands in the text.", default=""),
        Field("start", Kind.NUMBER, "Where the turn begins, with its label."),
        Field("speech_start", Kind.NUMBER, "Where the speech begins, after the label."),
        Field("end", Kind.NUMBER, "Exclusive."),
        Field("time_ms", Kind.NUMBER, "When it begins, in milliseconds.", default=None),
        Field("words", Kind.NUMBER, "Words of the speech.", default=0),
    ),
    order=("number",),
    parent="source_text_id",
    implied=("id",),
)
_VERSIONS = Section(
    "versions",
    SourceText,
    "A version of a text; it never changes.",
    (
        UUID,
        Field("version", Kind.NUMBER, "From 1."),
        Field("origin", Kind.TEXT, "What made it: file, correction, speakers or pseudonyms.", default="file"),
        Field("text", Kind.TEXT),
        Field("turns", Kind.ROWS, rows=_TURNS, default=[]),
    ),
    order=("version", "id"),
    parent="source_id",
    implied=("sha256",),
    chunk=1,
)
_SPEAKERS = Section(
    "speakers",
    Speaker,
    "Who a label is.",
    (
        Field("label", Kind.TEXT),
        Field("role", Kind.TEXT, choices=(INTERVIEWER, INTERVIEWEE)),
        Field("case", Kind.CASE, "For whom they speak.", "case_id", None),
        Field("actor", Kind.TEXT, default=None),
        Field("kind", Kind.TEXT, default=None),
        Field("place", Kind.TEXT, default=None),
        Field("consent", Kind.TEXT, default=None, choices=CONSENTS),
    ),
    order=("label", "id"),
    parent="source_id",
    implied=("id",),
)
_VARIABLES = Section(
    "variables",
    CaseVariable,
    "What is known of a case.",
    (Field("name", Kind.TEXT), Field("value", Kind.TEXT)),
    order=("name",),
    parent="case_id",
    implied=("id",),
)
_ABOUT = Section(
    "about",
    CodingAbout,
    "Whom a coding is about.",
    (Field("entry", Kind.ENTRY, column="register_entry_id"),),
    order=("register_entry_id",),
    parent="coding_id",
    implied=("id",),
)

CODERS = Section(
    "coders", Coder, "The people who code.", (UUID, Field("name", Kind.TEXT)), order=("name",), unique=("name",)
)
REGISTERS = Section(
    "registers",
    RegisterEntry,
    "Entries of the codebook's registers: the guide, actors, projects, groups, places, questions.",
    (
        UUID,
        Field("register", Kind.TEXT, "guide, actor, project, group, place or question.", "kind"),
        Field("id", Kind.TEXT, "What people type.", "key"),
        Field("name", Kind.TEXT, default=""),
        Field("position", Kind.NUMBER, "In its register.", default=0),
        Field("retired", Kind.FLAG, "Gone from the codebook, and still referred to.", default=False),
        Field("data", Kind.OBJECT, "What else the codebook says of it.", default={}),
    ),
    order=("kind", "position", "key"),
    unique=("kind", "key"),
)
CODES = Section(
    "codes",
    Code,
    "The codebook, depth first; a code without a parent is a theme.",
    (
        UUID,
        Field("id", Kind.TEXT, "What people type; for life.", "key"),
        Field("name", Kind.TEXT),
        Field("parent", Kind.CODE, "", "parent_id", None),
        Field("position", Kind.NUMBER, "Among its siblings.", default=0),
        Field("colour", Kind.TEXT, "Left out: that of the code above.", default=""),
        Field("definition", Kind.TEXT, default=""),
        Field("use_when", Kind.TEXT, default=""),
        Field("not_when", Kind.TEXT, default=""),
        Field("keywords", Kind.TEXTS, default=[]),
        Field("examples", Kind.TEXTS, default=[]),
        Field("retired", Kind.FLAG, "Gone from the codebook, and still carried by codings.", default=False),
        Field("origin", Kind.TEXT, "codebook, or coding for one made while coding.", default="codebook"),
    ),
    unique=("key",),
    ids=_codes_in_order,
)
CASES = Section(
    "cases",
    Case,
    "The interviewed organisations and people.",
    (UUID, Field("name", Kind.TEXT), Field("variables", Kind.ROWS, rows=_VARIABLES, default={}, flat=True)),
    order=("name",),
    unique=("name",),
)
SOURCES = Section(
    "sources",
    Source,
    "The transcripts with the versions of their texts. Versions that hold names which were replaced are left out.",
    (
        UUID,
        Field("name", Kind.TEXT),
        Field("file", Kind.TEXT, "The file it was loaded from.", "file_name"),
        Field("file_sha256", Kind.TEXT, "Of that file."),
        Field("file_text_sha256", Kind.TEXT, "Of the text in that file.", default=""),
        Field("format", Kind.TEXT),
        Field("encoding", Kind.TEXT),
        Field("turn_pattern", Kind.TEXT, "How turns begin, where the usual way fails.", default=""),
        Field("variables", Kind.OBJECT, "From the file's head or its row in cases.csv.", default={}),
        Field("said", Kind.OBJECT, "Digests of what the file's head said.", default={}),
        Field("assigned_to", Kind.CODER, "The main coder, where one is named.", default=None),
        Field("version", Kind.CURRENT, "Which version is the source's text now.", "source_text_id"),
        Field("speakers", Kind.ROWS, rows=_SPEAKERS, default=[]),
        Field("versions", Kind.ROWS, rows=_VERSIONS),
    ),
    order=("name",),
    chunk=1,
)
CODINGS = Section(
    "codings",
    Coding,
    "One code on one passage by one coder; everybody's.",
    (
        UUID,
        Field("quote", Kind.TEXT, "The quote's lasting identifier.", "quote_id"),
        _VERSION,
        _START,
        _END,
        Field("text", Kind.WORDS, "The words from start to end."),
        _CODE,
        Field("coder", Kind.CODER, "", "coded_by"),
        Field("about", Kind.ROWS, "Actors, groups and places.", rows=_ABOUT, default=[], flat=True),
        Field("voice", Kind.TEXT, "About oneself or about others.", default=None, choices=VOICES),
        Field("mode", Kind.TEXT, "Today, wanted or missing.", default=None, choices=MODES),
        Field("starred", Kind.FLAG, default=False),
        Field("prompted", Kind.TEXT, "suggestion or sight: whether the program had it on offer.", default=""),
        _AT,
    ),
    order=("source_id", "source_text_id", "start", "end", "code_id", "coded_by"),
    unique=("source_text_id", "start", "end", "code_id", "coded_by"),
    implied=("source_id",),
)
NOTES = Section(
    "notes",
    Note,
    "Written thoughts; each says what it is on.",
    (
        UUID,
        Field("on", Kind.TARGET, "coding (see quote), passage, source, code or project."),
        Field("text", Kind.TEXT),
        _WRITTEN,
        _AT,
    ),
)
SECTIONS = (
    CODERS,
    REGISTERS,
    CODES,
    CASES,
    SOURCES,
    Section(
        "preparations",
        Preparation,
        "Parts of sources' preparation that are done.",
        (UUID, _SOURCE, Field("part", Kind.TEXT, choices=PARTS), _CODER, _AT),
        unique=("source_id", "part"),
    ),
    Section(
        "finished",
        Finished,
        "Sources that a coder calls done.",
        (UUID, _SOURCE, _CODER, _AT),
        unique=("source_id", "coder_id"),
    ),
    Section(
        "double_codings",
        DoubleCoding,
        "Sources drawn for double coding.",
        (UUID, _SOURCE, _CODER),
        unique=("source_id", "coder_id"),
    ),
    Section(
        "guide_matches",
        GuideMatch,
        "Interviewers' turns and questions of the guide, as people decided.",
        (
            UUID,
            _VERSION,
            Field("start", Kind.NUMBER, "Where the turn begins."),
            Field("question", Kind.ENTRY, "", "register_entry_id"),
            Field("state", Kind.TEXT, choices=("confirmed", "refuted")),
            _BY,
            _AT,
        ),
        unique=("source_text_id", "start", "register_entry_id"),
        implied=("source_id",),
    ),
    CODINGS,
    NOTES,
    Section(
        "verdicts",
        Verdict,
        "What people decided about suggestions.",
        (
            UUID,
            _VERSION,
            _START,
            _END,
            _CODE,
            Field("verdict", Kind.TEXT, choices=("accepted", "rejected")),
            _BY,
            _AT,
            Field("chosen_start", Kind.NUMBER, "Where another span was accepted.", default=None),
            Field("chosen_end", Kind.NUMBER, default=None),
            Field("chosen_code", Kind.TEXT, "The code that was applied instead.", default=None),
            Field("suggester", Kind.TEXT, "With its version.", default=""),
            Field("score", Kind.REAL, default=None),
            Field("evidence", Kind.OBJECTS, "What spoke for it.", default=[]),
        ),
        order=("source_text_id", "start", "end", "code_id", "decided_by"),
        unique=("source_text_id", "start", "end", "code_id", "decided_by"),
    ),
    Section(
        "adjudications",
        Adjudication,
        "Sources whose coders' codings are made one set.",
        (
            UUID,
            _SOURCE,
            Field("coders", Kind.CODERS, "Whose codings are made one.", default=[]),
            Field("complete", Kind.FLAG, default=False),
            Field("by", Kind.CODER, "Whoever began it.", "begun_by"),
            _AT,
        ),
        unique=("source_id",),
    ),
    Section(
        "decisions",
        Decision,
        "What was decided where coders coded differently.",
        (
            UUID,
            _VERSION,
            _START,
            _END,
            _CODE,
            Field("verdict", Kind.TEXT, choices=("coder", "both", "other", "neither")),
            Field("chosen", Kind.CODER, "Whose codings were kept.", default=None),
            Field("codings", Kind.QUOTES, "What came of it.", default=[]),
            _BY,
            Field("why", Kind.TEXT, default=""),
            _AT,
        ),
        unique=("source_text_id", "start", "end", "code_id"),
        implied=("source_id",),
    ),
    Section(
        "summaries",
        FrameworkSummary,
        "Cells of framework matrices; the text cites quotes in square brackets.",
        (UUID, Field("case", Kind.CASE, "", "case_id"), _CODE, Field("text", Kind.TEXT, default=""), _WRITTEN, _AT),
        unique=("case_id", "code_id"),
    ),
    Section(
        "role_texts",
        RoleText,
        "Cells of the distribution of roles.",
        (
            UUID,
            Field("function", Kind.CODE, "The code of the function.", "function_id"),
            Field("actor", Kind.ENTRY, "", "actor_id"),
            Field("mode", Kind.TEXT, choices=("now", "wanted")),
            Field("text", Kind.TEXT, default=""),
            _WRITTEN,
            _AT,
        ),
        unique=("function_id", "actor_id", "mode"),
    ),
    Section(
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
            _BY,
            _AT,
        ),
        order=("key",),
        unique=("key",),
    ),
    Section(
        "white_spots",
        WhiteSpot,
        "Cells of the white spots that people have settled.",
        (
            UUID,
            Field("group", Kind.ENTRY, "", "group_id"),
            Field("across", Kind.ENTRY, "A place or an actor.", "across_id"),
            Field("state", Kind.TEXT, choices=("not_asked", "nothing_said", "missing", "contested", "exists")),
            Field("why", Kind.TEXT, default=""),
            _BY,
            _AT,
        ),
        unique=("group_id", "across_id"),
    ),
    Section(
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
    ),
    Section(
        "name_readings",
        NameReading,
        "Whom ambiguous names mean.",
        (
            UUID,
            _SOURCE,
            Field("name", Kind.TEXT),
            Field("entry", Kind.ENTRY, "Left out: none of them.", "register_entry_id", None),
            _BY,
            _AT,
        ),
        unique=("source_id", "name"),
    ),
    Section(
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
    ),
    Section(
        "saved_queries",
        SavedQuery,
        "Codes combined in expressions.",
        (
            UUID,
            Field("name", Kind.TEXT),
            Field("expression", Kind.TEXT, default=""),
            Field("by", Kind.CODER, "", "saved_by"),
            _AT,
        ),
        order=("name",),
        unique=("name",),
    ),
    Section(
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
    ),
    Section(
        "settings",
        Setting,
        "Choices made for the whole project.",
        (UUID, Field("name", Kind.TEXT, "", "key"), Field("value", Kind.OBJECT, default={})),
        order=("key",),
        unique=("key",),
    ),
    Section(
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
            _BY,
            _AT,
        ),
        unique=("fingerprint",),
    ),
)
"""All but ``PROJECT``, in the order of the file."""
