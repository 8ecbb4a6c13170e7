"""What is coded, and with what: the study, its people, its codebook, its cases and sources."""

from collections.abc import Sequence

from sqlmodel import Session

from coder.i18n import LANGUAGES
from coder.model import (
    Case,
    CaseVariable,
    Code,
    Coder,
    ProjectInfo,
    RegisterEntry,
    Source,
    SourceText,
    Speaker,
    Turn,
)
from coder.queries.codes import code_tree
from coder.queries.whole.fields import UUID
from coder.queries.whole.shape import Field, Kind, Section
from coder.terms import CONSENTS, INTERVIEWEE, INTERVIEWER, METHODS

_REGISTERS = ("guide", "actor", "project", "group", "place", "question")


def _codes_in_order(session: Session) -> Sequence[str]:
    return [view.id for view in code_tree(session)]


PROJECT = Section(
    "project",
    ProjectInfo,
    "The study.",
    (
        Field("name", Kind.TEXT),
        Field("language", Kind.TEXT, "Of the study and its exports.", default="sv", choices=LANGUAGES),
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
CODERS = Section(
    "coders", Coder, "The people who code.", (UUID, Field("name", Kind.TEXT)), order=("name",), unique=("name",)
)
REGISTERS = Section(
    "registers",
    RegisterEntry,
    "Entries of the codebook's registers: the guide, actors, projects, groups, places, questions.",
    (
        UUID,
        Field("register", Kind.TEXT, "Which of them.", "kind", choices=_REGISTERS),
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
