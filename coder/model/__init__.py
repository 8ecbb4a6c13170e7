"""The tables of a project, nothing else.

Rows that travel between projects carry a UUID (as text) from birth. Offsets are Unicode code points into a
version's text, end exclusive. Instants are UTC in ISO 8601. Nothing here is changed except through
``coder.history``; the tables named ``UNRECORDED`` are outside it.
"""

from coder.model.base import Row, table_of
from coder.model.codes import Code, RegisterEntry
from coder.model.codings import Adjudication, Coding, CodingAbout, Decision, DoubleCoding, Finished, Note
from coder.model.history import Change, Step
from coder.model.privacy import OldValue, Pseudonym
from coder.model.reporting import ExportRecord, ItemSet, PickedQuote, SavedQuery
from coder.model.sources import Case, CaseVariable, GuideMatch, Preparation, Source, SourceText, Speaker, Turn
from coder.model.study import CodebookFile, Coder, ProjectInfo, Setting, ViewState
from coder.model.suggestions import SuggestionCache, SuggestionRun, Verdict
from coder.model.synthesis import Constellation, FrameworkSummary, NameReading, RoleText, Statistic, WhiteSpot

UNRECORDED = (
    SourceText,
    Turn,
    OldValue,
    CodebookFile,
    Step,
    Change,
    SuggestionCache,
    SuggestionRun,
    ViewState,
    ExportRecord,
)
"""Versions of texts (append-only), what was read or written out, the history, and caches: undo never touches them."""

__all__ = [
    "UNRECORDED",
    "Adjudication",
    "Case",
    "CaseVariable",
    "Change",
    "Code",
    "CodebookFile",
    "Coder",
    "Coding",
    "CodingAbout",
    "Constellation",
    "Decision",
    "DoubleCoding",
    "ExportRecord",
    "Finished",
    "FrameworkSummary",
    "GuideMatch",
    "ItemSet",
    "NameReading",
    "Note",
    "OldValue",
    "PickedQuote",
    "Preparation",
    "ProjectInfo",
    "Pseudonym",
    "RegisterEntry",
    "RoleText",
    "Row",
    "SavedQuery",
    "Setting",
    "Source",
    "SourceText",
    "Speaker",
    "Statistic",
    "Step",
    "SuggestionCache",
    "SuggestionRun",
    "Turn",
    "Verdict",
    "ViewState",
    "WhiteSpot",
    "table_of",
]
