"""A project in which every recorded table has rows, made as people make them, and comparing two projects row by row."""

import sqlite3
from pathlib import Path
from typing import Any

from coder.identity import derived, from_files
from coder.model import CaseVariable, CodingAbout, ProjectInfo, Pseudonym, SourceText, Speaker, Turn, table_of
from coder.project import Facets, Project
from coder.project.synthesis.constellations import Wording
from coder.queries.codes import code_tree
from coder.queries.disagreements import disagreements
from tests.conftest import Opener, passage
from tests.doing import path_of
from tests.guided import with_guide
from tests.named_study import NAMES, decide_all, with_names
from tests.refi_files import code, codebook, project, qdpx, section
from tests.roles_study import with_roles
from tests.tables import RECORDED

FIGURES = "group,place,sex,age,year,measure,count,source,definition\nunga,norra,,,2013,antal,12.5,SCB,16–24 år\n"
_WITHIN = {table_of(model).name for model in (CaseVariable, CodingAbout, Speaker, Turn)}


def with_everything(opened: Opener) -> Project:
    """The small study with something of all that people can do to a project."""
    maja, tor = with_roles(with_guide(opened("Maja"))), opened("Tor")
    with_names(maja)
    _code(maja, tor)
    _decide(maja, tor)
    _build(maja)
    _take_sets(maja)
    for part in ("corrected", "speakers"):
        maja.prepare("norr", part)
    decide_all(maja)
    maja.pseudonymise()
    return maja


def _code(maja: Project, tor: Project) -> None:
    quote = maja.apply_code(
        "ame", *passage(maja, "ame", "Stuprören. Folk"), "stuprör", Facets(("af", "unga"), "other", "missing")
    )
    maja.star(quote)
    maja.write_note(quote, "En tanke\nom två rader")
    tor.apply_code("ame", *passage(tor, "ame", "Stuprören"), "stuprör", Facets(("norra",), "self", "wanted"))
    maja.apply_code("norr", *passage(maja, "norr", "👩\u200d👩\u200d👧 här"), "buss")
    start, end = passage(maja, "ame", "Folk hamnar")
    for target in (f"ame:{start}-{end}", "source:ame", "code:buss", "project"):
        maja.write_note(target, f"På {target}")
    maja.suggest(["norr"])
    first, second, *_rest = maja.open_suggestions(["norr"])
    maja.accept_suggestion(first.suggestion)
    maja.reject_suggestion(second.suggestion)
    corrected = maja.folder / "ame-rättad.txt"
    text = (maja.transcripts_folder / "ame.txt").read_text("utf-8")
    corrected.write_text(text.replace("Och bussen?", "Och hur är det med bussen?"), "utf-8")
    maja.correct("ame", corrected)


def _decide(maja: Project, tor: Project) -> None:
    maja.assign("ame", "Tor")
    maja.finish("ame")
    tor.finish("ame")
    maja.begin_adjudication("ame")
    found = tor.ask(disagreements, "ame")
    tor.decide("ame", found.rows[0].id, keep="both", why="Båda har rätt.")
    maja.draw_for_double_coding("syd", ["Maja", "Tor"])
    maja.confirm_guide("norr", 1, "f1")
    maja.refute_guide("syd", 1, "f2")
    maja.add_actor("Förmedlingen i norr", other_names=["förmedlingen"])
    maja.settle_name("norr", "förmedlingen", None)


def _build(maja: Project) -> None:
    [quote] = maja.ask(code_quotes_of, "norr")
    maja.write_summary("AME Byn", "stuprör", f"De faller mellan [{quote}].")
    maja.write_role("betala", "af", "wanted", "Betalar.")
    maja.add_constellation(
        "Torget", Wording(members=("af", "byn-kommun"), place="norra", purpose="En dörr in"), [quote]
    )
    maja.decide_white_spot("unga", "norra", "missing", "Ingen når dem.")
    figures = maja.folder / "tal.csv"
    figures.write_text(FIGURES, "utf-8")
    maja.import_statistics(figures)
    maja.pick([quote], heading="Hinder på vägen", edited=None)
    maja.save_query("trösklar", "stuprör near 2 turns buss")
    maja.set_suggestions(precision=0.8)


def code_quotes_of(session: Any, source: str) -> list[str]:
    from coder.queries.transcript import transcript

    return [view.quote for view in transcript(session, source).codings if view.code == "buss"][:1]


def _take_sets(maja: Project) -> None:
    """A set comes from another program's file: nothing here makes one."""
    [buss] = [view.id for view in maja.ask(code_tree) if view.key == "buss"]
    inside = f'<Set guid="{derived("set", "x")}" name="Vägar"><MemberCode targetGUID="{buss}"/></Set>'
    file = qdpx(maja.folder / "set.qdpx", project(codebook(code("Buss", guid=buss)), section("Sets", inside)), {})
    maja.import_exchange(file)


def rows(of: Project, without_old_names: bool = False) -> dict[str, list[tuple[Any, ...]]]:
    """Every row that a project is made of, as it should be in any other that is equal.

    A project's own row has another identity everywhere, and so have turns and what stands within a record; what came
    from a file has the instant of its reading, which is no date of its own. ``without_old_names`` leaves out versions
    with names that were replaced, which are not handed over. What fingerprints of names are mixed with means nothing
    before there are any.
    """
    connection = sqlite3.connect(path_of(of))
    connection.row_factory = sqlite3.Row
    own = of.info().id
    named = {row["id"] for row in connection.execute("SELECT id, text FROM source_text") if _holds_names(row["text"])}
    hidden = named if without_old_names else set()
    found = {}
    for table in (*RECORDED, table_of(SourceText).name, table_of(Turn).name):
        plain = []
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            values = {key: "project" if row[key] == own else row[key] for key in row.keys()}  # noqa: SIM118
            if from_files(str(row["id"])):
                values.pop("created_at", None)
            if table in _WITHIN:
                del values["id"]
            if hidden.isdisjoint((values.get("id"), values.get("source_text_id"))):
                plain.append(tuple(values.items()))
        found[table] = sorted(plain, key=repr)
    connection.close()
    if not found[table_of(Pseudonym).name]:
        [info] = found[table_of(ProjectInfo).name]
        found[table_of(ProjectInfo).name] = [tuple(each for each in info if each[0] != "salt")]
    return found


def _holds_names(text: str) -> bool:
    return any(name in text for name in NAMES)


def exported(of: Project, folder: Path, what: str = "json") -> Path:
    [path] = of.export(folder, [what])
    return path
