"""Codes of a file into the project: found again by their identity or id, else by name in the same place, else new."""

from collections import Counter, defaultdict

from sqlmodel import select

from coder.codebook.book import COLOURS, id_from_name, is_id
from coder.codebook.values import on_one_line
from coder.i18n import _
from coder.identity import derived
from coder.model import Code, RegisterEntry
from coder.project.exchange.taking import Taking, Target
from coder.readers.refi.described import Described, taken_apart
from coder.readers.refi.model import RefiCode
from coder.readers.refi.values import colour_named
from coder.spans import folded


def take_codes(taking: Taking) -> None:
    """Take over the codes, each after its parent."""
    cases = {case.guid for case in taking.file.cases}
    codes = _Codes(taking)
    seen: set[str] = set()
    for code in taking.file.codes:
        if code.guid in cases:
            continue  # NVivo has its cases among its codes
        if code.guid in seen:
            message = _("the code {name} has the identity of another one; what refers to it went to that one.")
            taking.result.losses.append(message.format(name=code.name))
        seen.add(code.guid)
        codes.take(code)


class _Codes:
    """The project's codes while others come in."""

    def __init__(self, taking: Taking) -> None:
        self.taking = taking
        session = taking.step.session
        rows = session.exec(select(Code)).all()
        self.by_id = {row.id: row for row in rows}
        self.by_key = {folded(row.key): row for row in rows}
        self.taken = {*self.by_key, *map(folded, session.exec(select(RegisterEntry.key)).all())}
        self.below: dict[tuple[str | None, str], list[Code]] = defaultdict(list)
        self.last: Counter[str | None] = Counter()
        for row in rows:
            self.below[row.parent_id, folded(row.name)].append(row)
            self.last[row.parent_id] = max(self.last[row.parent_id], row.position + 1)
        self.matched: set[str] = set()
        self.siblings = Counter((code.parent, folded(code.name)) for code in taking.file.codes)

    def take(self, code: RefiCode) -> None:
        said = taken_apart(code.description)
        parent = self.taking.codes.get(code.parent)
        row = self._known(code, said, parent)
        if row is None:
            row = self._new(code, said, parent)
        else:
            self.taking.result.equal["codes"] += 1
            self._compare(row, code, said)
        self.matched.add(row.id)
        self.taking.codes.setdefault(code.guid, row.id)
        self.taking.targets.setdefault(code.guid, Target("code", row.id))

    def _known(self, code: RefiCode, said: Described, parent: str | None) -> Code | None:
        if code.guid not in self.taking.codes and code.guid in self.by_id:
            return self.by_id[code.guid]
        key = folded(said.one("id"))
        if key and key in self.by_key and self.by_key[key].id not in self.matched:
            return self.by_key[key]
        alike = [row for row in self.below[parent, folded(code.name)] if row.id not in self.matched]
        if len(alike) != 1 or self.siblings[code.parent, folded(code.name)] != 1:
            return None
        message = _("the code {name} and {key}, which has the same name in the same place.")
        self.taking.result.alike.append(message.format(name=code.name, key=alike[0].key))
        return alike[0]

    def _compare(self, row: Code, code: RefiCode, said: Described) -> None:
        definition = said.text.strip()
        if code.name and folded(code.name) != folded(row.name):
            message = _("{key} is called {name} here and {other} in the file.")
            self.taking.result.conflicts.append(message.format(key=row.key, name=row.name, other=code.name))
        if definition and definition != row.definition.strip():
            self.taking.result.conflicts.append(_("{key} is defined otherwise in the file.").format(key=row.key))

    def _new(self, code: RefiCode, said: Described, parent: str | None) -> Code:
        step = self.taking.step
        key = said.one("id")
        if not is_id(key) or folded(key) in self.taken:
            key = id_from_name(code.name, self.taken)
        self.taken.add(folded(key))
        identity = code.guid if code.guid and code.guid not in self.by_id else derived("code", key)
        row = Code(
            id=self.taking.free(Code, identity),
            key=key,
            name=on_one_line(code.name) or key,
            parent_id=parent,
            position=self.last[parent],
            colour=self._colour(code, said, parent),
            definition=said.text.strip(),
            use_when=said.one("use_when").strip(),
            not_when=said.one("not_when").strip(),
            keywords=_texts(said.all("keyword")),
            examples=_texts(said.all("example")),
            retired=said.one("retired") == "true",
        )
        step.insert(row)
        self.by_id[row.id] = self.by_key[folded(key)] = row
        self.last[parent] += 1
        self.taking.result.added["codes"] += 1
        return row

    def _colour(self, code: RefiCode, said: Described, parent: str | None) -> str:
        """Its own; what our own file says of it counts before what others see, and what it inherits is not its own."""
        if said.one("id"):
            return said.one("colour") if said.one("colour") in COLOURS else ""
        found = colour_named(code.colour)
        above = self.by_id.get(parent or "")
        while above is not None and not above.colour:
            above = self.by_id.get(above.parent_id or "")
        return "" if above is not None and above.colour == found else found


def _texts(values: tuple[str, ...]) -> list[str]:
    return list(dict.fromkeys(filter(None, map(on_one_line, values))))
