"""What an export says of the people in it: for whom it is, and how far names have been replaced."""

from coder.i18n import Translator
from coder.queries.attribution import SHARED_BY

TEAM = "team"
REPORT = "report"
AUDIENCES = (TEAM, REPORT)
"""``report`` is fit to be read by anyone: no source, case, turn, speaker, coder or note."""


def notice(audience: str, t: Translator, *, sources: int, pseudonymised: int, cases: int) -> str:
    """The privacy level in words; ``pseudonymised`` of so many sources are, and so many cases were interviewed."""
    _ = t.gettext
    if audience == REPORT:
        shared = [_("An attribution is shared by at least three cases.")] if cases >= SHARED_BY else []
        return " ".join(
            [
                _("Privacy level: report. Sources, speakers, coders and notes are left out."),
                *shared,
                _state(t, sources, pseudonymised),
                _("Pseudonymised is not anonymous: read the quotes for names and details before publishing."),
            ]
        )
    return " ".join(
        [
            _("Privacy level: team. With the names of sources, cases, speakers and coders."),
            _state(t, sources, pseudonymised),
            _("Holds personal data; not for publication."),
        ]
    )


def _state(t: Translator, sources: int, pseudonymised: int) -> str:
    _ = t.gettext
    if not pseudonymised:
        return _("Names have not been replaced by pseudonyms.")
    if pseudonymised >= sources:
        return _("Names have been replaced by pseudonyms in all sources.")
    return _("Names have been replaced by pseudonyms in {number} of {all} sources.").format(
        number=pseudonymised, all=sources
    )
