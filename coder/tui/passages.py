"""What a figure hands to the quotes screen: which passages, by a question that is asked anew after every change."""

from dataclasses import dataclass
from typing import Protocol

from coder.project import Project
from coder.queries.behind import Behind, cell_codings, meeting_codings, row_codings
from coder.queries.filters import Filter
from coder.queries.quoted import ANYBODYS, behind
from coder.queries.selection import Selection


class Passages(Protocol):
    """Codings of a project, under a title."""

    @property
    def title(self) -> str: ...
    @property
    def selection(self) -> Selection: ...
    def found(self, project: Project) -> Behind: ...


@dataclass(frozen=True)
class _Chosen:
    """A title, and which codings the figure was made of."""

    title: str
    filter: Filter
    selection: Selection
    by_guide: bool
    """Whether what the program proposes of the guide was counted with."""


@dataclass(frozen=True)
class CellPassages(_Chosen):
    """The passages of a cell of a cross table; None is any row or column."""

    rows: str
    row: str | None
    columns: str
    column: str | None

    def found(self, project: Project) -> Behind:
        guide = project.guide() if self.by_guide else None
        cell = (self.rows, self.row, self.columns, self.column)
        return project.ask(cell_codings, *cell, self.selection, guide, self.filter)


@dataclass(frozen=True)
class RowPassages(_Chosen):
    """The passages with one of some values along a dimension."""

    along: str
    values: tuple[str, ...]

    def found(self, project: Project) -> Behind:
        guide = project.guide() if self.by_guide else None
        return project.ask(row_codings, self.along, self.values, self.selection, guide, self.filter)


@dataclass(frozen=True)
class MeetingPassages(_Chosen):
    """The passages where two codes meet."""

    code_a: str
    code_b: str
    window: str

    def found(self, project: Project) -> Behind:
        guide = project.guide() if self.by_guide else None
        pair = (self.code_a, self.code_b, self.window)
        return project.ask(meeting_codings, *pair, self.selection, guide, self.filter)


@dataclass(frozen=True)
class QuotedPassages:
    """Passages that people keep as evidence, by the identifiers of their quotes."""

    title: str
    quotes: tuple[str, ...]
    selection: Selection = ANYBODYS

    def found(self, project: Project) -> Behind:
        return project.ask(behind, self.quotes)
