"""The distribution of roles: whose claim is whose, what is contested, what people write, what leaves the project."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.exporters.document import Heading, Listing, Prose, Table
from coder.exporters.privacy import REPORT
from coder.exporters.role_sections import of_actors, role_evidence, role_overview, role_quotes
from coder.exporters.roles import matrix_table, roles_table
from coder.i18n import translator
from coder.project import Project
from coder.queries.claims import own_of
from coder.synthesis.denying import holds_negation
from coder.synthesis.roles import ALONE, DOES_OR_MISSING, NOT_ITSELF, NOW, WANTED
from tests.conftest import Opener
from tests.doing import rewrite, text_of
from tests.roles_study import claim, with_roles

T = translator("en")


@pytest.fixture
def roles(project: Project) -> Project:
    return with_roles(project)


def test_own_claims_stand_apart_from_those_of_others(roles: Project) -> None:
    own = claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    others = claim(roles, "gemensam", "Närheten", "leda", ("byn-kommun",), "other", "now")
    cell = roles.roles().cell("leda", "byn-kommun", NOW)
    assert [each.quote.quote for each in cell.own] == [own]
    assert [each.quote.quote for each in cell.others] == [others]
    assert (cell.own_cases, cell.others_cases) == (1, 1)
    assert not cell.contested


def test_missing_counts_as_wanted_and_no_mode_is_shown_but_not_counted(roles: Project) -> None:
    claim(roles, "ame", "Stuprören.", "leda", ("af",), "other", "missing")
    claim(roles, "gemensam", "Närheten", "leda", ("af",), "other", None)
    found = roles.roles()
    assert found.cell("leda", "af", WANTED).others_cases == 1
    assert found.cell("leda", "af", NOW).others_cases == 0
    assert [found.cell("leda", "af", mode).aside_cases for mode in (NOW, WANTED)] == [1, 1]


def test_about_oneself_without_an_actor_is_about_whoever_speaks(roles: Project) -> None:
    claim(roles, "ame", "Stuprören.", "leda", (), "self", "now")
    claim(roles, "ame", "mellan stolarna", "betala", (), None, "missing")
    found = roles.roles()
    assert found.cell("leda", "byn-kommun", NOW).own_cases == 1
    assert [cell.actor for cell in found.row("betala", WANTED)] == [""]


def test_who_is_named_along_is_not_counted(roles: Project) -> None:
    """*We do the employment service's work*: coded about both, but said about oneself."""
    claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun", "af"), "self", "now")
    found = roles.roles()
    assert found.cell("leda", "byn-kommun", NOW).own_cases == 1
    along = found.cell("leda", "af", NOW)
    assert (along.others_cases, along.aside_cases) == (0, 1)


@pytest.mark.parametrize(
    ("about", "speaker", "voice", "own"),
    [
        (["af"], "af", None, {"af"}),
        (["af"], "af", "other", {"af"}),
        (["af", "fk"], "af", "self", {"af"}),
        (["kommunerna"], "byn-kommun", "self", {"kommunerna"}),
        (["kommunerna", "af"], "byn-kommun", "self", {"kommunerna"}),
        (["fk"], "af", "other", set()),
        (["fk"], "af", None, set()),
        (["fk"], "af", "self", set()),
        (["region"], "af", "self", set()),
        (["region"], "", "self", {"region"}),
        ([""], "", "self", set()),
    ],
)
def test_for_whom_a_speaker_speaks(about: list[str], speaker: str, voice: str | None, own: set[str]) -> None:
    kinds = {"af": "stat", "fk": "stat", "kommunerna": "kommun", "byn-kommun": "kommun", "region": "region"}
    assert own_of(about, speaker, voice, kinds, {"af", "fk", "byn-kommun", "region"}) == own


@given(
    st.lists(st.sampled_from("abc"), min_size=1, unique=True),
    st.sampled_from("abcd"),
    st.sampled_from(["self", "other", None]),
)
def test_nobody_speaks_for_whom_a_coding_is_not_about(about: list[str], speaker: str, voice: str | None) -> None:
    assert own_of(about, speaker, voice, {}) <= set(about)


def test_does_it_or_is_it_missing(roles: Project) -> None:
    claim(roles, "ame", "Stuprören.", "leda", ("af",), "other", "now")
    assert not roles.roles().cell("leda", "af", NOW).contested
    claim(roles, "ame", "mellan stolarna", "leda", ("af",), "other", "missing")
    assert not roles.roles().cell("leda", "af", NOW).contested, "one case that says both disagrees with nobody"
    claim(roles, "af", "Praktik kostar.", "leda", ("af",), "other", "missing")
    cell = roles.roles().cell("leda", "af", NOW)
    assert cell.contested == ()
    claim(roles, "gemensam", "Närheten", "leda", ("af",), "other", "now")
    assert roles.roles().cell("leda", "af", NOW).contested == (DOES_OR_MISSING,)


