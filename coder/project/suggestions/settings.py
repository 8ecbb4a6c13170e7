"""How a project suggests: a choice for everybody who works in it, made as a step and taken back as one."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlmodel import Session, select

from coder.errors import CoderError
from coder.i18n import _
from coder.identity import derived
from coder.model import Setting
from coder.project.base import ProjectBase

_KEY = "suggestions"
OWN, POOLED = "own", "all"
LEARN_FROM = (OWN, POOLED)


@dataclass(frozen=True)
class SuggestionSettings:
    """What the project has chosen; the defaults where nobody has."""

    on: bool = True
    precision: float = 0.7
    """The share of suggestions that should be right: what cannot be suggested that surely is left out."""
    left_out: float = 0.1
    """The share of turns for which nothing is ever suggested, so that something can be measured on them."""
    learn_from: str = OWN
    """``own``: each coder's suggestions rest on the coder's own work; ``all``: on everybody's."""
    suggester: str = "learner"
    """The entry point's name."""


def suggestion_settings(session: Session) -> SuggestionSettings:
    """What holds now."""
    row = session.exec(select(Setting).where(Setting.key == _KEY)).first()
    kinds: dict[str, type] = {name: type(value) for name, value in asdict(SuggestionSettings()).items()}
    # What another program wrote into a project that was taken over may be of any kind.
    chosen: dict[str, Any] = {
        name: value
        for name, value in (row.value if row else {}).items()
        if type(value) is kinds.get(name) or (kinds.get(name) is float and type(value) is int)
    }
    return SuggestionSettings(**chosen)


class SuggestionSettingUseCases(ProjectBase):
    """Choosing how the project suggests."""

    def suggestion_settings(self) -> SuggestionSettings:
        """What holds now."""
        return self.ask(suggestion_settings)

    def set_suggestions(
        self,
        on: bool | None = None,
        precision: float | None = None,
        left_out: float | None = None,
        learn_from: str | None = None,
        suggester: str | None = None,
    ) -> SuggestionSettings:
        """Choose anew; what is None stays. ``CoderError`` for a share that is none, or an unknown choice."""
        for name, share, most in (("--precision", precision, 0.99), ("--left-out", left_out, 0.9)):
            if share is not None and not 0 <= share <= most:
                raise CoderError(
                    _("{name} {value}: write a share from 0 to {most}.").format(name=name, value=share, most=most)
                )
        if learn_from is not None and learn_from not in LEARN_FROM:
            raise CoderError(
                _("--learn-from {value}: choose one of {allowed}.").format(
                    value=learn_from, allowed=", ".join(LEARN_FROM)
                )
            )
        if suggester is not None:
            from coder import plugins

            plugins.suggester(suggester)
        asked: dict[str, Any] = {"on": on, "precision": precision, "left_out": left_out}
        asked |= {"learn_from": learn_from, "suggester": suggester}
        with self.history.step("set_suggestions") as step:
            chosen = replace(
                suggestion_settings(step.session), **{name: value for name, value in asked.items() if value is not None}
            )
            row = step.session.exec(select(Setting).where(Setting.key == _KEY)).first()
            if row is None:
                if chosen != SuggestionSettings():
                    step.insert(Setting(id=derived("setting", _KEY), key=_KEY, value=asdict(chosen)))
            else:
                step.update(row, value=asdict(chosen))
        return chosen
