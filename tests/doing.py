"""What several tests do with the small study's project."""

from collections.abc import Iterable
from pathlib import Path

from coder.codebook.parse import parse_codebook
from coder.project import Project
from coder.project.codebook_rows import book_of
from coder.project.sources.loading import LoadResult
from coder.queries.codes import CodeView, code_tree
from coder.queries.transcript import transcript
from tests.conftest import passage


def path_of(project: Project) -> Path:
    assert project.store.path is not None
    return project.store.path


def statuses(results: Iterable[LoadResult]) -> dict[str, str]:
    """What became of each file."""
    return {result.file: result.status for result in results}


def code_words(project: Project, words: str = "Stuprören", code: str = "stuprör", source: str = "ame") -> str:
    return project.apply_code(source, *passage(project, source, words), code)


def codings(project: Project, source: str = "ame") -> list[tuple[str, str, str]]:
    """(quote, code, coder) of a source's codings."""
    return [(view.quote, view.code, view.coder) for view in project.ask(transcript, source).codings]


def text_of(project: Project) -> str:
    return project.codebook_path.read_text("utf-8")


def rewrite(project: Project, old: str, new: str) -> None:
    """Somebody edits the file."""
    text = text_of(project)
    assert text.count(old) == 1
    project.codebook_path.write_text(text.replace(old, new), encoding="utf-8")


def tree(project: Project) -> dict[str, CodeView]:
    return {code.key: code for code in project.ask(code_tree)}


def agree(project: Project) -> bool:
    """The file and the project say the same of codes."""
    return parse_codebook(project.codebook_path.read_text("utf-8-sig")).codes == project.ask(book_of).codes
