"""The register of actors, and settling whom an ambiguous name means."""

import pytest

from coder.errors import CoderError
from coder.exporters.actors import actors_table, claims_table
from coder.exporters.privacy import REPORT
from coder.i18n import translator
from coder.language.pipeline import BUILT_IN
from coder.project import Project
from coder.queries.transcript import transcript
from coder.synthesis.actors import ActorRow
from tests.command_line import CommandLine
from tests.conftest import Opener
from tests.doing import rewrite
from tests.roles_study import claim, with_roles

T = translator("en")


@pytest.fixture
def actors(project: Project) -> Project:
    """Two actors who go by the same name, said in an interview."""
    with_roles(project)
    rewrite(project, "name: Byns kommun}", "name: Byns kommun, other_names: [förbundet]}")
    rewrite(project, "other_names: [AF]}", "other_names: [AF, förbundet]}")
    project.read_codebook()
    project.pipeline_spec = BUILT_IN
    view = project.ask(transcript, "gemensam")
    text = view.text.replace("Närheten, vi känner alla.", "Förbundets folk känner alla. Förbundet betalar, inte AF.")
    path = project.folder / "rättad.txt"
    path.write_text(text, encoding="utf-8")
    project.correct("gemensam", path)
    return project


def row(project: Project, key: str) -> ActorRow:
    return next(row for row in project.actor_register().rows if row.entry.key == key)


def test_documents_stand_beside_what_is_said(actors: Project) -> None:
    own = claim(actors, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    claim(actors, "gemensam", "Praktik fungerar", "stuprör", ("byn-kommun", "unga"), "other", None)
    found = row(actors, "byn-kommun")
    assert [project.key for project in found.owns] == ["steget"] and not found.finances
    assert [project.key for project in row(actors, "af").finances] == ["steget"]
    assert [each.quote.quote for each in found.said("roller").own] == [own]
    assert found.said("hinder").others_cases == 1
    assert found.speaking == ("AME Byn",)


def test_being_named_is_counted_in_interviews_and_we_name_nobody(actors: Project) -> None:
    found = row(actors, "af")
    assert found.named_in == ("gemensam",) and found.named_by_others == ("AME Norr",)
    assert found.perhaps_in == ("gemensam",)
    assert row(actors, "byn-kommun").named_in == ()


def test_a_person_settles_whom_a_name_means(actors: Project) -> None:
    [waiting] = actors.open_names()
    assert (waiting.name, waiting.times, waiting.candidates) == ("förbundet", 2, ("af", "byn-kommun"))
    actors.settle_name("gemensam", "Förbundet", "byn-kommun")
    assert not actors.open_names()
    assert row(actors, "byn-kommun").named_in == ("gemensam",)
    said = [each for each in actors.mention_rows("gemensam") if each.settled_by == "person"]
    assert [(each.text, each.id) for each in said] == [("Förbundets", "byn-kommun"), ("Förbundet", "byn-kommun")]
    view = actors.ask(transcript, "gemensam")
    start = view.text.index("Förbundet betalar")
    meant = actors.meant(view, start, start + 9)
    assert meant is not None and (meant[0].key, meant[0].settled) == ("byn-kommun", True)
    actors.undo()
    assert len(actors.open_names()) == 1


def test_none_of_the_actors_may_be_meant(actors: Project) -> None:
    actors.settle_name("gemensam", "förbundet", None)
    assert not actors.open_names()
    assert row(actors, "byn-kommun").perhaps_in == ()
    actors.reopen_name("gemensam", "förbundet")
    assert len(actors.open_names()) == 1
    actors.undo()
    assert [(each.name, each.actor) for each in actors.name_readings()] == [("förbundet", "")]


def test_what_cannot_be_settled(actors: Project) -> None:
    for arguments, complaint in (
        (("gemensam", "stan", "af"), "is not said"),
        (("gemensam", "förbundet", "ingen"), "no actor"),
        (("ingen", "förbundet", "af"), "ingen"),
    ):
        with pytest.raises(CoderError, match=complaint):
            actors.settle_name(*arguments)
    with pytest.raises(CoderError, match="nobody has settled"):
        actors.reopen_name("gemensam", "förbundet")


def test_an_actor_that_a_name_was_settled_to_is_retired_not_deleted(actors: Project) -> None:
    actors.settle_name("gemensam", "förbundet", "grannen")
    rewrite(actors, "  - {id: grannen, name: Grannlänet, outside: true}\n", "")
    actors.read_codebook()
    assert [each.actor for each in actors.name_readings()] == ["grannen"]


def test_the_table_for_scripts_and_for_a_report(actors: Project) -> None:
    claim(actors, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    claim(actors, "gemensam", "Praktik fungerar", "leda", ("byn-kommun",), "other", "now")
    found = actors.actor_register()
    table = actors_table(found, T)
    rows = {each[0]: dict(zip((column.key for column in table.columns), each, strict=True)) for each in table.rows}
    assert (rows["byn-kommun"]["roller_own"], rows["byn-kommun"]["roller_others"]) == (1, 1)
    assert rows["byn-kommun"]["owns"] == "Steget" and rows["af"]["named_in"] == 1
    report = actors_table(found, T, REPORT)
    assert not [
        column.key
        for column in report.columns
        if column.key.endswith(("_own", "_others")) and column.key != "named_by_others"
    ]
    sides = [each[0] for each in claims_table(row(actors, "byn-kommun"), T).rows]
    assert sides == ["own", "others"]


def test_on_the_command_line(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], actors: Project
) -> None:
    claim(actors, "ame", "Stuprören.", "leda", ("byn-kommun",), "self", "now")
    coder = CommandLine(actors.folder, monkeypatch, capsys)
    assert coder("actors", "names", "--format", "csv").rows[0]["candidates"] == "af; byn-kommun"
    coder("actors", "settle", "gemensam", "förbundet", "af")
    assert coder("actors", "names", "--format", "json").json[0]["actor"] == "af"
    assert "Byns kommun" in coder("actors", "byn-kommun").out
    assert coder("actors", "Arbetsförmedlingen", "--format", "csv").rows == []
    assert "no actor" in coder.fails("actors", "ingen")
    assert "write SOURCE NAME ACTOR" in coder.fails("actors", "settle", "gemensam", "förbundet")
    coder("actors", "settle", "gemensam", "förbundet", "--undo")
    coder("undo")
    assert next(row for row in coder("actors", "--format", "csv").rows if row["id"] == "af")["named_in"] == "1"
    coder("roles", "write", "leda", "af", "Kallar", "samman.", "--mode", "wanted")
    [cell] = coder("roles", "leda", "af", "--mode", "wanted", "--format", "csv").rows
    assert (cell["text"], cell["written_by"]) == ("Kallar samman.", "Maja")
    assert "●1" in coder("roles").out and "Own claim" in coder("roles", "leda", "byn-kommun").out
    assert coder("roles", "measures", "--format", "csv").rows[0]["owner"] == "Byns kommun"
    assert "no function" in coder.fails("roles", "write", "stuprör", "af", "Text")