def test_who_alone_wants_it_and_who_does_not_want_what_others_want_of_it(roles: Project) -> None:
    claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "wanted")
    assert not roles.roles().cell("leda", "byn-kommun", WANTED).contested
    claim(roles, "af", "Praktik kostar.", "betala", ("byn-kommun",), "other", "wanted")
    claim(roles, "gemensam", "Närheten", "leda", ("af",), "other", "wanted")
    claim(roles, "ame", "mellan stolarna", "betala", ("af",), "other", "wanted")
    found = roles.roles()
    assert found.cell("leda", "byn-kommun", WANTED).contested == (ALONE,)
    assert found.cell("leda", "byn-kommun", WANTED).elsewhere == ("AME Norr",)
    assert found.cell("betala", "byn-kommun", WANTED).contested == (NOT_ITSELF,)
    assert [row.divided for row in found.functions] == [True, True]


def test_actors_of_elsewhere_stand_last_and_contest_nothing(roles: Project) -> None:
    claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "wanted")
    claim(roles, "gemensam", "Närheten", "leda", ("grannen",), "other", "wanted")
    found = roles.roles()
    assert [actor.key for actor in found.actors] == ["byn-kommun", "grannen"]
    assert not found.cell("leda", "byn-kommun", WANTED).contested
    assert not found.functions[0].divided


def test_functions_come_from_the_codebook(roles: Project) -> None:
    found = roles.roles()
    assert ([row.code.key for row in found.functions], found.named) == (["leda", "betala"], True)
    assert [each.code.key for each in found.beside] == ["pengar", "fonden"]
    rewrite(roles, " functions: [leda, betala],", "")
    roles.read_codebook()
    found = roles.roles()
    assert ([row.code.key for row in found.functions], found.named) == (["leda", "betala", "fonden"], False)


def test_a_codebook_without_functions_says_what_to_write(project: Project) -> None:
    [told] = role_overview(project.roles(), T)
    assert "functions:" in str(told)


def test_a_misspelled_function_is_a_fault_of_the_codebook(roles: Project) -> None:
    rewrite(roles, "functions: [leda, betala]", "functions: [leda, betalla]")
    with pytest.raises(CoderError, match="betalla"):
        roles.read_codebook()


def test_writing_a_cell_and_taking_it_back(roles: Project) -> None:
    roles.write_role("leda", "Arbetsförmedlingen", "wanted", " Kallar samman.\n")
    assert roles.roles().cell("leda", "af", WANTED).text == "Kallar samman."
    roles.write_role("leda", "af", "wanted", "Kallar samman varje år.")
    roles.undo()
    assert roles.roles().cell("leda", "af", WANTED).text == "Kallar samman."
    roles.write_role("leda", "af", "wanted", "")
    assert roles.roles().cell("leda", "af", WANTED).empty
    roles.undo()
    cell = roles.roles().cell("leda", "af", WANTED)
    assert (cell.text, cell.written_by) == ("Kallar samman.", "Maja")


@pytest.mark.parametrize(
    ("function", "actor", "mode", "complaint"),
    [
        ("stuprör", "af", "now", "no function"),
        ("leda", "ingen", "now", "no actor"),
        ("leda", "af", "missing", "--mode"),
    ],
)
def test_what_cannot_be_written(roles: Project, function: str, actor: str, mode: str, complaint: str) -> None:
    with pytest.raises(CoderError, match=complaint):
        roles.write_role(function, actor, mode, "Text")


def test_merged_functions_keep_what_is_written(roles: Project) -> None:
    roles.write_role("leda", "af", "now", "Leder.")
    roles.write_role("betala", "af", "now", "Betalar.")
    roles.write_role("betala", "byn-kommun", "now", "Hälften.")
    roles.merge_codes("betala", "leda")
    found = roles.roles()
    assert found.cell("leda", "af", NOW).text == "Leder.\n\nBetalar."
    assert found.cell("leda", "byn-kommun", NOW).text == "Hälften."
    assert "functions: [leda]" in text_of(roles)
    roles.undo()
    assert roles.roles().cell("betala", "af", NOW).text == "Betalar."


def test_an_actor_that_is_written_about_is_retired_not_deleted(roles: Project) -> None:
    roles.write_role("leda", "grannen", "now", "En förebild.")
    rewrite(roles, "  - {id: grannen, name: Grannlänet, outside: true}\n", "")
    roles.read_codebook()
    assert roles.roles().cell("leda", "grannen", NOW).text == "En förebild."


