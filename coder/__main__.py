"""The command ``coder``: the language is chosen first, then the line is run, and whatever fails is said in one line."""

import sys
from collections.abc import Sequence

from coder import __version__
from coder.cli.options import GlobalOptions, choose, take_globals
from coder.cli.output import prepare_streams, put, say, silence
from coder.errors import CoderError
from coder.i18n import _, language_from_environment, set_language

DONE, UNUSABLE, INTERRUPTED = 0, 2, 130
"""Exit statuses; a command itself says 1 for what was done in part or what a check found."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one line (``sys.argv`` by default) and return its exit status. Nothing is ever raised at a person."""
    prepare_streams()
    status = _guarded(sys.argv[1:] if arguments is None else arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        say(_unreachable(error))
        return UNUSABLE
    return status


def _guarded(arguments: Sequence[str]) -> int:
    """The exit status of a line; whatever fails has been said."""
    try:
        return _run(arguments)
    except CoderError as error:
        say(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        say(_("Interrupted: what was complete is kept."))
        return INTERRUPTED
    except BrokenPipeError:
        return DONE  # whoever reads the list has seen enough
    except OSError as error:
        say(_unreachable(error))
    except Exception as error:
        say(_unexpected(error))
    return UNUSABLE


def _run(arguments: Sequence[str]) -> int:
    set_language(language_from_environment())
    options, rest = take_globals(arguments)
    if options.language:
        set_language(options.language)
    if options.version:
        put(f"coder {__version__}")
        return DONE
    choose(options)
    # Help texts are built when this is imported, so not before the language is known.
    from coder.cli.app import run

    try:
        return run(rest)
    finally:
        choose(GlobalOptions())


def _unreachable(error: OSError) -> str:
    """A file or stream that failed where nobody expected it: a full disk, a folder that is gone."""
    reason = error.strerror or str(error) or type(error).__name__
    if error.filename is None:
        return _("The system refused: {reason}. Nothing more was done.").format(reason=reason)
    return _("{path}: the system refused: {reason}.").format(path=error.filename, reason=reason)


def _unexpected(error: Exception) -> str:
    """Name what happened and keep the details in a file, for whoever mends the program."""
    from coder.cli.report import write_report

    path = write_report(error)
    if path is None:
        message = _("This should not happen ({name}: {reason}). What was complete is kept; please report it.")
    else:
        message = _(
            "This should not happen ({name}: {reason}). What was complete is kept; please report it with {path}."
        )
    reason = (str(error).splitlines() or [""])[0][:200]
    return message.format(name=type(error).__name__, reason=reason, path=path)


if __name__ == "__main__":
    sys.exit(main())
