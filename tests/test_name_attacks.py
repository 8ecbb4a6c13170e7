"""What may hide a name from being replaced: compounds, line breaks, capitals, and decisions that get in each other's
way."""

from collections.abc import Iterable

import pytest

from coder.errors import CoderError
from coder.personal.base import PERSON, POSSIBLE
from coder.project import Project
from coder.project.names.deciding import Decided
from coder.project.names.queue import NameGroup
from coder.queries.pseudonyms import KEEP, REPLACE, pseudonymised
from coder.queries.transcript import transcript
from tests.doing import path_of
from tests.named_study import groups

SOURCE = "attack"


def loaded(project: Project, *speech: str, others: Iterable[str] = ()) -> Project:
    """The small study with an interview in which this is said."""
    path = project.transcripts_folder / f"{SOURCE}.txt"
    path.write_text("I: Vad hände?\n\n" + "\n\n".join(f"IP: {each}" for each in speech) + "\n", encoding="utf-8")
    project.load([path])
    return project


def text(project: Project) -> str:
    return project.ask(transcript, SOURCE).text


def replaced(project: Project, *names: str) -> str:
    """The text with somebody's names replaced, each as proposed, all else undecided."""
    found = project.review_queue([SOURCE]).groups
    project.decide_names([each.accepted() for each in found if each.name in names])
    project.pseudonymise()
    return text(project)


def waiting(project: Project) -> dict[str, NameGroup]:
    return {each.name: each for each in project.review_queue([SOURCE]).groups}


def test_a_solid_compound_waits_with_a_proposal_and_stands_among_the_residues_until_then(project: Project) -> None:
    loaded(
        project, "Det var Fredrika som började. Den heter Fredrikagruppen nu, och fredrikasgruppens budget är liten."
    )
    assert "Fredrikagruppen" in replaced(project, "Fredrika")
    assert SOURCE not in project.ask(pseudonymised)
    assert [each.text for each in project.residues([SOURCE])] == ["Fredrikagruppen", "fredrikasgruppens"]
    found = waiting(project)
    assert found["Fredrikagruppen"].proposed == "[Person 1]-gruppen"
    assert found["Fredrikagruppen"].reason == "compound"
    project.decide_names([found["Fredrikagruppen"].accepted(), found["fredrikasgruppen"].accepted()])
    project.pseudonymise()
    assert "Den heter [Person 1]-gruppen nu, och [Person 1]-gruppens budget" in text(project)
    assert project.residues([SOURCE]) == () and SOURCE in project.ask(pseudonymised)


def test_a_compound_that_may_stand_is_no_residue(project: Project) -> None:
    loaded(project, "Det var Fredrika som började. Den heter Fredrikagruppen nu.")
    replaced(project, "Fredrika")
    project.decide_names([waiting(project)["Fredrikagruppen"].decided("")])
    assert project.residues([SOURCE]) == ()


@pytest.mark.parametrize("word", ["Karlstad", "annandag", "Annelie", "Evaluering", "Mariannelund", "linjerna"])
def test_words_and_names_that_only_begin_alike_are_no_compounds(project: Project, word: str) -> None:
    loaded(project, f"Det var Karl, Anna, Eva och Linda som sa det om {word} den gången.")
    project.decide_names([Decided((name,), PERSON, REPLACE, "[Person 1]") for name in ("Karl", "Anna", "Eva", "Linda")])
    assert "compound" not in {each.reason for each in waiting(project).values()}


def test_a_name_split_by_a_line_break_is_one_name(project: Project) -> None:
    loaded(
        project, "Det var i mars, och den som ringde upp mig då och sa det var Torunn\nBlidfors, tror jag att det var."
    )
    assert waiting(project)["Torunn Blidfors"].certainty != POSSIBLE
    assert "sa det var [Person 1], tror" in replaced(project, "Torunn Blidfors")