def test_a_report_does_not_tell_own_claims_apart(roles: Project) -> None:
    own = claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    others = claim(roles, "gemensam", "Närheten", "leda", ("byn-kommun",), "other", "now")
    found = roles.roles()
    table = roles_table(found, T, REPORT)
    row = dict(zip((column.key for column in table.columns), table.rows[0], strict=True))
    assert (row["cases"], row["own"], row["others"], row["others_quotes"]) == (2, None, None, others)
    told = str(role_overview(found, T, REPORT) + role_evidence(found, T, REPORT))
    assert role_quotes(found, REPORT) == (others,)
    assert own not in told and others in told and "Own claim:" not in told
    assert matrix_table(found, NOW, T, REPORT).rows[0][1] == "●○2"


def test_the_section_of_the_model(roles: Project) -> None:
    quote = claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    money = claim(roles, "ame", "mellan stolarna", "fonden", (), None, None)
    roles.write_role("leda", "byn-kommun", "now", "Leder i dag.")
    found = roles.roles()
    blocks = role_overview(found, T)
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["Measures", "The money behind the measures"]
    assert [block.text for block in blocks if isinstance(block, Prose)] == ["Leda, Byns kommun, today: Leder i dag."]
    tables = {block.name: block for block in blocks if isinstance(block, Table)}
    assert tables["roles_now"].rows == (("Byns kommun", "●1 ✎", ""),)
    assert tables["measures"].rows[0][2:4] == ("Byns kommun", "Arbetsförmedlingen")
    assert tables["money"].rows == (("Fonden", 1),)
    assert role_quotes(found) == (quote, money)


def test_the_evidence_leads_to_the_quotes_of_each_side(roles: Project) -> None:
    own = claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    others = claim(roles, "gemensam", "Närheten", "leda", ("byn-kommun",), "other", "missing")
    lists = [block for block in role_evidence(roles.roles(), T) if isinstance(block, Listing)]
    told = ["".join(run.text for run in item) for item in lists[0].items]
    assert told[0].startswith(f"Byns kommun, today. Own claim: 1 case [{own}].")
    assert told[1].startswith(f"Byns kommun, wanted. Others' claim: 1 case (1 that it is missing) [{others}].")
    assert {run.to for block in lists for item in block.items for run in item} == {"", own, others}


def test_what_is_said_of_one_actor_in_every_function(roles: Project) -> None:
    claim(roles, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    table = of_actors(roles.roles(), ("byn-kommun",), T)
    assert table is not None and table.caption.startswith("Byns kommun.")
    assert [column.title for column in table.columns] == ["Function", "Today"]
    assert table.rows == (("Leda", "●1"), ("Betala", ""))
    assert of_actors(roles.roles(), ("af",), T) is None


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("vi utför inte", True),
        ("Jag kan int.", True),
        ("inte bara vi", False),
        ("vi leder", False),
        ("Nobody leads", True),
    ],
)
def test_negations_are_pointed_at(text: str, holds: bool) -> None:
    assert holds_negation(text) == holds


def test_two_coders_of_one_interview_are_one_fact(opened: Opener) -> None:
    maja, tor = with_roles(opened("Maja")), opened("Tor")
    for project in (maja, tor):
        claim(project, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    assert len(maja.roles().cell("leda", "byn-kommun", NOW).own) == 1


def test_what_is_written_is_known_to_pseudonymisation(roles: Project) -> None:
    from coder.project.names.text_columns import project_texts

    roles.write_role("leda", "af", "now", "Karin ringer.")
    texts = roles.ask(lambda session: [each for each in project_texts(session) if each.table == "role_text"])
    assert [(each.text, each.free) for each in texts] == [("Karin ringer.", True)]


def test_the_bundled_study_can_be_argued_with(bundled: Project) -> None:
    found = bundled.roles()
    assert [row.code.key for row in found.functions][:2] == ["roll-leda", "roll-besluta"]
    lead = {cell.actor: (cell.own_cases, cell.others_cases) for cell in found.row("roll-leda", WANTED)}
    assert lead["af"] == (1, 3) and lead["region-vb"] == (1, 2)
    assert found.functions[0].divided
    follow = found.cell("roll-följa-upp", "region-vb", WANTED)
    assert (follow.own_cases, follow.others_cases) == (0, 3)
    assert found.cell("roll-samordna", "fk", NOW).denying, "we coordinate, but we do not carry out"
    assert [measure.key for measure in found.measures] == ["inlandsspåret", "steget-in", "trappan", "ungdomstorget"]
