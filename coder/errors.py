"""What can go wrong, said in one line a person can act on."""


class CoderError(Exception):
    """Wrong use or unusable input: the message is one translated line that says what, where, and what to do."""

    exit_status = 2


class Refused(CoderError):
    """An input that is left out while the work goes on without it: a broken transcript, a wrong row."""


class Conflict(CoderError):
    """Somebody has built on what is to be changed: the message names the step."""
