"""Tidy tables of what is coded, and with what: sources, who speaks, cases, codes, registers, coders."""

from collections.abc import Iterator

from sqlmodel import col, select

from coder.model import Case, CaseVariable, Finished, RegisterEntry, Source, SourceText, Speaker, Turn
from coder.queries.tidy.shape import Cell, Column, Material, Table, Type
from coder.terms import INTERVIEWER

Rows = Iterator[tuple[Cell, ...]]
SOURCE = Column("source", Type.TEXT, "The source's name.", refers="sources.source")
CASE = Column("case", Type.TEXT, "The case's name; empty: none.", refers="cases.case")
CODER = Column("coder", Type.TEXT, "The coder's name.", refers="coders.coder")
TURN = Column("turn", Type.INTEGER, "The turn's number in its source, from 1.", refers="turns.turn")


def keyed(column: Column) -> Column:
    """The column as a part of its table's key."""
    return Column(column.name, column.type, column.about, True, column.refers)


def _sources(material: Material) -> Rows:
    for source in material.sources:
        row = material.session.get(Source, source.id)
        text = material.session.get(SourceText, source.source_text_id)
        assert row is not None and text is not None
        turns = material.session.exec(select(Turn.words).where(Turn.source_text_id == source.source_text_id)).all()
        assigned = material.coders.get(row.assigned_to or "", "")
        yield row.name, row.file_name, row.format, len(turns), sum(turns), len(text.text), assigned
        material.session.expunge(text)


def _source_variables(material: Material) -> Rows:
    for source in material.sources:
        for name in sorted(source.variables):
            yield source.name, name, str(source.variables[name])


def _speakers(material: Material) -> Rows:
    cases = dict(material.session.exec(select(Case.id, Case.name)).all())
    for source in material.sources:
        query = select(Speaker).where(Speaker.source_id == source.id).order_by(col(Speaker.label))
        for row in material.session.exec(query).all():
            case = cases.get(row.case_id or "", "")
            yield source.name, row.label, row.role, case, row.actor, row.kind, row.place, row.consent


def _turns(material: Material) -> Rows:
    for source in material.sources:
        text = material.session.get(SourceText, source.source_text_id)
        assert text is not None
        query = select(Turn).where(Turn.source_text_id == source.source_text_id).order_by(col(Turn.number))
        for turn, counted in zip(material.session.exec(query).all(), source.turns, strict=True):
            said = text.text[turn.speech_start : turn.end]
            ends = turn.start, turn.speech_start, turn.end
            who = turn.label, counted.interviewer, counted.case or ""
            yield source.name, turn.number, *who, *ends, turn.time_ms, turn.words, said
        material.session.expunge(text)


def _cases(material: Material) -> Rows:
    for name in material.session.exec(select(Case.name).order_by(col(Case.name))).all():
        yield (name,)


def _case_variables(material: Material) -> Rows:
    query = select(Case.name, CaseVariable.name, CaseVariable.value).join(
        CaseVariable, col(CaseVariable.case_id) == Case.id
    )
    yield from material.session.exec(query.order_by(col(Case.name), col(CaseVariable.name))).all()


def _codes(material: Material) -> Rows:
    for number, code in enumerate(material.codes, 1):
        place = code.theme, code.parent or "", code.depth, number
        words = code.colour, code.definition, code.use_when, code.not_when
        yield code.key, code.name, *place, *words, code.retired


def _entries(material: Material) -> Rows:
    query = select(RegisterEntry).order_by(col(RegisterEntry.kind), col(RegisterEntry.position), col(RegisterEntry.key))
    for row in material.session.exec(query).all():
        yield row.kind, row.key, row.name, row.retired


def _coders(material: Material) -> Rows:
    for name in sorted(material.coders.values()):
        yield (name,)


def _finished(material: Material) -> Rows:
    names = {source.id: source.name for source in material.sources}
    found = material.session.exec(select(Finished)).all()
    for row in sorted(found, key=lambda row: (names[row.source_id], material.coders[row.coder_id])):
        yield names[row.source_id], material.coders[row.coder_id], row.created_at


