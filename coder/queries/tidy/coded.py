"""Tidy tables of what people did: codings, whom they are about, what they cover of each turn, and notes."""

from collections.abc import Iterator

from sqlalchemy import and_, or_, select

from coder.identity import from_files, note_id, quote_id
from coder.model import Code, Coding, Note, Source, table_of
from coder.queries.counted import CountedSource
from coder.queries.shared import SharedCoding
from coder.queries.tidy.material import CODER, SOURCE, TURN, Rows, keyed
from coder.queries.tidy.shape import Column, Material, Table, Type

QUOTE = Column("quote", Type.TEXT, "The quote's lasting identifier.", refers="codings.quote")
START = Column("start", Type.INTEGER, "Code points into the source's text.")
END = Column("end", Type.INTEGER, "Exclusive.")
_CHUNK = 500


def _each(material: Material) -> Iterator[tuple[CountedSource, SharedCoding]]:
    for source in material.sources:
        for coding in material.shared.codings(source.id):
            yield source, coding


def _quote(coding: SharedCoding) -> str:
    return coding.quote or quote_id(coding.id)


def _codings(material: Material) -> Rows:
    for source in material.sources:
        text = material.shared.text_of(source.source_text_id)
        for each in material.shared.codings(source.id):
            yield (
                _quote(each),
                source.name,
                each.start,
                each.end,
                material.code_keys[each.code_id],
                material.coders[each.coder_id],
                material.sets.counts(source.id, each.coder_id),
                each.voice,
                each.mode,
                each.starred,
                each.prompted,
                "" if from_files(each.id) else each.at,
                text[each.start : each.end],
            )


def _about(material: Material) -> Rows:
    for _source, coding in _each(material):
        for key, register, _name in coding.about:
            yield _quote(coding), register, key


def _parts(material: Material) -> Rows:
    for source, coding in _each(material):
        for turn in source.turns_of(coding.start, coding.end):
            start, end = max(turn.speech.start, coding.start), min(turn.speech.end, coding.end)
            yield _quote(coding), source.name, turn.number, start, end, turn.interviewer


def _notes(material: Material) -> Rows:
    n, c, s, k = (table_of(model) for model in (Note, Coding, Source, Code))
    names = {source.id: source.name for source in material.sources}
    query = (
        select(n, c.c.quote_id, c.c.source_id, k.c.key, s.c.id.label("passage_of"))
        .outerjoin(c, and_(n.c.target_kind == "coding", c.c.id == n.c.target_id))
        .outerjoin(k, and_(n.c.target_kind == "code", k.c.id == n.c.target_id))
        .outerjoin(s, and_(n.c.target_kind == "passage", s.c.source_text_id == n.c.target_id))
        .where(or_(n.c.target_kind != "passage", s.c.id.is_not(None)))
        .where(or_(n.c.target_kind != "coding", c.c.source_text_id.in_(select(s.c.source_text_id))))
        .order_by(n.c.id)
    )
    connection = material.session.connection()
    for row in connection.execution_options(stream_results=True).execute(query).yield_per(_CHUNK):
        source = row.target_id if row.target_kind == "source" else row.passage_of or row.source_id
        yield (
            note_id(row.id),
            row.target_kind,
            row.quote_id or "",
            row.key or "",
            names.get(source, ""),
            row.start,
            row.end,
            material.coders[row.written_by],
            "" if from_files(row.id) else row.created_at,
            row.text,
        )


CODINGS = Table(
    "codings",
    "A row a coding: one code on one passage by one coder; everybody's, also those that do not count.",
    (
        Column("quote", Type.TEXT, "The quote's lasting identifier, printed in every export.", True),
        SOURCE,
        START,
        END,
        Column("code", Type.TEXT, "The code's id.", refers="codes.code"),
        CODER,
        Column("in_set", Type.BOOLEAN, "Whether it is in the source's coding set, which figures count."),
        Column("voice", Type.TEXT, "self or other: about oneself or about others; empty: not said."),
        Column("mode", Type.TEXT, "now, wanted or missing; empty: not said."),
        Column("starred", Type.BOOLEAN, "Whether somebody has starred it."),
        Column("prompted", Type.TEXT, "suggestion: it began as one; sight: it was on offer; empty: neither."),
        Column("at", Type.INSTANT, "When it was made; empty where it came from a table."),
        Column("text", Type.TEXT, "The words from start to end."),
    ),
    _codings,
)
CODING_ABOUT = Table(
    "coding_about",
    "A row for each actor, group or place that a coding is about.",
    (
        keyed(QUOTE),
        Column("register", Type.TEXT, "actor, group or place.", True, "entries.register"),
        Column("id", Type.TEXT, "Its id.", True, "entries.id"),
    ),
    _about,
)
CODING_PARTS = Table(
    "coding_parts",
    "A row for what a coding covers of the speech of each turn; who speaks and for which case stands in turns.",
    (
        keyed(QUOTE),
        SOURCE,
        keyed(TURN),
        START,
        END,
        Column("interviewer", Type.BOOLEAN, "Whether the interviewer speaks: such parts are left out of figures."),
    ),
    _parts,
)
NOTES = Table(
    "notes",
    "A row a note.",
    (
        Column("note", Type.TEXT, "Its identifier.", True),
        Column("on", Type.TEXT, "coding, passage, source, code or project."),
        Column("quote", Type.TEXT, "Of a note on a coding.", refers="codings.quote"),
        Column("code", Type.TEXT, "Of a note on a code.", refers="codes.code"),
        Column("source", Type.TEXT, "Of a note on a coding, passage or source.", refers="sources.source"),
        Column("start", Type.INTEGER, "Of a note on a passage."),
        Column("end", Type.INTEGER, "Exclusive."),
        Column("coder", Type.TEXT, "Who wrote it.", refers="coders.coder"),
        Column("at", Type.INSTANT, "When it was written; empty where it came from a table."),
        Column("text", Type.TEXT, "The note."),
    ),
    _notes,
)
