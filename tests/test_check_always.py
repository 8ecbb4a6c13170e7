"""What always holds of a checked report: who repeats what was said is right, who drops a negation is not."""

import html
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coder.project import Project
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from coder.readers.report import read_report
from coder.synthesis.check.material import Interview, Material
from coder.synthesis.check.quotations import quotations
from coder.synthesis.check.tokens import NEGATIONS, WORD, tokens
from coder.synthesis.check.verdicts import Checked, Checker

MARKS = ("””", "““", "“”", "„”", "„“", '""', "»»", "»«", "«»", "’’", "‘’", "‚‘", "''", "‹›", "›‹")
LEAST = 6


def _markdown(path: Path, text: str) -> None:
    path.write_text(re.sub(r"([\\`*_{}\[\]<>#+\-.!|~&])", r"\\\1", text), encoding="utf-8")


def _plain(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _html(path: Path, text: str) -> None:
    path.write_text(f"<html><body><p>{html.escape(text)}</p></body></html>", encoding="utf-8")


def _word(path: Path, text: str) -> None:
    file = docx.Document()
    file.add_paragraph(text)
    file.save(str(path))


FORMATS: dict[str, Callable[[Path, str], None]] = {"md": _markdown, "txt": _plain, "html": _html, "docx": _word}


class Study:
    """All interviews, what can be quoted from them, and reports on them."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._folder = folder
        names = [row.source for row in project.ask(source_rows)]
        texts = {name: project.ask(transcript, name).text for name in names}
        self._checker = Checker(Material(tuple(Interview(name, text) for name, text in texts.items())))
        self._tokens = [_plainly(text) for text in texts.values()]
        self.turns = [words for text in texts.values() for words in _turns(text)]
        self.denying = [words for words in self.turns if _denials(words)]

    def said(self, text: str) -> bool:
        return any(_plainly(text) in each for each in self._tokens)

    def checked(self, ending: str, text: str) -> list[Checked]:
        path = self._folder / f"rapport.{ending}"
        FORMATS[ending](path, text)
        return list(self._checker.check(list(quotations(read_report(path)))))


def _turns(text: str) -> list[list[str]]:
    """The words of each line long enough to be quoted; marks of quotation would end a quotation before its time."""
    lines = (line.partition(": ")[2].split() for line in text.split("\n"))
    return [words for words in lines if len(words) > LEAST and not re.search("[\"”“„»«’‘'´‚‹›]", " ".join(words))]


def _plainly(text: str) -> str:
    return " ".join(token.text for token in tokens(text))


@pytest.fixture(scope="module")
def study(bundled: Project, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return Study(bundled, tmp_path_factory.mktemp("rapporter"))


def passage(data: st.DataObject, turns: Sequence[Sequence[str]]) -> list[str]:
    words = data.draw(st.sampled_from(turns))
    start = data.draw(st.integers(0, len(words) - LEAST))
    return list(words[start : data.draw(st.integers(start + LEAST, min(len(words), start + 40)))])


@given(st.data(), st.sampled_from(MARKS), st.sampled_from([*FORMATS]))
@settings(max_examples=150)
def test_whatever_was_said_is_verbatim_between_all_marks_in_all_formats(
    study: Study, data: st.DataObject, marks: str, ending: str
) -> None:
    said = " ".join(passage(data, study.turns))
    assume(len(WORD.findall(said)) >= LEAST)
    (checked,) = study.checked(ending, f"En av dem sade {marks[0]}{said}{marks[1]} och gick.")
    assert (checked.verdict, checked.similarity) == ("verbatim", 1.0)


@given(st.data(), st.booleans())
@settings(max_examples=150)
def test_whoever_drops_a_negation_is_never_right(study: Study, data: st.DataObject, marked: bool) -> None:
    words = data.draw(st.sampled_from(study.denying))
    dropped = data.draw(st.sampled_from(_denials(words)))
    start = data.draw(st.integers(max(0, dropped - 20), dropped - 1))
    end = data.draw(st.integers(dropped + 2, min(len(words), dropped + 20)))
    kept = [*words[start:dropped], *(["[…]"] if marked else []), *words[dropped + 1 : end]]
    assume(len(kept) > LEAST and not study.said(" ".join(kept)))
    (checked,) = study.checked("txt", f"En av dem sade ”{' '.join(kept)}” och gick.")
    assert checked.verdict in ("edited", "not found") and not checked.right


def _denials(words: Sequence[str]) -> list[int]:
    """Where a word denies that has words on both sides; at an end it may be left out."""
    return [
        at
        for at in range(1, len(words) - 1)
        if words[at].strip(".,?!…").casefold() in NEGATIONS and all(WORD.search(words[n]) for n in (at - 1, at + 1))
    ]
