"""Speakers and cases settled in the project, and what a file that is read again may say to it."""

import json
from importlib import import_module

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import select

from coder.errors import CoderError
from coder.model import Source
from coder.project import Project
from coder.project.sources.loading import LoadResult
from coder.project.sources.speakers import SpeakerChange
from coder.queries.frequencies import frequencies
from coder.queries.log import log
from coder.queries.preparation import preparation
from coder.queries.quotes import quotes
from coder.queries.speakers import SpeakerRow, case_rows, looks_like_speech, speaker_rows, spelled_alike
from coder.queries.transcript import transcript
from coder.terms import PARTS
from tests.conftest import AME, CASES, Opener
from tests.doing import code_words, path_of
from tests.tables import recorded, unwhole


def speaker(project: Project, source: str, label: str) -> SpeakerRow:
    return next(row for row in project.ask(speaker_rows) if (row.source, row.label) == (source, label))


def fields(row: SpeakerRow) -> tuple[str, ...]:
    return row.role, row.case, row.actor, row.kind, row.place, row.consent


def cases(project: Project) -> dict[str, dict[str, str]]:
    return {row.case: row.variables for row in project.ask(case_rows)}


def load(project: Project, name: str, content: str | None = None) -> LoadResult:
    path = project.transcripts_folder / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    [result] = project.load([path])
    return result


# What is said of speakers


def test_a_row_a_label_with_what_it_says_first(project: Project) -> None:
    rows = project.ask(speaker_rows)
    assert [(row.source, row.label) for row in rows] == [
        ("af", "I"),
        ("af", "IP"),
        ("ame", "I"),
        ("ame", "IP"),
        ("förbundet", "Intervjuare"),
        ("förbundet", "Chef"),
        ("gemensam", "I"),
        ("gemensam", "IP1"),
        ("gemensam", "IP2"),
    ]
    ip = speaker(project, "ame", "IP")
    assert fields(ip) == ("interviewee", "AME Byn", "byn-kommun", "kommun", "norra", "organisation")
    assert (ip.turns, ip.first.split(".")[0], ip.settled) == (2, "Stuprören", False)
    assert ip.words == 24
    assert project.ask(speaker_rows, ["af"]) == rows[:2]


def test_one_speaker_is_settled_and_undo_gives_back_every_row(project: Project) -> None:
    before = recorded(path_of(project))
    change = SpeakerChange("gemensam", "ip1", case="Nytt fall", actor="Byns kommun", kind="kommun", place="södra byn")
    assert project.set_speakers([change]) == ["Nytt fall: no case was called so; it has been made."]
    assert fields(speaker(project, "gemensam", "IP1")) == (
        "interviewee",
        "Nytt fall",
        "byn-kommun",
        "kommun",
        "södra",
        "",
    )
    assert "AME Norr" not in cases(project), "nobody speaks for it any more"
    assert cases(project)["Nytt fall"] == {"actor": "byn-kommun", "kind": "kommun", "place": "södra"}
    assert unwhole(path_of(project)) == []
    project.undo()
    assert recorded(path_of(project)) == before
    project.redo()
    assert speaker(project, "gemensam", "IP1").case == "Nytt fall"


def test_many_are_settled_in_one_step(project: Project) -> None:
    before = recorded(path_of(project))
    changes = [SpeakerChange(source, "IP", consent="anonymous", place="norra") for source in ("ame", "af")]
    project.set_speakers(changes)
    assert {fields(speaker(project, name, "IP"))[4:] for name in ("ame", "af")} == {("norra", "anonymous")}
    assert [line.what for line in project.ask(log, 1)] == ["Settle who speaks in 2 interviews"]
    project.undo()
    assert recorded(path_of(project)) == before


def test_what_counts_follows_whom_a_speaker_speaks_for(project: Project) -> None:
    quote = code_words(project)
    project.set_speakers([SpeakerChange("ame", "IP", place="södra", case="Förbundet")])
    [row] = [row for row in project.ask(frequencies, "place").rows if row.codings]
    assert row.values == (0, 1)
    assert [row.case for row in project.ask(quotes).rows] == ["Förbundet"]
    project.set_speakers([SpeakerChange("ame", "IP", role="interviewer")])
    assert project.ask(quotes).rows == ()
    assert fields(speaker(project, "ame", "IP")) == ("interviewer", "", "", "", "", "")
    project.set_speakers([SpeakerChange("ame", "IP", role="intervjuperson")])
    assert [(row.quote, row.case) for row in project.ask(quotes).rows] == [(quote, "ame")], "the interview is its own"


