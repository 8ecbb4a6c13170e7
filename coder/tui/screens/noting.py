"""Asking for a note from any screen, and writing what comes of it."""

from collections.abc import Callable, Sequence

from coder.i18n import _, ngettext
from coder.tui.screens.base import CoderScreen
from coder.tui.screens.note import NoteScreen, Written


def ask_note(screen: CoderScreen, target: str, name: str, changed: Callable[[], None]) -> None:
    """A note on a target (see ``Project.write_note``), shown under a name with those written on it before."""
    with screen.complaining():
        earlier = screen.project.notes_on(target)
        asked = NoteScreen(name, earlier, screen.project.coder)
        screen.app.push_screen(asked, lambda written: _write(screen, (target,), written, changed))


def ask_note_on_all(screen: CoderScreen, targets: Sequence[str], changed: Callable[[], None]) -> None:
    """The same note on several quotes."""
    name = ngettext("{number} quote", "{number} quotes", len(targets)).format(number=len(targets))
    screen.app.push_screen(NoteScreen(name), lambda written: _write(screen, targets, written, changed))


def _write(screen: CoderScreen, targets: Sequence[str], written: Written | None, changed: Callable[[], None]) -> None:
    if written is None:
        return
    with screen.complaining():
        if not written.note:
            screen.project.write_notes(targets, written.text)
        elif written.text:
            screen.project.edit_note(written.note, written.text)
        else:
            screen.project.remove_note(written.note)
        changed()
        screen.tell(_("The note is saved.") if written.text else _("The note is removed. u: undo"))
