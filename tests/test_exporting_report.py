"""Exports for the report: fit to be read by anyone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.i18n import translator
from coder.project import Facets, Project
from tests import by_hand
from tests.conftest import REPOSITORY
from tests.files import bytes_in, everything_in, rows_in

TRANSCRIPTS = REPOSITORY / "transcripts"

TELLTALE = ("Qkälla", "Qfall", "Qtalare", "Qkodare", "Qanteckning", "Qslag", "Qensam")
"""Of source, case, speaker, coder, note; a kind of organisation and a place that only one case has."""


@pytest.fixture
def told_apart(tmp_path: Path) -> Iterator[Project]:
    """A study whose sources, cases, speakers, coders and notes bear words that occur in no quote."""
    (tmp_path / "transcripts").mkdir()
    (tmp_path / "codebook.yaml").write_text(
        "project: Studie\nthemes: [{id: k, name: K}]\nactors: [{id: x, name: En aktör}]\n"
        "places: [{id: qort, name: Qort}, {id: qensam, name: Qensam}]\n",
        encoding="utf-8",
    )
    for number in range(4):
        (tmp_path / "transcripts" / f"Qkälla-{number}.txt").write_text(
            f"---\ncase: Qfall {number}\nkind: {'kommun' if number else 'Qslag'}\n"
            f"place: {'qort' if number < 3 else 'qensam'}\ncoder: Qkodare\n"
            f"speakers: {{Qtalare {number}: {{}}}}\n---\nI: Hej?\nQtalare {number}: Nja, det var {number} bussar.\n",
            encoding="utf-8",
        )
    project = Project.open(tmp_path / "coder.db", "Qkodare", create=True)
    project.begin()
    for number in range(4):
        text_start = len("I: Hej?\nQtalare 0: ")
        quote = project.apply_code(f"Qkälla-{number}", text_start, text_start + 10, "k", note="Qanteckning")
        project.star(quote)
    yield project
    project.close()


def test_the_report_names_nothing_that_points_at_somebody(told_apart: Project, tmp_path: Path) -> None:
    told_apart.export(tmp_path / "team")
    told_apart.export(tmp_path / "report", audience="report")
    team = {name: everything_in(data, name) for name, data in bytes_in(tmp_path / "team").items()}
    report = {name: everything_in(data, name) for name, data in bytes_in(tmp_path / "report").items()}
    for word in TELLTALE:
        assert [name for name, text in report.items() if word.casefold() in text.casefold()] == []
        # Else this would prove nothing (a kind is named in attributions alone).
        assert word == "Qslag" or [name for name, text in team.items() if word.casefold() in text.casefold()]
    assert "qort" in report["summary.md"].casefold(), "three were interviewed there"


def test_the_report_s_quotes_are_the_same_quotes(told_apart: Project) -> None:
    team, report = (told_apart.document("quotes", audience).tables[0] for audience in ("team", "report"))
    texts = [
        [str(row[[column.key for column in table.columns].index("text")]) for row in table.rows]
        for table in (team, report)
    ]
    assert texts[0] == texts[1] == [f"Nja, det v{''}" for _number in range(4)]


def test_every_attribution_in_the_bundled_report_is_shared_by_three_cases(bundled: Project, tmp_path: Path) -> None:
    """As counted by hand: kind and place, kind, sector, or nothing but that somebody was interviewed."""
    swedish = translator("sv").gettext
    sectors = {
        swedish("public body"): {"kommun", "stat", "landsting", "region", "samordningsförbund"},
        swedish("working life and civil society"): {"fack", "arbetsgivare", "företag", "förening"},
    }
    known = {
        (source.case_of(label), source.said(label, "kind"), source.said(label, "place"))
        for source in by_hand.sources(TRANSCRIPTS).values()
        for label, *_rest in source.turns
        if label not in by_hand.ASKING
    }
    bundled.export(tmp_path, ["quotes"], audience="report")
    said = {row["attribution"] for row in rows_in((tmp_path / "quotes.csv").read_bytes())}
    assert len(said) > 2
    for attribution in said:
        cases = {
            case
            for case, kind, place in known
            if attribution in (f"{kind}, {place}", kind, swedish("interviewee")) or kind in sectors.get(attribution, ())
        }
        assert len(cases) >= 3, attribution


def test_the_bundled_report_names_no_source_and_no_note(bundled: Project, tmp_path: Path) -> None:
    bundled.export(tmp_path, audience="report")
    # Some are called like the actor they are: a passage may be about an actor who was interviewed too.
    actors = set(re.findall(r"^  - id: (\S+)$", (REPOSITORY / "codebook.yaml").read_text("utf-8"), re.MULTILINE))
    for name, data in bytes_in(tmp_path).items():
        text = everything_in(data, name)
        assert [source for source in by_hand.sources(TRANSCRIPTS) if source in text and source not in actors] == []
        assert [row.note for row in by_hand.rows(TRANSCRIPTS) if len(row.note) > 15 and row.note in text] == []


def test_who_speaks_of_themselves_is_not_named_by_whom_it_is_about(told_apart: Project) -> None:
    """The voice says that the speaker is meant, so naming the speaker's actor or place would say who speaks."""
    source = "Qkälla-1"
    start = len("I: Hej?\nQtalare 1: ")
    quote = told_apart.apply_code(source, start, start + 4, "k", Facets(("qort", "x"), "self", "now"))
    other = told_apart.apply_code(source, start, start + 5, "k", Facets(("qort", "x"), "other", "now"))
    table = told_apart.document("quotes", "report").tables[0]
    keys = [column.key for column in table.columns]
    about = {row[keys.index("quote")]: row[keys.index("about")] for row in table.rows}
    assert (about[quote], about[other]) == ("x", "x;qort")


def test_a_speaker_s_label_inside_a_quote_is_cut(told_apart: Project) -> None:
    start = len("I: Hej")
    quote = told_apart.apply_code("Qkälla-2", start, start + 20, "k")
    table = told_apart.document("quotes", "report").tables[0]
    keys = [column.key for column in table.columns]
    texts = {row[keys.index("quote")]: str(row[keys.index("text")]) for row in table.rows}
    assert texts[quote] == "?\n[…] Nja, de"