SOURCES = Table(
    "sources",
    "A row a source (a loaded transcript).",
    (
        keyed(Column("source", Type.TEXT, "Its name: the file's without the ending.")),
        Column("file", Type.TEXT, "The file it was loaded from."),
        Column("format", Type.TEXT, "The file's ending."),
        Column("turns", Type.INTEGER, "How many turns it has."),
        Column("words", Type.INTEGER, "Words of all speech, labels left out."),
        Column("characters", Type.INTEGER, "Unicode code points of the text in which offsets count."),
        Column("assigned_to", Type.TEXT, "The main coder, where one is named.", refers="coders.coder"),
    ),
    _sources,
)
SOURCE_VARIABLES = Table(
    "source_variables",
    "A row a value: what a transcript's head or its row in cases.csv says.",
    (keyed(SOURCE), Column("variable", Type.TEXT, "Its name.", True), Column("value", Type.TEXT, "Its value.")),
    _source_variables,
)
SPEAKERS = Table(
    "speakers",
    "A row a label in a source: who it is.",
    (
        keyed(SOURCE),
        Column("speaker", Type.TEXT, "The label, as it stands in the text.", True),
        Column("role", Type.TEXT, f"{INTERVIEWER} or interviewee."),
        CASE,
        Column("actor", Type.TEXT, "The id of an actor.", refers="entries.id"),
        Column("kind", Type.TEXT, "The kind of organisation."),
        Column("place", Type.TEXT, "The id of a place.", refers="entries.id"),
        Column("consent", Type.TEXT, "named, organisation or anonymous."),
    ),
    _speakers,
)
TURNS = Table(
    "turns",
    "A row a turn: one speaker's uninterrupted speech.",
    (
        keyed(SOURCE),
        Column("turn", Type.INTEGER, "Its number in the source, from 1.", True),
        Column("speaker", Type.TEXT, "The label; empty: nobody is named.", refers="speakers.speaker"),
        Column("interviewer", Type.BOOLEAN, "Whether the interviewer speaks: such turns are left out of figures."),
        CASE,
        Column("start", Type.INTEGER, "Where it begins, with its label: code points into the source's text."),
        Column("speech_start", Type.INTEGER, "Where the speech begins, after the label."),
        Column("end", Type.INTEGER, "Where it ends, exclusive."),
        Column("time_ms", Type.INTEGER, "When it begins, in milliseconds; empty: not known."),
        Column("words", Type.INTEGER, "Words of the speech."),
        Column("text", Type.TEXT, "The speech, from speech_start to end."),
    ),
    _turns,
)
CASES = Table(
    "cases",
    "A row a case: an interviewed organisation or person.",
    (Column("case", Type.TEXT, "Its name.", True),),
    _cases,
)
CASE_VARIABLES = Table(
    "case_variables",
    "A row a value: what is known of a case.",
    (keyed(CASE), Column("variable", Type.TEXT, "Its name.", True), Column("value", Type.TEXT, "Its value.")),
    _case_variables,
)
CODES = Table(
    "codes",
    "A row a code, in the codebook's order; themes are the codes without a parent.",
    (
        Column("code", Type.TEXT, "Its id.", True),
        Column("name", Type.TEXT, "What it is called."),
        Column("theme", Type.TEXT, "The id of its theme; a theme's own.", refers="codes.code"),
        Column("parent", Type.TEXT, "The id of the code above; empty for a theme.", refers="codes.code"),
        Column("depth", Type.INTEGER, "0 for a theme."),
        Column("position", Type.INTEGER, "In the whole codebook, from 1."),
        Column("colour", Type.TEXT, "Its own or its theme's."),
        Column("definition", Type.TEXT, "What it means."),
        Column("use_when", Type.TEXT, "When to apply it."),
        Column("not_when", Type.TEXT, "When not."),
        Column("retired", Type.BOOLEAN, "Gone from the codebook, and still carried by codings."),
    ),
    _codes,
)
ENTRIES = Table(
    "entries",
    "A row an entry of the codebook's registers: guide, actor, project, group, place, question.",
    (
        Column("register", Type.TEXT, "Which register.", True),
        Column("id", Type.TEXT, "Its id.", True),
        Column("name", Type.TEXT, "What it is called."),
        Column("retired", Type.BOOLEAN, "Gone from the codebook, and still referred to."),
    ),
    _entries,
)
CODERS = Table("coders", "A row a coder.", (Column("coder", Type.TEXT, "The name.", True),), _coders)
FINISHED = Table(
    "finished",
    "A row for each source that a coder calls done.",
    (keyed(SOURCE), keyed(CODER), Column("at", Type.INSTANT, "When.")),
    _finished,
)
