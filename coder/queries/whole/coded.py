"""What people did with the sources: codings, notes, verdicts on suggestions, and what coders agreed on."""

from coder.model import (
    Adjudication,
    Coding,
    CodingAbout,
    Decision,
    DoubleCoding,
    Finished,
    GuideMatch,
    Note,
    Preparation,
    Verdict,
)
from coder.queries.whole.fields import AT, BY, CODE, CODER, END, SOURCE, START, UUID, VERSION, WRITTEN
from coder.queries.whole.shape import Field, Kind, Section
from coder.terms import MODES, PARTS, VOICES

_ABOUT = Section(
    "about",
    CodingAbout,
    "Whom a coding is about.",
    (Field("entry", Kind.ENTRY, column="register_entry_id"),),
    order=("register_entry_id",),
    parent="coding_id",
    implied=("id",),
)

PREPARATIONS = Section(
    "preparations",
    Preparation,
    "Parts of sources' preparation that are done.",
    (UUID, SOURCE, Field("part", Kind.TEXT, choices=PARTS), CODER, AT),
    unique=("source_id", "part"),
)
FINISHED = Section(
    "finished",
    Finished,
    "Sources that a coder calls done.",
    (UUID, SOURCE, CODER, AT),
    unique=("source_id", "coder_id"),
)
DOUBLE_CODINGS = Section(
    "double_codings",
    DoubleCoding,
    "Sources drawn for double coding.",
    (UUID, SOURCE, CODER),
    unique=("source_id", "coder_id"),
)
GUIDE_MATCHES = Section(
    "guide_matches",
    GuideMatch,
    "Interviewers' turns and questions of the guide, as people decided.",
    (
        UUID,
        VERSION,
        Field("start", Kind.NUMBER, "Where the turn begins."),
        Field("question", Kind.ENTRY, "", "register_entry_id"),
        Field("state", Kind.TEXT, choices=("confirmed", "refuted")),
        BY,
        AT,
    ),
    unique=("source_text_id", "start", "register_entry_id"),
    implied=("source_id",),
)
CODINGS = Section(
    "codings",
    Coding,
    "One code on one passage by one coder; everybody's.",
    (
        UUID,
        Field("quote", Kind.TEXT, "The quote's lasting identifier.", "quote_id"),
        VERSION,
        START,
        END,
        Field("text", Kind.WORDS, "The words from start to end."),
        CODE,
        Field("coder", Kind.CODER, "", "coded_by"),
        Field("about", Kind.ROWS, "Actors, groups and places.", rows=_ABOUT, default=[], flat=True),
        Field("voice", Kind.TEXT, "About oneself or about others.", default=None, choices=VOICES),
        Field("mode", Kind.TEXT, "Today, wanted or missing.", default=None, choices=MODES),
        Field("starred", Kind.FLAG, default=False),
        Field("prompted", Kind.TEXT, "suggestion or sight: whether the program had it on offer.", default=""),
        AT,
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
        WRITTEN,
        AT,
    ),
)
VERDICTS = Section(
    "verdicts",
    Verdict,
    "What people decided about suggestions.",
    (
        UUID,
        VERSION,
        START,
        END,
        CODE,
        Field("verdict", Kind.TEXT, choices=("accepted", "rejected")),
        BY,
        AT,
        Field("chosen_start", Kind.NUMBER, "Where another span was accepted.", default=None),
        Field("chosen_end", Kind.NUMBER, default=None),
        Field("chosen_code", Kind.TEXT, "The code that was applied instead.", default=None),
        Field("suggester", Kind.TEXT, "With its version.", default=""),
        Field("score", Kind.REAL, default=None),
        Field("evidence", Kind.OBJECTS, "What spoke for it.", default=[]),
    ),
    order=("source_text_id", "start", "end", "code_id", "decided_by"),
    unique=("source_text_id", "start", "end", "code_id", "decided_by"),
)
ADJUDICATIONS = Section(
    "adjudications",
    Adjudication,
    "Sources whose coders' codings are made one set.",
    (
        UUID,
        SOURCE,
        Field("coders", Kind.CODERS, "Whose codings are made one.", default=[]),
        Field("complete", Kind.FLAG, default=False),
        Field("by", Kind.CODER, "Whoever began it.", "begun_by"),
        AT,
    ),
    unique=("source_id",),
)
DECISIONS = Section(
    "decisions",
    Decision,
    "What was decided where coders coded differently.",
    (
        UUID,
        VERSION,
        START,
        END,
        CODE,
        Field("verdict", Kind.TEXT, choices=("coder", "both", "other", "neither")),
        Field("chosen", Kind.CODER, "Whose codings were kept.", default=None),
        Field("codings", Kind.QUOTES, "What came of it.", default=[]),
        BY,
        Field("why", Kind.TEXT, default=""),
        AT,
    ),
    unique=("source_text_id", "start", "end", "code_id"),
    implied=("source_id",),
)
