"""All commands together, and running one line of them."""

from collections.abc import Sequence

import typer

from coder.cli import (
    actors,
    adjudicating,
    agreement,
    checking,
    codebook_changes,
    codes_together,
    coding,
    constellations,
    correcting,
    doctor,
    exchange,
    figures,
    finding,
    framework,
    grammar,
    guide_review,
    history,
    keys,
    model,
    noting,
    overviewing,
    picking,
    pipeline,
    proposing,
    pseudonyms,
    querying,
    quotes,
    removing,
    replaying,
    roles,
    sources,
    speakers,
    start,
    statistics,
    suggesting,
    whitespots,
)
from coder.errors import CoderError
from coder.i18n import _

NAME = "coder"


def run(arguments: Sequence[str]) -> int:
    """Run a line (without its global options); the exit status. Complaints are raised as ``CoderError``."""
    program = typer.main.get_command(build())
    try:
        with program.make_context(NAME, list(arguments)) as context:
            status = program.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        raise CoderError(grammar.in_plain_words(error)) from error
    return status if isinstance(status, int) else 0


def build() -> typer.Typer:
    """The program: every module's commands under one name."""
    root = grammar.commands(
        help=_(
            "Code interviews and turn them into quoted evidence. Without a command the app opens; begin with "
            "'coder init' in a new folder, or 'coder load' where transcripts/ lies."
        )
    )
    root.callback(invoke_without_command=True)(start.without_command)
    root.add_typer(start.group)
    root.add_typer(sources.group)
    root.add_typer(removing.group)
    root.add_typer(speakers.group)
    root.add_typer(correcting.group)
    root.add_typer(pseudonyms.group)
    root.add_typer(coding.group)
    root.add_typer(noting.group)
    root.add_typer(codebook_changes.group, name="codebook", rich_help_panel=grammar.CODING)
    root.add_typer(suggesting.group)
    root.add_typer(replaying.group)
    root.add_typer(proposing.group, name="proposals", rich_help_panel=grammar.FINDING)
    root.add_typer(proposing.mentions_group)
    root.add_typer(finding.group)
    root.add_typer(figures.group)
    root.add_typer(codes_together.group)
    root.add_typer(quotes.group)
    root.add_typer(querying.group)
    root.add_typer(framework.group)
    root.add_typer(agreement.group)
    root.add_typer(overviewing.group)
    root.add_typer(adjudicating.group)
    root.add_typer(actors.group, name="actors", rich_help_panel=grammar.FINDING)
    root.add_typer(roles.group, name="roles", rich_help_panel=grammar.FINDING)
    root.add_typer(guide_review.group, name="guide", rich_help_panel=grammar.FINDING)
    root.add_typer(constellations.group, name="constellations", rich_help_panel=grammar.FINDING)
    root.add_typer(whitespots.group, name="whitespots", rich_help_panel=grammar.FINDING)
    root.add_typer(statistics.group)
    root.add_typer(exchange.group)
    root.add_typer(model.group)
    root.add_typer(picking.group)
    root.add_typer(checking.group)
    root.add_typer(history.group)
    root.add_typer(pipeline.group, name="pipeline", rich_help_panel=grammar.CARING)
    root.add_typer(keys.group)
    root.add_typer(doctor.group)
    return root