def test_a_word_taken_away_is_gone_for_the_case_too(project: Project) -> None:
    project.set_speakers([SpeakerChange("ame", "IP", place="", consent="")])
    assert fields(speaker(project, "ame", "IP"))[4:] == ("", "")
    assert "place" not in cases(project)["AME Byn"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (SpeakerChange("ame", "IP9", case="X"), "nobody in ame has this label; there are: I, IP"),
        (SpeakerChange("amä", "IP", case="X"), "no source"),
        (SpeakerChange("ame", "IP", role="chef"), "choose one of interviewer, interviewee"),
        (SpeakerChange("ame", "IP", role=""), "choose one of interviewer, interviewee"),
        (SpeakerChange("ame", "IP", consent="yes"), "choose one of named, organisation, anonymous"),
        (SpeakerChange("ame", "IP", actor="Arbetsförm"), "no actor has this id or name; there are: af, byn-kommun"),
        (SpeakerChange("ame", "IP", place="af"), "no place has this id or name; there are: norra, södra"),
    ],
)
def test_what_cannot_be_said_is_refused_whole(project: Project, change: SpeakerChange, said: str) -> None:
    before = recorded(path_of(project))
    with pytest.raises(CoderError) as refusal:
        project.set_speakers([SpeakerChange("af", "IP", kind="annan"), change])
    assert said in str(refusal.value) and "\n" not in str(refusal.value)
    assert recorded(path_of(project)) == before


def test_without_a_register_anything_goes_with_a_remark(project: Project) -> None:
    codebook = project.codebook_path.read_text("utf-8")
    project.codebook_path.write_text(codebook[: codebook.index("actors:")], encoding="utf-8")
    project.read_codebook()
    [remark] = project.set_speakers([SpeakerChange("af", "IP", actor="ngn annan")])
    assert "has no actors" in remark
    row = speaker(project, "af", "IP")
    assert row.actor == "ngn annan"
    assert "actor" not in row.doubts


def test_saying_the_same_leaves_no_step(project: Project) -> None:
    before = recorded(path_of(project))
    steps = project.ask(log)
    project.set_speakers([SpeakerChange("ame", "IP", case="ame byn", place="norra")])
    assert recorded(path_of(project)) == before
    assert project.ask(log) == steps


# Cases, main coder


def test_a_case_is_renamed_for_all_its_speakers(project: Project) -> None:
    before = recorded(path_of(project))
    project.rename_case("ame byn", "AME  Norra byn")
    assert speaker(project, "ame", "IP").case == "AME Norra byn"
    with pytest.raises(CoderError, match="another case is called so"):
        project.rename_case("AME Norra", "ame syd")
    project.undo()
    assert recorded(path_of(project)) == before


def test_cases_are_merged_and_what_was_known_is_kept(project: Project) -> None:
    before = recorded(path_of(project))
    project.set_case("AF Byn", {"storlek": "12", "kind": "myndighet"})
    known = recorded(path_of(project))
    project.merge_cases("AF Byn", "AME Byn")
    assert {row.case for row in project.ask(speaker_rows) if row.source in ("af", "ame")} == {"", "AME Byn"}
    assert cases(project)["AME Byn"]["storlek"] == "12"
    assert cases(project)["AME Byn"]["kind"] == "kommun", "it keeps what it says itself"
    assert "AF Byn" not in cases(project)
    with pytest.raises(CoderError, match="itself"):
        project.merge_cases("AME Byn", "ame byn")
    project.undo()
    assert recorded(path_of(project)) == known
    project.undo()
    assert recorded(path_of(project)) == before


def test_a_case_that_took_anothers_first_name_is_another_case(project: Project) -> None:
    project.rename_case("AME Byn", "Byn")
    project.set_speakers([SpeakerChange("af", "IP", case="AME Byn")])
    assert {"Byn", "AME Byn"} <= set(cases(project))