def test_a_name_split_by_a_time_stamp_is_replaced_on_both_sides(project: Project) -> None:
    path = project.transcripts_folder / f"{SOURCE}.txt"
    path.write_text(
        "[00:01] IP: Jag känner Gunvor Sandelin väl. Det var Gunvor\n[00:04] IP: Sandelin som sa det.\n", "utf-8"
    )
    project.load([path])
    assert "Sandelin" not in replaced(project, "Gunvor Sandelin") and "Gunvor" not in text(project)


def test_capitals_and_decomposed_letters_hide_nobody(project: Project) -> None:
    loaded(
        project,
        "Åsa Östlund var där. Jag minns att ÅSA ÖSTLUND SA ATT DET INTE GICK, och åsa östlund har rätt.",
        "A\u030asa O\u0308stlund igen, och A\u030aSAS chef.",
    )
    said = replaced(project, "Åsa Östlund")
    assert said.count("[Person 1]") == 5 and "stlund" not in said.casefold()
    assert project.residues([SOURCE]) == ()


def test_one_person_is_kept_beside_another_whose_surname_is_replaced(project: Project) -> None:
    loaded(project, "Jag träffade Anna Berg i går. Det sa Berg också. Men Anna Bergs bil var borta, sa Berg.")
    project.decide_names([Decided(("Anna Berg",), PERSON, KEEP), Decided(("Berg",), PERSON, REPLACE, "[chefen]")])
    project.pseudonymise()
    assert text(project).splitlines()[2] == (
        "IP: Jag träffade Anna Berg i går. Det sa [chefen] också. Men Anna Bergs bil var borta, sa [chefen]."
    )
    assert project.residues([SOURCE]) == ()


def test_a_pseudonym_is_nobody_elses_name(project: Project) -> None:
    loaded(project, "Anna kom med Karin. Det var Gunvor som sa det till Karin.")
    with pytest.raises(CoderError, match="“Karin” is the name of somebody in attack"):
        project.decide_names([Decided(("Anna",), PERSON, REPLACE, "Karin")])
    with pytest.raises(CoderError, match="holds a name that is to be replaced"):
        project.decide_names(
            [Decided(("Gunvor",), PERSON, REPLACE, "[G]"), Decided(("Anna",), PERSON, REPLACE, "Gunvor")]
        )
    project.decide_names([Decided(("Anna",), PERSON, REPLACE, "Tindra")])
    project.pseudonymise()
    with pytest.raises(CoderError, match="stands for somebody already"):
        project.decide_names([Decided(("Tindra",), PERSON, REPLACE, "[T]")])
    assert "Tindra kom med Karin" in text(project)


def test_a_pseudonym_that_looks_like_a_name_waits_nowhere(project: Project) -> None:
    loaded(project, "Anna kom med Karin. Annas bil var borta.")
    project.decide_names(
        [Decided(("Anna",), PERSON, REPLACE, "Tindra"), Decided(("Karin",), PERSON, REPLACE, "Fredrika Norlin")]
    )
    project.pseudonymise()
    assert "Tindra kom med Fredrika Norlin. Tindras bil" in text(project)
    assert waiting(project) == {} and project.residues([SOURCE]) == ()
    assert SOURCE in project.ask(pseudonymised)


def test_a_name_on_the_list_takes_nothing_from_longer_ones(project: Project) -> None:
    """*Eden* is an everyday word, too."""
    loaded(project, "Det var Eden Zemichael som ringde, och Eden Zemichaels chef. Eden på lärcentrum har sagt det.")
    project.know_names(["Eden"])
    found = waiting(project)["Eden Zemichael"]
    assert found.names == ("Eden Zemichael", "Eden") and found.times == 3
    assert "Eden" not in replaced(project, "Eden Zemichael")


def test_one_name_with_and_without_a_hyphen_is_decided_once(project: Project) -> None:
    loaded(project, "Jag träffade Anna Norlin där. Och Anna-Norlins bil stod där, sa Anna.")
    assert waiting(project)["Anna Norlin"].times == 3
    assert replaced(project, "Anna Norlin").count("[Person 1]") == 3
    assert path_of(project).exists() and groups(project).keys().isdisjoint({"Anna Norlin", "Anna-Norlin"})
