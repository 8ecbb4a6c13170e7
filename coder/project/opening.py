"""Opening a project, and making one from a folder of transcripts and a codebook."""

import secrets
from pathlib import Path

from sqlmodel import select

from coder.errors import CoderError
from coder.history import past
from coder.i18n import _
from coder.identity import fresh
from coder.model import ProjectInfo
from coder.project.adjudicating import AdjudicationUseCases
from coder.project.beginning import BeginUseCases
from coder.project.coding import CodingUseCases
from coder.project.correction.correcting import CorrectionUseCases
from coder.project.correction.forgetting import ForgettingUseCases
from coder.project.correction.settling import SettlingUseCases
from coder.project.exchange.files import FileImportUseCases
from coder.project.figure_files import FigureUseCases
from coder.project.finding import FindUseCases
from coder.project.names.queue import NameQueueUseCases
from coder.project.names.residues import ResidueUseCases
from coder.project.noting import NoteUseCases
from coder.project.querying import QueryUseCases
from coder.project.reporting.checking import CheckUseCases
from coder.project.reporting.picking import PickUseCases
from coder.project.sources.cases import CaseUseCases
from coder.project.sources.preparing import PreparationUseCases
from coder.project.sources.previewing import PreviewUseCases
from coder.project.sources.removing import RemovalUseCases
from coder.project.sources.speakers import SpeakerUseCases
from coder.project.suggestions.judging import SuggestionUseCases
from coder.project.suggestions.proposals import ProposalUseCases
from coder.project.summarising import SummaryUseCases
from coder.project.viewing import ViewUseCases
from coder.spans import folded
from coder.store import Store
from coder.terms import ADJUDICATED


class Project(
    FileImportUseCases,
    BeginUseCases,
    CheckUseCases,
    PickUseCases,
    SettlingUseCases,
    ProposalUseCases,
    CodingUseCases,
    AdjudicationUseCases,
    NoteUseCases,
    QueryUseCases,
    SummaryUseCases,
    FigureUseCases,
    FindUseCases,
    SuggestionUseCases,
    NameQueueUseCases,
    ResidueUseCases,
    ViewUseCases,
    SpeakerUseCases,
    CaseUseCases,
    PreparationUseCases,
    PreviewUseCases,
    RemovalUseCases,
    CorrectionUseCases,
    ForgettingUseCases,
):
    """One study: ``Project.open(location, coder)``; close it when done."""

    @classmethod
    def open(cls, location: str | Path, coder: str, create: bool = False) -> "Project":
        """Open a project; ``create`` makes it where none exists. The codebook is not read yet.

        ``CoderError`` if there is none, if the file is something else, or if it cannot be read or written.
        """
        if folded(coder) == ADJUDICATED:
            message = _(
                "“{name}” is what codings are called that were decided between coders; code under your own name."
            )
            raise CoderError(message.format(name=coder))
        store = Store(location)
        if store.path is not None and store.path.is_dir():
            raise CoderError(_("{path}: is a folder; name the project's file in it.").format(path=location))
        if not store.exists() and not create:
            raise CoderError(
                _("{path}: there is no project here; begin with 'coder init' or 'coder load'.").format(path=location)
            )
        if store.path is not None and not store.path.absolute().parent.is_dir():
            raise CoderError(_("{path}: there is no such folder.").format(path=store.path.absolute().parent))
        store.ensure_schema()
        project = cls(store, coder)
        project._ensure_info()
        return project

    def as_of(self, moment: str) -> "Project":
        """The project as it was: at the end of a day, at a time, or after a step (by its number). Nothing can be done
        to it but to look at it and to export it. ``CoderError`` for a moment that is none."""
        step = self.step_as_of(moment)
        then = type(self)(past.as_of(self.store, step), self.coder)
        then.past = _("step {number}").format(number=moment) if moment.isdigit() else moment
        then.pipeline_spec = self.pipeline_spec
        then.today, then.let_through = self, self.let_through
        then.history.closed = _("The project is shown as of {moment}; nothing in it can be changed.").format(
            moment=then.past
        )
        return then

    def step_as_of(self, moment: str) -> int:
        """The number of the last step done by then, 0 before the first. ``CoderError`` for a moment that is none."""
        return past.last_step_of(self.store, moment)

    def _ensure_info(self) -> None:
        """The one row about the study. Making a project is no step: there is nothing before it to go back to."""
        with self.store.reading() as session:
            if session.exec(select(ProjectInfo)).first() is not None:
                return
        self.write_first_info(ProjectInfo(id=fresh(), name=self.folder.name or "coder", salt=secrets.token_hex(16)))
