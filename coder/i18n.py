"""The language of the interface and of exports: gettext catalogues under ``locale/``.

Messages in the source are English; a catalogue holds the Swedish. The interface speaks one language per
process; an export speaks the codebook's language, whatever the interface speaks.
"""

import gettext as _gettext
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
DEFAULT_LANGUAGE = "sv"
LOCALE_DIR = Path(__file__).parent / "locale"

_current = DEFAULT_LANGUAGE


class Translator:
    """Messages in one language; unknown messages come back as they are (English)."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _gettext.translation("coder", str(LOCALE_DIR), languages=[language], fallback=True)

    def gettext(self, message: str) -> str:
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self._catalogue.ngettext(singular, plural, number)


@cache
def translator(language: str) -> Translator:
    """The messages of one language ("sv" or "en"; anything else speaks English)."""
    return Translator(language)


def set_language(language: str) -> None:
    """Choose the interface's language for this process."""
    global _current
    _current = language


def current_language() -> str:
    return _current


def language_from_environment(environment: Mapping[str, str] = os.environ) -> str:
    """The interface's language: ``LC_ALL``, ``LC_MESSAGES``, ``LANG`` in that order, Swedish otherwise.

    ``C`` and ``POSIX`` name no language, so they count as silence.
    """
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environment.get(variable, "")
        language = value.split(".")[0].split("_")[0].split("@")[0].lower()
        if language and language not in ("c", "posix"):
            return language if language in LANGUAGES else "en"
    return DEFAULT_LANGUAGE


def _(message: str) -> str:
    """The message in the interface's language."""
    return translator(_current).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message in the interface's language, in the form that ``number`` asks for."""
    return translator(_current).ngettext(singular, plural, number)


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message
