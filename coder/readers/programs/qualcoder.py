"""QualCoder's projects: a folder that ends in ``.qda`` with a database ``data.qda`` in it, versions v1 to v17.

Its texts, codes in their categories, codings, cases, attributes and notes are taken; what belongs to pictures, sound,
film and graphs is told as lost, line by line. Everything gets an identity from what it says, not from its row's number:
two copies of a project that went separate ways have the same numbers for different things.
"""

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from coder.errors import Refused
from coder.i18n import N_, _, ngettext
from coder.identity import derived
from coder.readers.programs.database import Tables, moment, opened_tables, whole, words
from coder.readers.programs.qualcoder_texts import Texts, user_of
from coder.readers.programs.tree import parents_first
from coder.readers.refi.model import RefiCase, RefiCode, RefiProject, RefiText, RefiValue

DATABASE = "data.qda"
NEWEST = 17
_NEEDED = ("source", "code_name", "code_cat", "code_text")
_NO_PROJECT = N_(
    "This is no project of QualCoder, or it is damaged: it should be a folder that ends in .qda, with a {file}."
)


def read_qualcoder(path: Path) -> RefiProject:
    """A project, by its folder or the database in it. Raises ``Refused``, ``OSError``."""
    damaged = _(_NO_PROJECT).format(file=DATABASE)
    file = path / DATABASE if path.is_dir() else path
    if not file.exists() and path.is_dir():
        raise Refused(damaged)
    with opened_tables(file, damaged) as tables:
        if not all(table in tables for table in _NEEDED):
            raise Refused(damaged)
        return _Reading(tables, path.parent.stem if file == path else path.stem).project()


class _Reading:
    """One project while it is read."""

    def __init__(self, tables: Tables, name: str) -> None:
        self.tables = tables
        self.file = RefiProject(name=name, origin="QualCoder", settled=True)
        [(self.version, date, self.memo), *_more] = [
            *tables.rows("project", "databaseversion", "date", "memo"),
            ("",) * 3,
        ]
        self.born = words(date)
        """When the project was made: what is called the same in another one is something else."""

    def project(self) -> RefiProject:
        file = self.file
        file.description = words(self.memo)
        number = whole(words(self.version).lower().removeprefix("v"))
        if number is not None and number > NEWEST:
            message = _("A newer QualCoder wrote it (version {version}); look whether something is missing.")
            file.remarks.append(message.format(version=f"v{number}"))
        codes = self._codes()
        texts = Texts(self.tables, file, codes)
        texts.read(self._values("file"))
        self._cases(texts)
        texts.finish()
        self._journals()
        self._left_out()
        return file

    # Codes: categories hold categories and codes; since v16 codes hold codes, too.

    def _codes(self) -> dict[int, str]:
        """Codes' identities by their numbers."""
        categories = {
            whole(key): (words(name), whole(above), words(memo))
            for key, name, above, memo in self.tables.rows("code_cat", "catid", "name", "supercatid", "memo")
        }
        codes = {
            whole(key): (words(name), whole(category), whole(above), words(colour), words(memo))
            for key, name, category, above, colour, memo in self.tables.rows(
                "code_name", "cid", "name", "catid", "supercid", "color", "memo"
            )
        }
        guids = {("category", key): self._guid("category", each[0]) for key, each in categories.items()}
        guids |= {("code", key): self._guid("code", each[0]) for key, each in codes.items()}
        above: dict[tuple[str, int | None], tuple[str, int | None]] = {}
        for key, (_name, parent, _memo) in categories.items():
            above["category", key] = ("category", parent)
        for key, (_name, category, parent, _colour, _memo) in codes.items():
            above["code", key] = ("code", parent) if parent is not None else ("category", category)
        for kind, key in parents_first(guids, above):
            if kind == "category":
                name, colour, memo = categories[key][0], "", categories[key][2]
            else:
                name, _category, _above, colour, memo = codes[key]
            self.file.codes.append(RefiCode(guids[kind, key], name, guids.get(above[kind, key], ""), colour, memo))
        return {key: guid for (kind, key), guid in guids.items() if kind == "code" and key is not None}

    def _guid(self, kind: str, name: str) -> str:
        return derived("qualcoder", self.born, kind, name)

    # Cases and what is known of them.

    def _values(self, kind: str) -> dict[int | None, list[RefiValue]]:
        """Attributes of cases or files by the number of the case or file; those without a value are left out."""
        found: dict[int | None, list[RefiValue]] = defaultdict(list)
        for name, of, value, number in self.tables.rows("attribute", "name", "attr_type", "value", "id"):
            if words(of) == kind and words(value).strip():
                found[whole(number)].append(RefiValue(words(name), words(value).strip()))
        return found

    def _cases(self, texts: Texts) -> None:
        values = self._values("case")
        parts: dict[int | None, list[Any]] = defaultdict(list)
        for case, *row in self.tables.rows("case_text", "caseid", "fid", "pos0", "pos1", "owner", "date", "memo"):
            parts[whole(case)].append(row)
        for key, name, memo in self.tables.rows("cases", "caseid", "name", "memo"):
            sources, selections = texts.of_case(parts[whole(key)])
            self.file.cases.append(
                RefiCase(
                    guid=self._guid("case", words(name)),
                    name=" ".join(words(name).split()),
                    description=words(memo),
                    values=tuple(values[whole(key)]),
                    sources=tuple(sources),
                    selections=tuple(selections),
                )
            )
        for name, memo in self.tables.rows("attribute_type", "name", "memo"):
            if words(memo).strip():
                message = _("What the file says of the variable {name} is not taken over, only its values.")
                self.file.losses.append(message.format(name=words(name)))

    # Notes, and what is left out.

    def _journals(self) -> None:
        for name, entry, owner, date in self.tables.rows("journal", "name", "jentry", "owner", "date"):
            text = words(entry)
            guid = self._guid("journal", f"{words(name)}\x1f{text}")
            note = RefiText(guid, words(name), content=text, user=user_of(self.file, owner), at=moment(date))
            self.file.notes.append(note)

    def _left_out(self) -> None:
        for (name,) in self.tables.rows("graph", "name"):
            self.file.losses.append(_("The graph {name} is not taken over.").format(name=words(name)))
        for (title,) in self.tables.rows("stored_sql", "title"):
            self.file.losses.append(_("the stored query {name}.").format(name=words(title)))
        references = len({number for (number,) in self.tables.rows("ris", "risid")})
        if references:
            message = ngettext(
                "{number} reference of the bibliography.",
                "{number} references of the bibliography.",
                references,
            )
            self.file.losses.append(message.format(number=references))
        journals = Counter(
            words(name)
            for name, of, value in self.tables.rows("attribute", "name", "attr_type", "value")
            if words(of) == "journal" and words(value).strip()
        )
        for name, number in journals.items():
            message = ngettext(
                "{number} value of {name}, which says something of a journal.",
                "{number} values of {name}, which say something of journals.",
                number,
            )
            self.file.losses.append(message.format(number=number, name=name))
