"""codebook.yaml -> Codebook, or everything that is wrong with it, each fault with its line and column."""

from coder.codebook.book import (
    CODE_FIELDS,
    COLOURS,
    LIST_FIELDS,
    METHODS,
    NAME_FIELDS,
    REGISTERS,
    Codebook,
    CodeEntry,
    RegisterItem,
)
from coder.codebook.complaints import CodebookError, Complaint, shown
from coder.codebook.nodes import ListNode, MapNode, Node, ScalarNode, compose
from coder.codebook.values import ValueReader
from coder.i18n import LANGUAGES, N_, _

__all__ = ["CodebookError", "Complaint", "complaints_of", "parse_codebook", "parse_with_tree"]

_TEXT, _TEXTS, _NUMBER = "text", "texts", "number"
_CODES, _GROUPS, _PLACES, _ABOUT = "codes", "groups", "places", "about"

# A register may say more of its items than is listed here: what is known from documents differs from study to
# study. Only a key that looks like one of these, misspelled, is a fault.
_REGISTER_FIELDS = {
    "kind": _TEXT,
    "other_names": _TEXTS,
    "keywords": _TEXTS,
    "mandate": _TEXT,
    "basis": _TEXT,
    "owner": _TEXT,
    "financier": _TEXT,
    "period": _TEXT,
    "purpose": _TEXT,
    "source": _TEXT,
    "definition": _TEXT,
    "note": _TEXT,
    "place": _TEXT,
    "population": _NUMBER,
    "groups": _GROUPS,
    "places": _PLACES,
    "codes": _CODES,
    "functions": _CODES,
    "exists": _CODES,
    "guide": _TEXTS,
    "show": _TEXTS,
    "about": _ABOUT,
}
_REFERRED_REGISTERS = {_GROUPS: ("group",), _PLACES: ("place",), _ABOUT: ("actor", "group", "place")}
_NO_SUCH = {
    _CODES: N_("There is no code “{id}”."),
    _GROUPS: N_("There is no group “{id}”."),
    _PLACES: N_("There is no place “{id}”."),
    _ABOUT: N_("There is no actor, group or place “{id}”."),
}
_TOP_FIELDS = ("project", "language", "method", "themes", *REGISTERS.values())


def parse_codebook(text: str, file_name: str = "codebook.yaml") -> Codebook:
    """The codebook that the text describes; ``CodebookError`` with all its faults if it has any."""
    return parse_with_tree(text, file_name)[0]


def parse_with_tree(text: str, file_name: str = "codebook.yaml") -> tuple[Codebook, MapNode]:
    """The same, and the tree that says where everything stands in the text."""
    book, root, complaints = _read(text)
    if complaints or not isinstance(root, MapNode):
        raise CodebookError(complaints, file_name)
    return book, root


def complaints_of(text: str) -> list[Complaint]:
    """What is wrong with the text, in the order of the file; empty if it can be used."""
    return _read(text)[2]


def _read(text: str) -> tuple[Codebook, Node | None, list[Complaint]]:
    root, complaints = compose(text)
    reader = _BookReader(text)
    reader.complaints.extend(complaints)
    if root is None and not complaints:
        reader.complain(0, _("The file is empty; it needs at least “themes:” with a theme."))
    book = reader.read(root) if root is not None else Codebook()
    return book, root, sorted(set(reader.complaints))


