"""The Swedish language pipeline: which one is at work, and getting the trained one."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.grammar import ShowByDefault, command, commands, whole_number
from coder.cli.options import chosen
from coder.cli.output import put, say
from coder.cli.progress import Watch
from coder.i18n import _

group = commands(
    _("Show, install or remove the Swedish language pipeline. Suggestions need one; the built-in one is always there."),
    ShowByDefault,
)

_MEGABYTE = 1_000_000


@command(group, "show", "", _("Say which language pipeline is at work, and how to get the trained one."))
def show() -> None:
    from coder.language.pipeline import available, load_pipeline

    found = available(chosen().pipeline or None)
    # Whether a trained one works is known when it is loaded, and only then is it said to be at work.
    pipeline = load_pipeline(chosen().pipeline or None) if found.trained else None
    put(_("At work: {name}").format(name=pipeline.description() if pipeline else found.description()))
    if pipeline is not None and pipeline.trained:
        put(_("Folder: {folder}").format(folder=found.folder))
        labels = ", ".join(pipeline.entity_labels)
        put(_("Recognises by name: {labels}").format(labels=labels) if labels else _("Recognises no names."))
    else:
        put(_("The trained one finds more: 'coder pipeline install', or with --from FILE without a network."))


@command(group, "install", "", _("Get the trained pipeline; nothing else in the program uses the network."))
def install(
    file: Annotated[
        str, typer.Option("--from", metavar="FILE", help=_("A wheel on disk instead of the network."))
    ] = "",
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout", metavar="SECONDS", parser=whole_number, help=_("How long the download may take (120).")
        ),
    ] = 120,
) -> None:
    from coder.language.install import install_pipeline

    watch = Watch(_("Downloading"))

    def progress(done: int, total: int | None) -> None:
        watch(done // _MEGABYTE, (total or 0) // _MEGABYTE, "MB")

    # Ctrl-C ends it at once: a download has no parts worth keeping, and cleans up after itself.
    try:
        installed = install_pipeline(Path(file) if file else None, timeout, progress)
    finally:
        watch.clear()
    say(installed.message())


@command(group, "remove", "", _("Remove the pipeline that 'install' put there."))
def remove() -> None:
    from coder.language.install import remove_pipeline

    said = _("The trained pipeline is removed.") if remove_pipeline() else _("No pipeline had been installed.")
    say(said)
