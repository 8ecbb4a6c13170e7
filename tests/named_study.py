"""The small study with people named in it, and looking for their names in every row and file."""

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

from coder.model import OldValue, SourceText, Turn, table_of
from coder.personal.base import PLACE
from coder.project import Project
from coder.project.names.queue import NameGroup
from tests.conftest import passage

NUMBER = "811228-9874"
PHONE_NUMBER = "070-174 06 05"
INTERVIEW = f"""\
---
case: Anna Berg
place: norra
date: 2014-02-04
chef: Karin Lindqvist
speakers: {{I: interviewer, Anna Berg: {{case: Anna Berg, consent: anonymous}}}}
---
I: Vem är chef här, Anna?

Anna Berg: Det är Karin Lindqvist. Karins dotter heter Hans, nej, Tindra. Hans chef är snäll.

I: Och numret?

Anna Berg: Ring {PHONE_NUMBER}, personnumret är {NUMBER}. 👩‍👩‍👧 Stuprören är värst, säger Karin.
"""
SECOND = """\
---
case: Två
---
I: Känner du Anna Berg?

IP: Anna? Ja, Anna Bergs hund. Och hans hund. Björn bor i Malå.
"""
# The number stands whole here: four of its digits turn up by chance in an identifier or in an instant.
NAMES = ("Anna", "Berg", "Karin", "Lindqvist", "Tindra", NUMBER, NUMBER.replace("-", ""), "174 06 05")


def with_names(project: Project) -> Project:
    """The small study with two interviews in which people are named, codings on them, and notes that name them."""
    for name, text in (("anna berg", INTERVIEW), ("två", SECOND)):
        path = project.transcripts_folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        project.load([path])
    project.apply_code(
        "anna berg", *passage(project, "anna berg", "Stuprören är värst"), "stuprör", note="Karin sa så."
    )
    project.apply_code("anna berg", *passage(project, "anna berg", "Karins dotter heter"), "praktik")
    project.add_code("Anna Bergs hund", parent="hinder", definition="Som Karin Lindqvist säger.")
    project.apply_code("två", *passage(project, "två", "Anna Bergs hund"), "anna-bergs-hund")
    project.write_note("project", "Ring Karin på onsdag.")
    project.write_note("ame", "Tindra var här.")
    project.remove_note("ame")
    project.rename_code("närhet", "Närhet, som Anna sa")
    return project


def groups(project: Project) -> dict[str, NameGroup]:
    return {group.name: group for group in project.review_queue().groups}


def decide_all(project: Project) -> None:
    """Replace everybody as proposed; places stay."""
    found = project.review_queue().groups
    project.decide_names(
        [each.accepted() if each.kind != PLACE else each.decided("") for each in found if each.proposed]
    )


def rows_with_names(path: Path, old_too: bool = False) -> list[str]:
    """Every value of every row that holds a name, escaped letters read; old versions and what lies aside left out."""
    connection = sqlite3.connect(path)
    current = "SELECT source_text_id FROM source"
    left_out = {
        table_of(SourceText).name: f"WHERE id IN ({current})",
        table_of(Turn).name: f"WHERE source_text_id IN ({current})",
        table_of(OldValue).name: "WHERE 0",
    }
    found = []
    for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        where = "" if old_too else left_out.get(table, "")
        for row in connection.execute(f'SELECT * FROM "{table}" {where}'):
            found += [f"{table}: {value}" for value in row if _named(value)]
    connection.close()
    return found


def _named(value: Any) -> bool:
    """True if a value holds a name; in JSON, letters such as å are escaped."""
    if not isinstance(value, str):
        return False
    with contextlib.suppress(ValueError):
        value = json.dumps(json.loads(value), ensure_ascii=False)
    return any(name.casefold() in value.casefold() for name in NAMES)


def in_file(path: Path) -> list[str]:
    data = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*")).lower()
    return [name for name in NAMES if name.lower().encode() in data]
