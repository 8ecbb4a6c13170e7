"""The app's keys: their names, and a file to put them elsewhere."""

from coder.cli.grammar import CARING, command, commands
from coder.cli.output import put, say
from coder.i18n import _

group = commands()


@command(group, "keys", CARING, _("Print the app's keys as a file in which they can be put elsewhere."))
def keys() -> None:
    from coder.tui.keymap import as_file, key_file, read_keys
    from coder.tui.screens.help import every_binding

    path = key_file()
    bindings = every_binding()
    put(as_file(bindings, read_keys(path, bindings)))
    say(_("The app reads {path} when it starts; take the # off a line there to change its key.").format(path=path))
