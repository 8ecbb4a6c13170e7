"""Writing in framework matrices: what a case says under a code, in a person's words."""

from sqlmodel import col, select

from coder.errors import CoderError
from coder.history.step import now
from coder.i18n import _
from coder.identity import fresh
from coder.model import Coding, FrameworkSummary
from coder.project.base import ProjectBase, code_by_name, coder_id
from coder.project.sources.cases import find_case
from coder.project.summary_rows import summary_at
from coder.queries.citations import cited, normal
from coder.queries.summaries import outside


class SummaryUseCases(ProjectBase):
    """Summaries of cells."""

    def write_summary(self, case: str, code: str, text: str) -> tuple[str, ...]:
        """Write what a case says under a code; without words the summary is taken away.

        Returns the quotes it cites (``[C-7K2M9]``) that stand outside the cell: that may be meant, and is worth a
        remark. ``CoderError`` where a citation names no quote.
        """
        written = normal(text.replace("\r\n", "\n").strip())
        named = cited(written)
        with self.store.reading() as session:
            where, key = find_case(session, case), code_by_name(session, code).key
            known = set(session.exec(select(Coding.quote_id).where(col(Coding.quote_id).in_(named))).all())
            unknown = [quote for quote in named if quote not in known]
            if unknown:
                raise CoderError(
                    _("{quote}: no quote has this identifier; the summary was not written.").format(quote=unknown[0])
                )
            elsewhere = outside(session, named, where.name, key)
        with self.history.step("write_summary" if written else "remove_summary", code=key) as step:
            row = summary_at(step, where.id, code_by_name(step.session, key).id)
            if not written:
                if row is not None:
                    step.delete(row)
                return ()
            if row is None:
                code_id, me = code_by_name(step.session, key).id, coder_id(step, self.coder)
                step.insert(
                    FrameworkSummary(
                        id=fresh(), case_id=where.id, code_id=code_id, text=written, written_by=me, created_at=now()
                    )
                )
            elif row.text != written:
                step.update(row, text=written, written_by=coder_id(step, self.coder), created_at=now())
        return elsewhere
