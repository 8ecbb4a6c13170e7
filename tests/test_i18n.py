"""Every message in Swedish, and the interface's language from the environment."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import coder
from coder.i18n import N_, _, language_from_environment, ngettext, set_language, translator
from tests.conftest import REPOSITORY

PACKAGE = Path(coder.__file__).parent
FOLDER = PACKAGE / "locale" / "sv" / "LC_MESSAGES"
Message = str | tuple[str, ...]


def messages_in_the_source() -> dict[Message, str]:
    """Every message that the program's files mark as ``make messages`` finds them, with one place where it stands."""
    found: dict[Message, str] = {}
    ours = re.findall(r" -k (\w+)", (REPOSITORY / "Makefile").read_text("utf-8"))
    keywords = DEFAULT_KEYWORDS | dict.fromkeys(ours)
    for file, line, message, _comments, _context in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=keywords):
        found.setdefault(message if isinstance(message, str) else tuple(message or ()), f"{file}:{line}")
    return found


@pytest.fixture(scope="module")
def source() -> dict[Message, str]:
    return messages_in_the_source()


@pytest.fixture(scope="module")
def swedish() -> Catalog:
    with (FOLDER / "coder.po").open("rb") as file:
        return read_po(file, locale="sv", abort_invalid=True)


def translated(catalog: Catalog) -> dict[Message, tuple[str, ...]]:
    """The catalogue's messages with their translations, one or one for each number."""
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in catalog
        if message.id and not message.fuzzy
    }


def forms(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def pairs(source: dict[Message, str], swedish: Catalog) -> Iterator[tuple[str, str]]:
    """Each form of each message with its translation."""
    known = translated(swedish)
    for message in source:
        yield from zip(forms(message), known.get(message, ()), strict=False)


def test_the_program_s_messages_are_found(source: dict[Message, str]) -> None:
    assert len(source) > 200
    assert "Load {source}" in source, "marked with N_"
    assert "Thematic summary" in source, "asked of an export's translator"
    assert any(isinstance(message, tuple) for message in source)


def test_every_message_has_a_swedish_translation(source: dict[Message, str], swedish: Catalog) -> None:
    known = translated(swedish)
    missing = {
        message: place
        for message, place in source.items()
        if message not in known or len(known[message]) != len(forms(message)) or not all(known[message])
    }
    assert missing == {}, "make messages, then translate in coder/locale/sv/LC_MESSAGES/coder.po"


def test_translations_have_the_same_placeholders(source: dict[Message, str], swedish: Catalog) -> None:
    wrong = [pair for pair in pairs(source, swedish) if placeholders(pair[0]) != placeholders(pair[1])]
    assert wrong == []


def test_translations_keep_line_breaks_and_outer_spaces(source: dict[Message, str], swedish: Catalog) -> None:
    wrong = [
        (own, other)
        for own, other in pairs(source, swedish)
        if own.count("\n") != other.count("\n")
        or (own[:1].isspace(), own[-1:].isspace()) != (other[:1].isspace(), other[-1:].isspace())
    ]
    assert wrong == []


def test_the_catalogue_holds_nothing_that_is_no_longer_said(source: dict[Message, str], swedish: Catalog) -> None:
    assert set(translated(swedish)) - set(source) == set()


def test_no_translation_waits_to_be_looked_at(swedish: Catalog) -> None:
    assert [message.id for message in swedish if message.fuzzy and message.id] == []


def test_the_compiled_catalogue_is_that_of_the_text(swedish: Catalog) -> None:
    with (FOLDER / "coder.mo").open("rb") as file:
        compiled = translated(read_mo(file))
    assert compiled == {message: strings for message, strings in translated(swedish).items() if all(strings)}


def test_no_message_is_built_before_it_is_translated() -> None:
    """What stands in ``_()`` is a plain string: an f-string or a sum would never be found in the catalogue."""
    built = re.compile(r"""(?<![\w.])(?:_|N_|gettext|ngettext)\(\s*(?:f["']|["'][^"'\n]*["']\s*[+%])""")
    found = [path for path in PACKAGE.rglob("*.py") if built.search(path.read_text("utf-8"))]
    assert found == []


def test_swedish_and_english_are_spoken() -> None:
    set_language("sv")
    assert _("Quote") == "Citat"
    assert ngettext("{number} coding", "{number} codings", 1) != ngettext("{number} coding", "{number} codings", 2)
    set_language("en")
    assert _("Quote") == "Quote"
    assert N_("Quote") == "Quote"
    assert translator("sv").gettext("Quote") == "Citat", "an export speaks its own language"
    assert translator("de").gettext("Quote") == "Quote"
    assert translator("sv").gettext("Nobody has translated this") == "Nobody has translated this"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "sv"),
        ({"LANG": "sv_SE.UTF-8"}, "sv"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "sv"),
        ({"LANG": "POSIX"}, "sv"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "sv_SE"}, "sv"),
        ({"LANG": "sv_SE", "LC_ALL": "en_US@euro"}, "en"),
        ({"LANG": "sv_SE", "LC_ALL": "C"}, "sv"),
        ({"LANG": "SV"}, "sv"),
        ({"LC_ALL": "", "LANG": "en"}, "en"),
    ],
)
def test_the_language_is_read_from_the_environment(environment: dict[str, str], language: str) -> None:
    assert language_from_environment(environment) == language
