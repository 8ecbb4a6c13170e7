"""Progress of preparation: what of a source somebody calls done before it is coded."""

from sqlmodel import select

from coder.errors import CoderError
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import Preparation
from coder.project.base import ProjectBase, coder_id
from coder.queries.sources import find_source
from coder.terms import PARTS


class PreparationUseCases(ProjectBase):
    """Calling parts of the preparation done."""

    def prepare(self, source: str, part: str, done: bool = True) -> None:
        """Call a part of a source's preparation done, or not done after all; what is so already stays.

        ``part`` is one of ``coder.terms.PARTS``. It is the source's, whoever says so.
        """
        if part not in PARTS:
            raise CoderError(
                _("{part}: this is no part of the preparation; choose one of {allowed}.").format(
                    part=part, allowed=", ".join(PARTS)
                )
            )
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step(f"prepare_{part}" if done else f"unprepare_{part}", source=name) as step:
            row = find_source(step.session, name)
            mark = step.session.exec(
                select(Preparation).where(Preparation.source_id == row.id, Preparation.part == part)
            ).first()
            if done and mark is None:
                me = coder_id(step, self.coder)
                at = now("microseconds")
                step.insert(Preparation(id=fresh(), source_id=row.id, part=part, coder_id=me, created_at=at))
            elif not done and mark is not None:
                step.delete(mark)
