"""Where a file departs from REFI-QDA 1.0: told, never refused, since files of most programs do somewhere.

What the standard asks for is taken from its schemas Project.xsd and Codebook.xsd (qdasoftware.org, 18 March 2019), by
hand and as far as the parts go that are taken over: which elements stand where and in what order, which attributes they
need, how identities and colours are written.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from coder.i18n import _, ngettext

_REFERENCES = ("NoteRef", "CodeRef", "SourceRef", "SelectionRef", "VariableRef")
_TEXT = "Description PlainTextContent PlainTextSelection* Coding* NoteRef* VariableValue*"
_HOLDS = {
    "Project": "Users CodeBook Variables Cases Sources Notes Links Sets Graphs Description NoteRef*",
    "Users": "User*",
    "User": "",
    "CodeBook": "Codes Sets",
    "Codes": "Code*",
    "Code": "Description NoteRef* Code*",
    "Variables": "Variable*",
    "Variable": "Description",
    "VariableValue": "VariableRef TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue",
    "Cases": "Case*",
    "Case": "Description CodeRef* VariableValue* SourceRef* SelectionRef*",
    "Sources": "TextSource|PictureSource|PDFSource|AudioSource|VideoSource*",
    "TextSource": _TEXT,
    "Note": _TEXT,
    "PlainTextSelection": "Description Coding* NoteRef*",
    "Coding": "CodeRef NoteRef*",
    "Notes": "Note*",
    "Links": "Link*",
    "Link": "NoteRef*",
    "Sets": "Set*",
    "Set": "Description MemberCode* MemberSource* MemberNote*",
    **dict.fromkeys(_REFERENCES, ""),
}
"""What an element holds, in the order in which it has to stand: ``*`` after what may stand there several times, ``|``
between what may stand in the same place."""


class _Place(NamedTuple):
    number: int
    several: bool


_PLACES = {
    name: {
        child: _Place(number, choice.endswith("*"))
        for number, choice in enumerate(holds.split())
        for child in choice.removesuffix("*").split("|")
    }
    for name, holds in _HOLDS.items()
}
_NEEDED = {
    "Project": ("name",),
    "User": ("guid",),
    "Code": ("guid", "name", "isCodable"),
    "Variable": ("guid", "name", "typeOfVariable"),
    "Case": ("guid",),
    "TextSource": ("guid",),
    "Note": ("guid",),
    "PlainTextSelection": ("guid", "startPosition", "endPosition"),
    "Coding": ("guid",),
    "Link": ("guid",),
    "Set": ("guid", "name"),
    **dict.fromkeys(_REFERENCES, ("targetGUID",)),
}
_IDENTITY = re.compile(r"\{[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
_COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})", re.I)
_WRITTEN = {"guid": _IDENTITY, "targetGUID": _IDENTITY, "creatingUser": _IDENTITY, "color": _COLOUR}
_SHOWN = 3
_LONGEST = 40


class _Open(NamedTuple):
    name: str
    latest: list[int]
    """The place of the child that stood last in it."""


class Departures:
    """Goes along with the reading of a file. Names are local names; attributes are those of the standard."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._found: Counter[str] = Counter()

    def started(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._open:
            self._stands(name, self._open[-1])
        for needed in _NEEDED.get(name, ()):
            if needed not in attributes:
                self._found[_("{element} without {attribute}").format(element=name, attribute=needed)] += 1
        if name in _NEEDED:
            self._are_written(name, attributes)
        self._open.append(_Open(name, [-1]))

    def _are_written(self, name: str, attributes: Mapping[str, str]) -> None:
        for attribute, written in _WRITTEN.items():
            if attribute in attributes and not written.fullmatch(attributes[attribute].strip()):
                message = _("{element} whose {attribute} is written otherwise")
                self._found[message.format(element=name, attribute=attribute)] += 1

    def _stands(self, name: str, above: _Open) -> None:
        places = _PLACES.get(above.name)
        if places is None:
            return
        place = places.get(name)
        if place is None:
            message = _("{element} in {above}")
        elif place.number < above.latest[0]:
            message = _("{element} too late in {above}")
        elif place.number == above.latest[0] and not place.several:
            message = _("more than one {element} in {above}")
        else:
            above.latest[0] = place.number
            return
        self._found[message.format(element=name[:_LONGEST], above=above.name)] += 1

    def ended(self) -> None:
        """The element that began last ends."""
        self._open.pop()

    def remark(self) -> str:
        """A translated line about all of them; "" where there are none."""
        if not self._found:
            return ""
        number = self._found.total()
        message = ngettext(
            "the file departs from REFI-QDA in {number} place ({which}); it was read as it is meant.",
            "the file departs from REFI-QDA in {number} places ({which}); it was read as it is meant.",
            number,
        )
        named = [f"{what} ×{times}" if times > 1 else what for what, times in self._found.most_common(_SHOWN)]
        which = "; ".join(named) + ("; …" if len(self._found) > _SHOWN else "")
        return message.format(number=number, which=which)
