"""How often: on the bundled study as counted by hand, on the small one case by case."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.i18n import translator
from coder.project import Project
from coder.queries.frequencies import Frequency, frequencies
from coder.queries.selection import DEFAULT, Selection
from coder.queries.sources import source_rows
from tests import by_hand
from tests.conftest import REPOSITORY, Opener, passage
from tests.doing import code_words

TRANSCRIPTS = REPOSITORY / "transcripts"
CODEBOOK = REPOSITORY / "codebook.yaml"
SELECTIONS = {
    "the coding sets": (DEFAULT, ()),
    "all": (Selection(("all",)), ("Maja", "Tor")),
    "Maja": (Selection(("Maja",)), ("Maja",)),
    "both by name": (Selection(("tor", "MAJA")), ("Maja", "Tor")),
}

# The bundled study


def figures_of(row: Frequency) -> by_hand.Figures:
    return row.cases, row.sources, row.codings, row.characters


@pytest.mark.parametrize("name", SELECTIONS)
def test_codes_are_counted_as_by_hand(bundled: Project, name: str) -> None:
    selection, coders = SELECTIONS[name]
    items = by_hand.counted(TRANSCRIPTS, coders)
    expected = {
        (theme, code): by_hand.figures([item for item in items if item.row.code == code])
        for code, theme in by_hand.themes(CODEBOOK).items()
    }
    table = bundled.ask(frequencies, selection=selection)
    assert {(row.theme, row.code): figures_of(row) for row in table.rows} == expected
    assert [row.code for row in table.rows] == list(by_hand.themes(CODEBOOK)), "in the codebook's order"
    assert sum(figures[2] for figures in expected.values()) == len(items) > 400


@pytest.mark.parametrize("name", SELECTIONS)
def test_themes_are_counted_as_by_hand(bundled: Project, name: str) -> None:
    """A case counts once for a theme, a passage once, however many of its codes stand there."""
    selection, coders = SELECTIONS[name]
    items, themes = by_hand.counted(TRANSCRIPTS, coders), by_hand.themes(CODEBOOK)
    expected = {
        theme: by_hand.figures([item for item in items if themes[item.row.code] == theme])
        for theme in dict.fromkeys(themes.values())
    }
    table = bundled.ask(frequencies, "theme", selection)
    assert {row.theme: figures_of(row) for row in table.rows} == expected
    assert {row.code for row in table.rows} == {""}


def test_all_cases_and_sources_are_counted_as_by_hand(bundled: Project) -> None:
    table = bundled.ask(frequencies)
    sources = by_hand.sources(TRANSCRIPTS)
    cases = {
        source.case_of(label)
        for source in sources.values()
        for label, _start, _begin, _end in source.turns
        if label not in by_hand.ASKING
    }
    assert (table.all_cases, table.all_sources) == (len(cases), len(sources))


def breakdown(by: str) -> tuple[dict[str, Counter[str]], set[str]]:
    """Codings for each code and value, as by hand; and the values there are."""
    sources = by_hand.sources(TRANSCRIPTS)

    def values(item: by_hand.Counted) -> Iterable[str]:
        source = sources[item.row.source]
        if by == "source":
            return [source.name]
        return item.cases if by == "case" else [source.head[by]] if by in source.head else []

    totals: dict[str, Counter[str]] = {}
    for item in by_hand.counted(TRANSCRIPTS):
        totals.setdefault(item.row.code, Counter()).update(set(values(item)))
    return totals, {value for counter in totals.values() for value in counter}


@pytest.mark.parametrize("by", ["source", "case", "interviewer", "date"])
def test_codings_are_broken_down_as_by_hand(bundled: Project, by: str) -> None:
    totals, values = breakdown(by)
    table = bundled.ask(frequencies, by)
    assert set(table.values) >= values
    for row in table.rows:
        counter = totals.get(row.code, Counter())
        assert dict(zip(table.values, row.values, strict=True)) == {value: counter[value] for value in table.values}


def test_a_doubly_coded_interview_counts_once(bundled: Project) -> None:
    by_two = {source for source, number in coders_of().items() if number == 2}
    assert len(by_two) == 4
    listed = {row.source: row.codings for row in bundled.ask(source_rows)}
    main = by_hand.main_coders(TRANSCRIPTS)
    mine = Counter(row.source for row in by_hand.rows(TRANSCRIPTS) if row.coder == main[row.source])
    everyone = Counter(row.source for row in by_hand.rows(TRANSCRIPTS))
    assert all(listed[source] == mine[source] < everyone[source] for source in by_two)


def coders_of() -> Counter[str]:
    return Counter(source for source, _coder in {(row.source, row.coder) for row in by_hand.rows(TRANSCRIPTS)})


def test_the_coder_in_a_head_beats_the_one_with_more_codings(bundled: Project) -> None:
    totals = Counter(row.coder for row in by_hand.rows(TRANSCRIPTS) if row.source == "fk-umea")
    assert totals["Maja"] > totals["Tor"]
    assert {row.source: row.codings for row in bundled.ask(source_rows)}["fk-umea"] == totals["Tor"]


def test_coded_shares_are_as_by_hand(bundled: Project) -> None:
    sources, items = by_hand.sources(TRANSCRIPTS), by_hand.counted(TRANSCRIPTS)
    for row in bundled.ask(source_rows):
        speech = sum(e - b for label, _s, b, e in sources[row.source].turns if label not in by_hand.ASKING)
        covered = by_hand.figures([item for item in items if item.row.source == row.source])[3]
        assert row.coded_share == pytest.approx(covered / speech, abs=0.0001)
        assert row.characters == len(sources[row.source].text)
        assert row.turns == len(sources[row.source].turns)


# The small study


def row_of(project: Project, code: str, by: str = "", selection: Selection = DEFAULT) -> Frequency:
    [row] = [row for row in project.ask(frequencies, by, selection).rows if row.code == code]
    return row


def test_overlapping_codings_cover_their_characters_once(project: Project) -> None:
    start, end = passage(project, "ame", "Stuprören. Folk hamnar")
    project.apply_code("ame", start, end - 7, "stuprör")
    project.apply_code("ame", start + 5, end, "stuprör")
    row = row_of(project, "stuprör")
    assert (row.cases, row.sources, row.codings, row.characters) == (1, 1, 2, 22)


def test_a_coding_across_turns_counts_its_interviewees_speech_alone(project: Project) -> None:
    text = "Närheten, vi känner alla.\nIP2: Praktik fungerar, fast stuprören står kvar.\nIP1: Just"
    project.apply_code("gemensam", *passage(project, "gemensam", text), "närhet")
    row = row_of(project, "närhet")
    assert (row.cases, row.sources, row.codings) == (2, 1, 1)
    assert row.characters == len("Närheten, vi känner alla.Praktik fungerar, fast stuprören står kvar.Just")
    assert project.ask(frequencies, "case").values == ("AF Byn", "AME Byn", "AME Norr", "AME Syd", "Förbundet")
    assert row_of(project, "närhet", "case").values == (0, 0, 1, 1, 0)


def test_counts_by_place_follow_the_speaker(project: Project) -> None:
    code_words(project, "Närheten", "närhet", "gemensam")
    code_words(project, "Praktik", "närhet", "gemensam")
    assert project.ask(frequencies, "place").values == ("norra", "södra")
    assert row_of(project, "närhet", "place").values == (1, 1)


def test_interviewers_count_only_if_asked_for(project: Project) -> None:
    code_words(project, "Och bussen?", "buss")
    assert row_of(project, "buss").codings == 0
    with_them = Selection(with_interviewer=True)
    assert (
        row_of(project, "buss", selection=with_them).codings,
        row_of(project, "buss", selection=with_them).cases,
    ) == (1, 0)


def test_an_empty_turn_is_nobody_s_speech(project: Project) -> None:
    """A label without words inside a coded passage adds no case."""
    path = project.transcripts_folder / "ny.txt"
    path.write_text(
        "---\nspeakers: {A: {case: Ett}, B: {case: Två}}\n---\nA: Ja.\nB:\nA: Nej.\nB: Jo.\n", encoding="utf-8"
    )
    project.load([path])
    project.apply_code("ny", *passage(project, "ny", "Ja.\nB:\nA: Nej"), "buss")
    assert row_of(project, "buss").cases == 1


def test_codes_without_codings_are_listed_too(project: Project) -> None:
    table = project.ask(frequencies)
    assert [(row.theme, row.code, row.codings) for row in table.rows][:3] == [
        ("hinder", "hinder", 0),
        ("hinder", "stuprör", 0),
        ("hinder", "avstånd", 0),
    ]
    assert (table.all_cases, table.all_sources) == (5, 4)


def test_a_theme_s_row_has_all_its_codes_at_any_depth(project: Project) -> None:
    for words, code in (("Stuprören", "hinder"), ("Folk", "stuprör"), ("praktik", "buss")):
        code_words(project, words, code)
    assert [(row.theme, row.codings) for row in project.ask(frequencies, "theme").rows] == [
        ("hinder", 3),
        ("möjligheter", 0),
    ]


def test_a_variable_that_nothing_has_is_named_with_those_there_are(project: Project) -> None:
    with pytest.raises(CoderError, match=r"shoesize.*date.*place") as refusal:
        project.ask(frequencies, "shoesize")
    assert "\n" not in str(refusal.value)
    with pytest.raises(CoderError):
        project.ask(frequencies, "guide")


def test_the_caption_names_whose_codings_count(opened: Opener) -> None:
    project = opened("Maja")
    code_words(project)
    code_words(opened("Tor"))
    english = translator("en")
    for selection, words in (
        (DEFAULT, "main coder"),
        (Selection(("tor",)), "Tor"),
        (Selection(("all",)), "Maja, Tor"),
        (Selection(with_interviewer=True), "interviewer"),
    ):
        assert words in project.ask(frequencies, selection=selection).scope.in_words(english)


def test_the_files_are_those_that_were_counted(bundled_folder: Path) -> None:
    assert by_hand.rows(bundled_folder / "transcripts") == by_hand.rows(TRANSCRIPTS)
    texts = by_hand.sources(TRANSCRIPTS)
    assert all(texts[row.source].text[row.start : row.end] == row.text for row in by_hand.rows(TRANSCRIPTS))
