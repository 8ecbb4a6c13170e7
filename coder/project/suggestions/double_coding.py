"""Sources drawn for double coding: two or more coders code them, each without the other's help or the program's."""

from collections.abc import Sequence

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import fresh
from coder.model import Coder, DoubleCoding, Finished, Source
from coder.project.base import ProjectBase, coder_id
from coder.queries.sources import find_source
from coder.spans import folded


class DoubleCodingUseCases(ProjectBase):
    """Drawing sources for double coding."""

    def draw_for_double_coding(self, source: str, coders: Sequence[str]) -> None:
        """Let these coders, and no others, code a source independently; none takes it back.

        Until all of them call it finished, nothing is suggested in it. ``CoderError`` for a single coder.
        """
        names = list({folded(name): name.strip() for name in coders if name.strip()}.values())
        if len(names) == 1:
            raise CoderError(_("{source}: double coding takes two coders or more.").format(source=source))
        with self.store.reading() as session:
            name = find_source(session, source).name
        with self.history.step("draw_double" if names else "undraw_double", source=name) as step:
            row = find_source(step.session, name)
            wanted = {coder_id(step, each) for each in names}
            for drawn in step.session.exec(select(DoubleCoding).where(DoubleCoding.source_id == row.id)).all():
                if drawn.coder_id in wanted:
                    wanted.discard(drawn.coder_id)
                else:
                    step.delete(drawn)
            step.insert_many([DoubleCoding(id=fresh(), source_id=row.id, coder_id=coder) for coder in sorted(wanted)])


def drawn_for_double_coding(session: Session) -> dict[str, tuple[str, ...]]:
    """The sources drawn for double coding, each with its coders' names in order."""
    found: dict[str, list[str]] = {}
    query = select(Source.name, Coder.name).where(
        Source.id == DoubleCoding.source_id, Coder.id == DoubleCoding.coder_id
    )
    for source, coder in session.exec(query).all():
        found.setdefault(source, []).append(coder)
    return {source: tuple(sorted(coders)) for source, coders in sorted(found.items())}


def closed_to_suggestions(session: Session) -> set[str]:
    """The sources (ids) drawn for double coding that not all of their coders have finished."""
    done = set(session.exec(select(Finished.source_id, Finished.coder_id)).all())
    drawn = session.exec(select(DoubleCoding.source_id, DoubleCoding.coder_id)).all()
    return {source for source, coder in drawn if (source, coder) not in done}
