"""The options by which codings are filtered: the same on every command that counts."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coder.cli import names
from coder.cli.grammar import check_choice, comma_separated
from coder.cli.guide import Confirmed, the_guide
from coder.cli.rows import Coders, WithInterviewer
from coder.errors import CoderError
from coder.i18n import _
from coder.terms import MODES, VOICES

if TYPE_CHECKING:
    from coder.project import Project
    from coder.queries.filters import Filter
    from coder.queries.guide import Guide
    from coder.queries.selection import Selection

Code = Annotated[str, typer.Option("--code", metavar="C", help=_("With this code."), show_default=False)]
Deep = Annotated[bool, typer.Option("--deep", help=_("With the codes under --code too."))]
Theme = Annotated[str, typer.Option("--theme", metavar="T", help=_("With any code of this theme."), show_default=False)]
Case = Annotated[str, typer.Option("--case", metavar="X", help=_("Said by this case."), show_default=False)]
Where = Annotated[
    list[str] | None, typer.Option("--where", metavar="V=X", help=_("Whose variable has this value; may be repeated."))
]
Source = Annotated[str, typer.Option("--source", metavar="SOURCE", help=_("In this source."), show_default=False)]
About = Annotated[
    str, typer.Option("--about", metavar="ID", help=_("About this actor, group or place."), show_default=False)
]
Voice = Annotated[
    str,
    typer.Option("--voice", metavar="self|other", help=_("Said about oneself, or about others."), show_default=False),
]
Mode = Annotated[
    str,
    typer.Option(
        "--mode", metavar="now|wanted|missing", help=_("Said of today, wished for, or missed."), show_default=False
    ),
]
GuideQuestion = Annotated[
    str,
    typer.Option(
        "--guide", metavar="Q", help=_("Said in answer to this question of the interview guide."), show_default=False
    ),
]


@dataclass(frozen=True)
class Asked:
    """What the options say."""

    code: Code = ""
    deep: Deep = False
    theme: Theme = ""
    case: Case = ""
    where: Where = field(default=None)
    source: Source = ""
    about: About = ""
    voice: Voice = ""
    mode: Mode = ""
    guide: GuideQuestion = ""
    confirmed: Confirmed = False
    coders: Coders = ""
    with_interviewer: WithInterviewer = False

    def filter(self, project: "Project") -> "Filter":
        """The filter, with every name found in the project. ``CoderError`` for what is not there."""
        from coder.queries.filters import Filter

        check_facets(self.voice, self.mode)
        if self.deep and not self.code:
            raise CoderError(_("--deep goes with --code, whose codes below it takes in."))
        return Filter(
            code=names.code_key(project, self.code) if self.code else "",
            deep=self.deep,
            theme=names.theme_key(project, self.theme) if self.theme else "",
            case=names.case_name(project, self.case) if self.case else "",
            where=tuple(names.variable_and_value(project, each) for each in self.where or ()),
            source=names.source_name(project, self.source) if self.source else "",
            about=names.about_key(project, self.about) if self.about else "",
            voice=self.voice,
            mode=self.mode,
            guide=project.guide_question(self.guide).key if self.guide else "",
        )

    def selection(self, project: "Project") -> "Selection":
        """Whose codings count."""
        from coder.queries.selection import Selection

        return Selection(names.coder_names(project, comma_separated([self.coders])), self.with_interviewer)

    def answers(self, project: "Project", needed: bool = False) -> "Guide | None":
        """The guide where it is asked for: matching it takes a second or two."""
        return the_guide(project, self.confirmed) if needed or self.guide else None


def check_facets(voice: str, mode: str) -> None:
    """``CoderError`` for a facet that does not exist."""
    check_choice("--voice", voice, VOICES)
    check_choice("--mode", mode, MODES)


def filtered(function: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of ``Asked``: it takes them together as its first argument.

    Typer reads options off a function's signature; written out, they would stand alike in every command.
    """
    own = list(inspect.signature(function).parameters.values())[1:]
    more = [
        inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=each.type)
        for each in fields(Asked)
    ]

    def command(**options: Any) -> None:
        asked = Asked(**{each.name: options.pop(each.name) for each in fields(Asked)})
        function(asked, **options)

    order = sorted([*own, *more], key=lambda each: each.default is not inspect.Parameter.empty)
    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in order]
    command.__name__, command.__doc__ = function.__name__, function.__doc__
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    vars(command)["__signature__"] = inspect.Signature(parameters)
    return command
