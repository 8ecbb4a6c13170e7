"""Single values of codebook.yaml: texts, lists, numbers, ids, read strictly and complained about in plain words."""

import re
import unicodedata
from collections.abc import Collection, Mapping

from coder.codebook.book import is_id
from coder.codebook.complaints import Complaint, shown
from coder.codebook.lines import Lines
from coder.codebook.nodes import ListNode, MapNode, Node, ScalarNode
from coder.i18n import _

_LEAST_LIKENESS = 75.0
"""From here on, of 100, two keys are taken for the same one, misspelled."""

_WHOLE_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL_NUMBER = re.compile(r"[-+]?[0-9]+\.[0-9]+")
_BREAKS = re.compile(r"\s*[\r\n\x85\u2028\u2029]\s*")


class ValueReader:
    """Reads values out of nodes; what is wrong is collected in ``complaints``."""

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self.complaints: list[Complaint] = []

    def complain(self, offset: int, message: str) -> None:
        self.complaints.append(Complaint(*self.lines.position(offset), message))

    def complain_unknown(self, offset: int, message: str, named: str, known: Collection[str]) -> None:
        """``message`` holds ``{id}``; the nearest of ``known`` is offered if it is near."""
        said = message.format(id=shown(named))
        near = nearest(named, known)
        if near is not None:
            said += " " + _("Did you mean “{near}”?").format(near=near)
        self.complain(offset, said)

    def fields(
        self,
        node: MapNode,
        known: Collection[str],
        open_to_others: bool = False,
        wrong: Mapping[str, str] | None = None,
    ) -> dict[str, Node]:
        """The values by key. Keys given twice or unknown are faults; of the unknown ones, with ``open_to_others``,
        only those that look misspelled or that ``wrong`` has, with the right key."""
        wrong = wrong or {}
        found: dict[str, Node] = {}
        lines_of: dict[str, int] = {}
        for key_node, value in node.pairs:
            if not isinstance(key_node, ScalarNode):
                self.complain(key_node.start, _("A key must be one word, followed by a colon."))
                continue
            key = key_node.text
            line = self.lines.position(key_node.start)[0]
            if key in found:
                message = _("“{key}” is given twice; it stands on line {line} too.")
                self.complain(key_node.start, message.format(key=shown(key), line=lines_of[key]))
            elif key in known or (open_to_others and key not in wrong and nearest(key, known) is None):
                found[key], lines_of[key] = value, line
            else:
                self._complain_of_key(key_node.start, key, wrong.get(key) or nearest(key, known), known)
        return found

    def _complain_of_key(self, offset: int, key: str, near: str | None, known: Collection[str]) -> None:
        if near is not None:
            message = _("The key “{key}” is unknown here. Did you mean “{near}”?").format(key=shown(key), near=near)
        else:
            message = _("The key “{key}” is unknown here. There are: {known}.").format(
                key=shown(key), known=", ".join(known)
            )
        self.complain(offset, message)

    def members(self, node: Node | None, name: str) -> list[MapNode]:
        """The items of a list of codes or of a register; each must have keys of its own."""
        if node is None or (isinstance(node, ScalarNode) and node.is_null):
            return []
        if not isinstance(node, ListNode):
            message = _("“{field}” must be a list: a line “- id: …” for each.")
            self.complain(node.start, message.format(field=name))
            return []
        found = [item for item in node.items if isinstance(item, MapNode)]
        for item in node.items:
            if not isinstance(item, MapNode):
                message = _("An item of “{field}” must begin “- id: …”, with a line for each of its fields.")
                self.complain(item.start, message.format(field=name))
        return found

    def text_of(self, node: Node | None, name: str) -> str:
        """A text without outer white space; "" if none is given. A number or a date is a text too."""
        if node is None:
            return ""
        if isinstance(node, ScalarNode):
            return "" if node.is_null else node.text.strip()
        message = _("“{field}” must be a text; put it in quotation marks if it begins with [ or {{.")
        self.complain(node.start, message.format(field=name))
        return ""

    def one_line(self, node: Node | None, name: str) -> str:
        """A text whose line breaks, if any, become spaces."""
        return on_one_line(self.text_of(node, name))

    def texts_of(self, node: Node | None, name: str) -> list[str]:
        if node is None or (isinstance(node, ScalarNode) and node.is_null):
            return []
        if not isinstance(node, ListNode):
            self.complain(node.start, _("“{field}” must be a list: [one, another].").format(field=name))
            return []
        found = []
        for item in node.items:
            text = self.text_of(item, name)
            if not text and isinstance(item, ScalarNode):
                self.complain(item.start, _("An item of “{field}” is empty; delete it.").format(field=name))
            found.append(text)
        return found

    def number_of(self, node: Node, name: str) -> int | None:
        text = self.text_of(node, name)
        if _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if text:
            message = _("“{field}” must be a whole number, digits only: 12500.")
            self.complain(node.start, message.format(field=name))
        return None

    def choice(self, node: Node | None, name: str, allowed: Collection[str]) -> str:
        """One of ``allowed``, or ""."""
        text = self.text_of(node, name)
        if node is None or not text or text in allowed:
            return text
        message = _("“{value}” cannot be used as “{field}”; choose one of: {allowed}.")
        self.complain(node.start, message.format(value=shown(text), field=name, allowed=", ".join(allowed)))
        return ""

    def id_of(self, node: Node | None) -> str:
        """An id in NFC, or "" with a complaint; a missing node is the caller's matter."""
        key = unicodedata.normalize("NFC", self.text_of(node, "id"))
        if isinstance(node, ScalarNode) and not is_id(key):
            message = (
                _("“{id}” is no id; use letters, digits, hyphens and underscores, first a letter or a digit.")
                if key
                else _("The id is empty; write one of letters, digits, hyphens and underscores.")
            )
            self.complain(node.start, message.format(id=shown(key)))
            return ""
        return key

    def plain(self, node: Node) -> object:
        """Any value as JSON knows it; a date stays the text that it is."""
        if isinstance(node, ListNode):
            return [self.plain(item) for item in node.items]
        if isinstance(node, MapNode):
            return {key: self.plain(value) for key, value in self.fields(node, (), open_to_others=True).items()}
        assert isinstance(node, ScalarNode)
        text = node.text.strip()
        if node.tag == "null" and node.is_null:
            return None
        if node.tag == "bool":
            return text.lower() == "true"
        if node.tag == "int" and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if node.tag == "float" and _DECIMAL_NUMBER.fullmatch(text):
            return float(text)
        return text


def on_one_line(text: str) -> str:
    """The text without outer white space, each line break and the white space around it made one space."""
    return _BREAKS.sub(" ", text.strip())


def nearest(word: str, known: Collection[str]) -> str | None:
    """The one of ``known`` that is spelled most alike, if any is near."""
    # Imported here: only a faulty file needs it.
    from rapidfuzz import fuzz, process

    found = process.extractOne(word.casefold(), list(known), scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS)
    return str(found[0]) if found else None