class _BookReader(ValueReader):
    """One pass over the tree; faults are collected, and reading goes on with what is there."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._codes: list[CodeEntry] = []
        self._items: list[RegisterItem] = []
        self._places_of_ids: list[tuple[int, str]] = []
        self._references: list[tuple[str, ScalarNode, list[object], int]] = []

    def read(self, root: Node) -> Codebook:
        if not isinstance(root, MapNode):
            self.complain(root.start, _("A codebook begins with keys such as “project:” and “themes:”."))
            return Codebook()
        fields = self.fields(root, _TOP_FIELDS)
        if "themes" not in fields:
            self.complain(root.start, _("“themes:” is missing; it holds the themes and their codes."))
        for node in self.members(fields.get("themes"), "themes"):
            self._code(node, None)
        for register, key in REGISTERS.items():
            for node in self.members(fields.get(key), key):
                self._item(node, register)
        self._check_ids()
        self._check_references()
        return Codebook(
            project=self.text_of(fields.get("project"), "project"),
            language=self.choice(fields.get("language"), "language", LANGUAGES) or LANGUAGES[0],
            method=self.choice(fields.get("method"), "method", METHODS) or METHODS[0],
            codes=tuple(self._codes),
            items=tuple(self._items),
        )

    def _code(self, node: MapNode, parent: str | None) -> None:
        fields = self.fields(node, CODE_FIELDS)
        key, name = self._identity(node, fields, "name")
        keywords, examples = (tuple(self.texts_of(fields.get(name), name)) for name in LIST_FIELDS)
        self._codes.append(
            CodeEntry(
                key=key,
                name=name,
                parent=parent,
                colour=self.choice(fields.get("colour"), "colour", COLOURS),
                definition=self.text_of(fields.get("definition"), "definition"),
                use_when=self.text_of(fields.get("use_when"), "use_when"),
                not_when=self.text_of(fields.get("not_when"), "not_when"),
                keywords=keywords,
                examples=examples,
            )
        )
        for child in self.members(fields.get("codes"), "codes"):
            self._code(child, key)

    def _item(self, node: MapNode, register: str) -> None:
        name_field = NAME_FIELDS.get(register, "name")
        own = ("id", name_field, *_REGISTER_FIELDS)
        wrong = {other: name_field for other in ("name", "text", "title") if other != name_field}
        fields = self.fields(node, own, open_to_others=True, wrong=wrong)
        key, name = self._identity(node, fields, name_field)
        data: dict[str, object] = {}
        for field_name, value in fields.items():
            if field_name not in ("id", name_field):
                found = self._register_value(value, field_name)
                if found not in (None, "", [], {}):
                    data[field_name] = found
        self._items.append(RegisterItem(register, key, name, data))

    def _register_value(self, node: Node, name: str) -> object:
        kind = _REGISTER_FIELDS.get(name)
        if kind is None:
            return self.plain(node)
        if kind == _TEXT:
            return self.text_of(node, name)
        if kind == _NUMBER:
            return self.number_of(node, name)
        found: list[object] = [*self.texts_of(node, name)]
        if kind != _TEXTS and isinstance(node, ListNode) and len(found) == len(node.items):
            for place, item in enumerate(node.items):
                if isinstance(item, ScalarNode):
                    self._references.append((kind, item, found, place))
        return found

    def _identity(self, node: MapNode, fields: dict[str, Node], name_field: str) -> tuple[str, str]:
        key_node, name_node = fields.get("id"), fields.get(name_field)
        key = self.id_of(key_node)
        if key_node is None:
            self.complain(node.start, _("The id is missing here; write a line “id: …”."))
        elif key:
            self._places_of_ids.append((key_node.start, key))
        name = self.one_line(name_node, name_field)
        if not name and (name_node is None or isinstance(name_node, ScalarNode)):
            where = node.start if name_node is None else name_node.start
            message = _("“{field}” is missing here; write a line “{field}: …”.").format(field=name_field)
            self.complain(where, message)
        return key, name

    def _check_ids(self) -> None:
        first: dict[str, int] = {}
        for offset, key in sorted(self._places_of_ids):
            other = first.setdefault(key.casefold(), offset)
            if other != offset:
                line = self.lines.position(other)[0]
                self.complain(
                    offset,
                    _("The id “{id}” is used on line {line} too; everything needs an id of its own.").format(
                        id=shown(key), line=line
                    ),
                )

    def _check_references(self) -> None:
        """Ids that are named elsewhere must exist; they come out as they are written where they are at home."""
        codes = {code.key.casefold(): code.key for code in self._codes}
        for kind, node, found, place in self._references:
            registers = _REFERRED_REGISTERS.get(kind, ())
            items = {item.key.casefold(): item.key for item in self._items if item.register in registers}
            known = codes if kind == _CODES else items
            named = str(found[place])
            key = known.get(named.casefold())
            if key is not None:
                found[place] = key
            else:
                self.complain_unknown(node.start, _(_NO_SUCH[kind]), named, known)
