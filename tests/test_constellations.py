"""Constellations: suggested by co-mention, judged by people, kept apart from what nobody confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.errors import CoderError
from coder.language.pipeline import BUILT_IN
from coder.model import Constellation
from coder.project import Project
from coder.project.synthesis.constellations import Wording
from coder.queries.constellations import Known, constellations
from coder.queries.quotes import quotes
from coder.synthesis.constellations import Together, fingerprint, suggested
from tests.command_line import CommandLine
from tests.conftest import passage
from tests.spotted import spotted


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    found = spotted(tmp_path / "spotted")
    found.pipeline_spec = BUILT_IN
    yield found
    found.close()


def known(project: Project) -> tuple[Known, ...]:
    return project.ask(constellations)


def quote_of(project: Project, text: str) -> str:
    return next(row.quote for row in project.ask(quotes).rows if row.text == text)


def test_passages_that_name_the_same_actors_are_one_suggestion(project: Project) -> None:
    found = project.suggested_constellations()
    assert [(each.name, set(each.members), each.place, each.groups, each.state, each.cases) for each in found] == [
        ("Torget", {"norr", "af"}, "norra", ("unga",), "running", 2)
    ]
    assert known(project) == ()


def test_a_refuted_suggestion_is_not_made_again_not_even_by_new_passages(project: Project) -> None:
    (found,) = project.suggested_constellations()
    project.refute_constellation(found.id)
    assert project.suggested_constellations() == ()
    project.undo()
    assert [each.id for each in project.suggested_constellations()] == [found.id]
    project.redo()
    for quote in found.quotes:
        project.recode(quote, "hinder")
        project.recode(quote, "konstellation")
    project.take_from_constellation("torget", found.quotes)
    project.change_constellation("torget", Wording(members=("af", "fk")))
    assert project.suggested_constellations() == ()
    project.remove_constellation("torget")
    assert [each.id for each in project.suggested_constellations()] == [found.id]


def test_a_suggestion_is_written_down_by_confirming_it_and_every_step_can_be_undone(project: Project) -> None:
    (found,) = project.suggested_constellations()
    key = project.confirm_constellation(found.id, Wording(name="Torget i norr", purpose="En dörr in"))
    (row,) = known(project)
    assert (key, row.name, row.purpose, row.decision, row.decided_by) == (
        "torget-i-norr",
        "Torget i norr",
        "En dörr in",
        "confirmed",
        "Maja",
    )
    assert row.quotes == found.quotes and row.id == fingerprint(found.members, found.place)
    states = [known(project)]
    project.change_constellation(key, Wording(state="ended", groups=("Äldre",)))
    states.append(known(project))
    project.reopen_constellation("Torget")
    states.append(known(project))
    project.take_from_constellation(key, row.quotes[:1])
    states.append(known(project))
    project.add_to_constellation(key, row.quotes[:1])
    states.append(known(project))
    project.remove_constellation(key)
    assert known(project) == ()
    for state in reversed(states):
        project.undo()
        assert known(project) == state
    assert states[1][0].groups == ("äldre",) and states[2][0].decision == "open" and len(states[3][0].quotes) == 1


def test_evidence_follows_a_coding_that_joins_another_and_leaves_with_one_that_is_removed(project: Project) -> None:
    one = quote_of(project, "Kassan är med ibland.")
    other = project.apply_code("af", *passage(project, "af", "Kassan är med ibland."), "stöd")
    project.add_constellation("Kassan", Wording(members=("fk", "af")), [other])
    assert project.recode(other, "konstellation") == one
    assert known(project)[0].quotes == (one,)
    project.remove_coding(one)
    assert known(project)[0].quotes == ()
    project.undo()
    assert known(project)[0].quotes == (one,)


def test_an_actor_that_is_a_member_is_retired_not_deleted_when_the_codebook_drops_it(project: Project) -> None:
    project.add_constellation("Kassan", Wording(members=("fk", "af")))
    text = project.codebook_path.read_text(encoding="utf-8")
    project.codebook_path.write_text(text.replace("  - {id: fk, name: Försäkringskassan}\n", ""), encoding="utf-8")
    project.read_codebook()
    project.change_constellation("kassan", Wording(members=("fk", "norr")))
    assert known(project)[0].members == ("fk", "norr")


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        (Wording(members=("af",)), "two members"),
        (Wording(members=("af", "ingen")), "ingen"),
        (Wording(members=("af", "fk"), place="ingenstans"), "ingenstans"),
        (Wording(members=("af", "fk"), state="kanske"), "kanske"),
    ],
)
def test_what_no_register_has_is_refused(project: Project, wording: Wording, told: str) -> None:
    with pytest.raises(CoderError, match=told):
        project.add_constellation("Fel", wording)
    assert known(project) == ()


names = st.sampled_from(["a", "b", "c", "d"])
passages = st.builds(
    Together,
    quote=st.uuids().map(str),
    case=names,
    actors=st.frozensets(names, max_size=4),
    place=st.sampled_from(["", "x", "y"]),
    groups=st.just(()),
    mode=st.sampled_from(["", "now", "wanted", "missing"]),
    project=st.just(""),
)


@given(st.lists(passages, max_size=12), st.randoms())
def test_every_passage_with_two_actors_suggests_exactly_once_in_whatever_order(
    said: list[Together], random: object
) -> None:
    found = suggested(said, (), {})
    assert sorted(quote for each in found for quote in each.quotes) == sorted(
        each.quote for each in said if len(each.actors) > 1
    )
    turned = suggested(list(reversed(said)), (), {})
    assert {each.id for each in found} == {each.id for each in turned}
    judged = [
        Known(fingerprint(e.members, e.place), e.id, e.name, (), "", (), "", "unknown", "refuted", (), "")
        for e in found
    ]
    assert suggested(said, judged, {}) == ()


def test_the_command_line_does_all_of_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coder = CommandLine(project.folder, monkeypatch, capsys)
    (row,) = coder("constellations", "--suggested", "--format", "csv").rows
    assert row["name"] == "Torget" and row["members"] == "af;norr"
    assert coder("constellations", "confirm", row["id"], "--purpose", "=1+1").out.strip() == "torget"
    assert (
        coder("constellations", "add", "Två", "kassor", "--member", "af", "--member", "fk").out.strip() == "två-kassor"
    )
    coder("constellations", "reopen", "två-kassor")
    listed = coder("constellations", "--format", "json").json
    assert [(each["id"], each["decision"], each["quotes"]) for each in listed] == [
        ("torget", "confirmed", ";".join(row["quotes"].split(";"))),
        ("två-kassor", "open", ""),
    ]
    assert "'=1+1" in coder("constellations", "--format", "csv").out
    assert "Vi har Torget med AF." in coder("constellations", "show", "torget").out
    coder("constellations", "--out", "k.xlsx")
    assert "no constellation" in coder.fails("constellations", "refute", "tre")
    coder("constellations", "remove", "torget")
    coder("undo")
    assert len(coder("constellations", "--format", "csv").rows) == 2


def test_the_network_is_the_same_bytes_and_shows_what_is_not_confirmed(project: Project) -> None:
    project.add_constellation("Två $kassor$ <b>", Wording(members=("af", "fk")))
    project.reopen_constellation("Två")
    project.add_constellation("Torget", Wording(members=("af", "norr"), place="norra"))
    svg = project.constellation_network("svg").decode()
    assert "Två $kassor$ &lt;b&gt; ?" in svg and "<title" in svg and "<desc" in svg and "stroke-dasharray" in svg
    assert "Torget ?" not in svg
    assert project.constellation_network("svg").decode() == svg
    assert project.constellation_network("png").startswith(b"\x89PNG")
    graphml = project.constellation_network("graphml")
    assert graphml == project.constellation_network("graphml")
    (project.folder / "n.graphml").write_bytes(graphml)
    import networkx

    graph = networkx.read_graphml(project.folder / "n.graphml")
    kinds = networkx.get_node_attributes(graph, "bipartite")
    assert sorted(kinds.values()) == ["actor"] * 3 + ["constellation"] * 2
    assert all(kinds[one] != kinds[other] for one, other in graph.edges)


def test_what_people_write_of_it_loses_names_that_are_replaced() -> None:
    from coder.project.names.text_columns import OF_THE_PROJECT

    assert set(OF_THE_PROJECT[Constellation]) == {"name", "purpose"}


def test_a_register_is_written_out_and_taken_in_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was decided comes back with whoever decided it; what is written down since is left alone."""
    (found,) = project.suggested_constellations()
    project.confirm_constellation(found.id, Wording(purpose="=En dörr in", state="running"))
    before = known(project)
    coder = CommandLine(project.folder, monkeypatch, capsys)
    path = tmp_path / "register.csv"
    coder("constellations", "--format", "csv", "--out", str(path))
    project.remove_constellation("torget")
    with path.open("a", encoding="utf-8") as file:
        file.write("x,Fel,af,,,,,,,\nx,Nytt,af;fk,norra,,,,open,,Någon annan\nx,Dumt,af;fk,,,,,kanske,,\n")
    said = coder("--coder", "Tor", "constellations", "import", str(path), status=1)
    assert "line 3" in said.err and "two members" in said.err and "line 5" in said.err and "kanske" in said.err
    back = {each.name: each for each in known(project)}
    assert back["Torget"] == before[0]
    assert (back["Nytt"].decision, back["Nytt"].decided_by, back["Nytt"].place) == ("open", "Någon annan", "norra")
    again = coder("constellations", "import", str(path), status=1)
    assert "0 constellations added, 2 unchanged" in again.err and len(known(project)) == 2


def test_what_is_no_register_is_refused_in_one_line(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("name,place\nTorget,norr\n", encoding="utf-8")
    with pytest.raises(CoderError, match="members is missing"):
        project.import_constellations(path)
    with pytest.raises(CoderError, match="cannot be read"):
        project.import_constellations(tmp_path / "borta.csv")


def test_the_folders_own_register_comes_in_once_and_is_no_transcript(project: Project) -> None:
    register = project.transcripts_folder / "constellations.csv"
    register.write_text("name,members\nTvå kassor,af;fk\n", encoding="utf-8")
    begun = project.begin()
    assert begun.constellations is not None and begun.constellations.added == 1
    assert "constellations" not in {result.source for result in begun.loaded}
    project.undo()
    assert project.begin().constellations is None and known(project) == ()
