"""What to do next in the app, where there is nothing to show yet."""

from coder.i18n import _
from coder.queries.beginning import NO_CODES, NO_SOURCES, NextStep


def next_step_in_words(step: NextStep) -> str:
    """The same as ``NextStep.words`` says for the command line, with the app's keys."""
    return {
        NO_SOURCES: _("There are no interviews yet: F2, then l, loads transcripts from transcripts/."),
        NO_CODES: _("The codebook is empty: F3, then b and n, makes a code; or write codebook.yaml."),
    }.get(step.what) or _("Nothing is coded yet: F2 lists the interviews, and Enter opens one to code it.")