def test_the_main_coder_is_whose_codings_count(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    code_words(maja)
    code_words(maja, "bussen", "buss")
    quote = code_words(tor)
    before = recorded(path_of(maja))
    maja.assign("ame", "tor")
    assert [row.quote for row in maja.ask(quotes).rows] == [quote]
    maja.undo()
    assert recorded(path_of(maja)) == before


# A file that is read again


def test_an_unchanged_file_takes_nothing_back_that_was_settled(project: Project) -> None:
    project.set_speakers([SpeakerChange("ame", "IP", case="Annat", place="södra", consent="")])
    project.set_speakers([SpeakerChange("af", "IP", role="interviewer")])
    project.rename_case("AME Norr", "Norra enheten")
    project.assign("ame", "Gun")
    settled = recorded(path_of(project))
    assert {result.status for result in project.load()} == {"unchanged"}
    assert recorded(path_of(project)) == settled


def test_an_unchanged_file_stays_so_after_a_label_was_renamed(project: Project) -> None:
    view = project.ask(transcript, "ame")
    project.rename_speaker("ame", "IP", "Chefen")
    assert project.ask(transcript, "ame").text != view.text
    settled = recorded(path_of(project))
    assert load(project, "ame.txt").status == "unchanged"
    assert recorded(path_of(project)) == settled
    assert load(project, "ame.txt", AME.replace("place: norra, consent", "place: södra, consent")).status == "updated"
    assert speaker(project, "ame", "Chefen").place == "södra", "the speaker is known by whom the file means"
    assert [row.label for row in project.ask(speaker_rows) if row.source == "ame"] == ["I", "Chefen"]


def test_what_a_file_says_newly_counts_and_the_rest_stays(project: Project) -> None:
    project.set_speakers([SpeakerChange("ame", "IP", case="Annat", consent="named")])
    settled = speaker(project, "ame", "IP")
    result = load(project, "ame.txt", AME.replace("2014-02-04", "2014-02-05").replace("place: norra", "place: södra"))
    assert result.status == "updated"
    row = speaker(project, "ame", "IP")
    assert (row.case, row.consent, row.place) == (settled.case, "named", "södra")
    assert load(project, "ame.txt").status == "unchanged"
    project.undo()
    assert speaker(project, "ame", "IP") == settled


def test_what_a_file_says_no_longer_goes_unless_it_was_settled_otherwise(project: Project) -> None:
    project.set_speakers([SpeakerChange("ame", "IP", place="södra")])
    head = AME.replace("place: norra", "").replace(", , ", ", ").replace("consent: organisation", "")
    assert load(project, "ame.txt", head.replace("place: norra\n", "")).status == "updated"
    assert fields(speaker(project, "ame", "IP"))[4:] == ("södra", "")


def test_a_row_of_cases_csv_counts_when_it_says_something_else(project: Project) -> None:
    project.set_speakers([SpeakerChange("af", "IP", place="södra", kind="myndighet")])
    table = project.transcripts_folder / "cases.csv"
    table.write_text(CASES.replace("af,stat,norra", "af,stat,västra"), encoding="utf-8")
    assert {result.file: result.status for result in project.load()}["af.vtt"] == "updated"
    assert fields(speaker(project, "af", "IP"))[3:5] == ("myndighet", "västra")


def test_the_coder_in_a_head_counts_when_it_is_new(project: Project) -> None:
    quote = code_words(project, "dyrt", "avstånd", "förbundet")
    assert project.ask(quotes).rows == ()
    project.assign("förbundet", "Maja")
    assert [row.quote for row in project.ask(quotes).rows] == [quote]
    said = (project.transcripts_folder / "förbundet.md").read_bytes().decode("cp1252")
    assert load(project, "förbundet.md", said.replace("södra", "norra")).status == "updated"
    assert [row.quote for row in project.ask(quotes).rows] == [quote]
    assert load(project, "förbundet.md", said.replace("coder: Tor", "coder: Gun")).status == "updated"
    assert project.ask(quotes).rows == ()


def test_no_name_that_a_file_said_is_kept_beside_the_rows(project: Project) -> None:
    """What was said last is compared by digests: a pseudonym must not leave the name behind there."""
    load(project, "ny.txt", "---\ncase: Anna Planterad\n---\nEskil Planterad: Hej.\nEskil Planterad: Nej.\n")
    with project.store.reading() as session:
        said = session.exec(select(Source.said).where(Source.name == "ny")).one()
    assert said and "Planterad" not in str(said)


def test_files_of_a_project_from_before_are_unchanged_after_it_was_brought_up_to_date(project: Project) -> None:
    """The revision that added what files said finds it in the rows."""
    path = project.transcripts_folder / "lös.txt"
    path.write_text(
        "---\nsektor: offentlig\n---\nI: Hej?\nIP [00:01]: Nja.\nAnna Å: Jo.\nAnna Å: Ja.\n", encoding="utf-8"
    )
    project.load()
    revision = import_module("coder.migrations.versions.0002_preparation_and_decisions")
    said = "SELECT name, said FROM source ORDER BY name"
    with project.store.engine.begin() as connection:
        before = connection.execute(text(said)).all()
        connection.execute(text("UPDATE source SET said = '{}'"))
        with Operations.context(MigrationContext.configure(connection)):
            revision._fill_said()
        after = connection.execute(text(said)).all()
    assert [(name, json.loads(was)) for name, was in before] == [(name, json.loads(now)) for name, now in after]
    assert {result.status for result in project.load()} == {"unchanged"}


# What is missing or doubtful


def doubts(project: Project) -> dict[str, tuple[str, ...]]:
    return {row.label: row.doubts for row in project.ask(speaker_rows, ["ny"])}


def test_what_is_missing_or_doubtful_is_said(project: Project) -> None:
    head = """---
speakers:
  I: interviewer
  Stina: {case: AME Byn, actor: byn-kommun, kind: stat, place: norra, consent: named}
  Problemet är: {case: X, actor: ingen, place: ingenstans, consent: named}
  Karin: {consent: anonymous}
  Karrin: {case: Y}
---
"""
    turns = "I: Hej?\nStina: Ja.\nProblemet är: pengar.\nKarin: Nej.\nKarrin: Jo.\n"
    load(project, "ny.txt", head + turns)
    assert doubts(project) == {
        "I": (),
        "Stina": ("kind",),
        "Problemet är": ("actor", "place", "label"),
        "Karin": ("case", "spelling"),
        "Karrin": ("consent", "spelling"),
    }


@pytest.mark.parametrize(
    ("label", "other", "alike"),
    [
        ("IP1", "IP2", False),
        ("IP 1", "IP1", True),
        ("Sara", "Sarah", False),
        ("Karin", "Karrin", True),
        ("Malmberg", "Malmbreg", True),
        ("Kommun 1", "Kommun 2", False),
        ("André", "ANDRE", True),
        ("Chef", "Chefen", False),
        ("", "I", False),
    ],
)
def test_labels_that_may_be_one(label: str, other: str, alike: bool) -> None:
    assert spelled_alike(label, other) == spelled_alike(other, label) == alike


def test_labels_that_read_like_speech() -> None:
    assert looks_like_speech("Problemet är")
    assert not any(map(looks_like_speech, ("Anna Berg", "IP 1", "Moderator", "")))


# Progress of preparation


def test_parts_are_called_done_and_not_done(project: Project) -> None:
    before = recorded(path_of(project))
    project.prepare("ame", "speakers")
    project.prepare("ame", "speakers")
    rows = {(row.source, row.part): row.done_by for row in project.ask(preparation)}
    assert len(rows) == 4 * len(PARTS)
    assert [key for key, name in rows.items() if name == "Maja"] == [("ame", "speakers")]
    assert speaker(project, "ame", "IP").settled
    with pytest.raises(CoderError, match="corrected, speakers, pseudonyms"):
        project.prepare("ame", "everything")
    project.undo()
    assert recorded(path_of(project)) == before


CHANGES = st.one_of(
    st.builds(
        SpeakerChange,
        st.sampled_from(["ame", "gemensam"]),
        st.just("I"),
        role=st.sampled_from([None, "interviewer", "interviewee"]),
        case=st.sampled_from([None, "", "A", "B", "AME Byn"]),
        actor=st.sampled_from([None, "", "af"]),
        kind=st.sampled_from([None, "", "stat"]),
        place=st.sampled_from([None, "", "norra"]),
        consent=st.sampled_from([None, "", "named"]),
    ),
    st.sampled_from(PARTS),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(CHANGES, max_size=6))
def test_whatever_was_settled_is_taken_back_step_by_step(project: Project, changes: list[SpeakerChange | str]) -> None:
    states = [recorded(path_of(project))]
    for change in changes:
        if isinstance(change, str):
            done = {row.part: bool(row.done_by) for row in project.ask(preparation, "ame")}
            project.prepare("ame", change, not done[change])
        else:
            project.set_speakers([change])
        now = recorded(path_of(project))
        if now != states[-1]:
            states.append(now)
    assert unwhole(path_of(project)) == []
    assert all(result.status == "unchanged" for result in project.load())
    for state in reversed(states[:-1]):
        project.undo()
        assert recorded(path_of(project)) == state
