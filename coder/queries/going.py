"""How far a question has come, and whether its answer is still wanted: told by long loops, heard by who waits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from coder.errors import CoderError
from coder.i18n import _

Going = Callable[[int, int], bool]
"""Called with what is done and what there is in all (0 where nobody knows); False stops the question."""

_heard: ContextVar[Going | None] = ContextVar("going", default=None)


class Stopped(CoderError):
    """Whoever asked does not want the answer any more."""


@contextmanager
def heard(going: Going) -> Iterator[None]:
    """Questions asked in this block, in this thread, tell ``going`` how far they have come."""
    token = _heard.set(going)
    try:
        yield
    finally:
        _heard.reset(token)


def tell(done: int = 0, total: int = 0) -> None:
    """Say how far it is. ``Stopped`` where the answer is not wanted any more."""
    going = _heard.get()
    if going is not None and not going(done, total):
        raise Stopped(_("Stopped."))
