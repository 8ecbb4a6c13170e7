"""The XML of a project or codebook, read as a stream: selections are let go as soon as they are known.

Entities are left alone and no DTD is accepted: no program writes one, whoever does means harm.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from coder.errors import Refused
from coder.i18n import N_, _, ngettext
from coder.readers.limits import too_large
from coder.readers.refi.elements import (
    children,
    codes_in,
    codings_in,
    local,
    selection,
    targets,
    text_in,
    values_in,
)
from coder.readers.refi.model import RefiCase, RefiLink, RefiProject, RefiSelection, RefiSet, RefiText
from coder.readers.refi.standard import Departures
from coder.readers.refi.values import instant, plain_guid

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ELEMENTS = 3_000_000
"""Elements that are held at one time; a project of a million codings needs a few thousand."""

_TEXTS = ("TextSource", "Representation", "Note", "TextDescription")
_NO_TEXT = {
    "PictureSource": N_("{name}: a picture with {codings}; pictures are not taken over."),
    "AudioSource": N_("{name}: a sound recording with {codings}; recordings are not taken over."),
    "VideoSource": N_("{name}: a film with {codings}; films are not taken over."),
}


def read_project(stream: BinaryIO, root: str = "Project") -> RefiProject:
    """What the XML says, whose outermost element must be called ``root``. Raises ``Refused`` with one line."""
    from lxml import etree

    builder = _Builder()
    try:
        events = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        for event, element in events:
            if event == "end":
                builder.ended(element)
                continue
            if not builder.open:
                _check_root(element, root)
            builder.started(element)
    except (etree.XMLSyntaxError, ValueError) as fault:
        message = _("This is no XML that can be read (line {line}); export it again from the program it comes from.")
        raise Refused(message.format(line=getattr(fault, "lineno", None) or 1)) from None
    if remark := builder.departures.remark():
        builder.project.remarks.append(remark)
    return builder.project


def _check_root(element: "_Element", root: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise Refused(_("The file declares entities, which no program for analysis does; it is not read."))
    if local(element) != root:
        message = _("The file holds “{found}” where “{root}” is needed: it is no REFI-QDA file of its kind.")
        raise Refused(message.format(found=local(element)[:40], root=root))


class _Builder:
    """Puts together what ended elements say; an element that has been read is emptied."""

    def __init__(self) -> None:
        self.project = RefiProject()
        self.open: list[str] = []
        self.departures = Departures()
        self._held = 0
        self._variables: dict[str, str] = {}
        self._selections: list[list[RefiSelection]] = []
        self._sections: dict[str, Callable[[_Element], None]] = {
            "Users": self._users,
            "Codes": self._codes,
            "Variables": self._named,
            "Cases": self._cases,
            "Links": self._links,
            "Sets": self._sets,
            "Graphs": self._graphs,
        }

    def started(self, element: "_Element") -> None:
        name = local(element)
        if not self.open:
            self.project.name = element.get("name") or ""
            self.project.origin = element.get("origin") or ""
        self.open.append(name)
        self.departures.started(name, element.attrib)
        self._held += 1
        if self._held > MOST_ELEMENTS:
            raise too_large()
        if name in _TEXTS:
            self._selections.append([])

    def ended(self, element: "_Element") -> None:
        name = self.open.pop()
        self.departures.ended()
        above = self.open[-1] if self.open else ""
        if name == "PlainTextSelection" and self._selections:
            self._selections[-1].append(selection(element))
            self._let_go(element)
        elif name in _TEXTS and above not in ("Sources", "Notes"):
            self._representation(element)
        elif above == "Sources":
            self._source(name, element)
            self._let_go(element)
        elif above == "Notes":
            self.project.notes.append(self._text(element, self._selections.pop()))
            self._let_go(element)
        elif name in self._sections and len(self.open) <= 2:
            self._sections[name](element)
            self._let_go(element)
        elif len(self.open) == 1 and name == "Description":
            self.project.description = element.text or ""
        elif not self.open:
            self.project.note_refs = targets(element, "NoteRef")

    def _let_go(self, element: "_Element") -> None:
        self._held -= sum(1 for _each in element.iter()) - 1
        element.clear()
        before, parent = element.getprevious(), element.getparent()
        if before is not None and parent is not None and not (len(before) or before.attrib or before.text):
            parent.remove(before)
            self._held -= 1

    def _users(self, element: "_Element") -> None:
        for user in children(element, "User"):
            guid = plain_guid(user.get("guid"))
            name = (user.get("name") or user.get("id") or "").strip()
            self.project.users[guid] = name or guid[:8]

    def _codes(self, element: "_Element") -> None:
        self.project.codes.extend(codes_in(element))

    def _named(self, element: "_Element") -> None:
        for variable in children(element, "Variable"):
            name = " ".join((variable.get("name") or "").split())
            self._variables[plain_guid(variable.get("guid"))] = name
            if text_in(variable, "Description").strip():
                message = _("What the file says of the variable {name} is not taken over, only its values.")
                self.project.losses.append(message.format(name=name))

    def _cases(self, element: "_Element") -> None:
        for case in children(element, "Case"):
            self.project.cases.append(
                RefiCase(
                    guid=plain_guid(case.get("guid")),
                    name=" ".join((case.get("name") or "").split()),
                    description=text_in(case, "Description"),
                    codes=targets(case, "CodeRef"),
                    values=values_in(case, self._variables),
                    sources=targets(case, "SourceRef"),
                    selections=targets(case, "SelectionRef"),
                )
            )

    def _representation(self, element: "_Element") -> None:
        """The text of a PDF or a picture: put aside until its source ends."""
        parent = element.getparent()
        text = self._text(element, self._selections.pop())
        if local(element) == "Representation" and parent is not None:
            self._of_pdf = text

    _of_pdf: RefiText | None = None

    def _source(self, name: str, element: "_Element") -> None:
        if name == "TextSource":
            self.project.sources.append(self._text(element, self._selections.pop()))
        elif name == "PDFSource":
            self._pdf(element)
        elif name in _NO_TEXT:
            coded = sum(len(codings_in(each)) for each in element.iter() if isinstance(each.tag, str))
            codings = ngettext("{number} coding", "{number} codings", coded).format(number=coded)
            shown = element.get("name") or element.get("guid") or "–"
            self.project.losses.append(_(_NO_TEXT[name]).format(name=shown, codings=codings))
        self._of_pdf = None

    def _pdf(self, element: "_Element") -> None:
        name, text = element.get("name") or element.get("guid") or "–", self._of_pdf
        areas = sum(len(codings_in(each)) for each in children(element, "PDFSelection"))
        if text is None:
            message = _("{name}: a PDF without its text; it is not taken over.")
            self.project.losses.append(message.format(name=name))
            return
        if areas:
            message = ngettext(
                "{name}: {number} coding of an area of a page is not taken over, only codings of text.",
                "{name}: {number} codings of areas of pages are not taken over, only codings of text.",
                areas,
            )
            self.project.losses.append(message.format(name=name, number=areas))
        whole = RefiText(
            guid=plain_guid(element.get("guid")),
            name=element.get("name") or text.name,
            path=text.path,
            content=text.content,
            description=text_in(element, "Description") or text.description,
            user=text.user,
            at=text.at,
            selections=text.selections,
            codings=(*codings_in(element), *text.codings),
            notes=(*targets(element, "NoteRef"), *text.notes),
            values=(*values_in(element, self._variables), *text.values),
        )
        self.project.sources.append(whole)

    def _text(self, element: "_Element", selections: list[RefiSelection]) -> RefiText:
        return RefiText(
            guid=plain_guid(element.get("guid")),
            name=" ".join((element.get("name") or "").split()),
            path=element.get("plainTextPath") or "",
            content=text_in(element, "PlainTextContent"),
            description=text_in(element, "Description"),
            user=plain_guid(element.get("creatingUser")),
            at=instant(element.get("creationDateTime")),
            selections=tuple(selections),
            codings=codings_in(element),
            notes=targets(element, "NoteRef"),
            values=values_in(element, self._variables),
        )

    def _links(self, element: "_Element") -> None:
        for link in children(element, "Link"):
            origin, target = plain_guid(link.get("originGUID")), plain_guid(link.get("targetGUID"))
            self.project.links.append(RefiLink(link.get("name") or "", origin, target))

    def _sets(self, element: "_Element") -> None:
        for each in children(element, "Set"):
            name = " ".join((each.get("name") or "").split())
            if targets(each, "MemberNote"):
                message = _("The set {name} also groups notes; only its codes and sources are taken over.")
                self.project.losses.append(message.format(name=name))
            self.project.sets.append(
                RefiSet(
                    plain_guid(each.get("guid")),
                    name,
                    text_in(each, "Description"),
                    targets(each, "MemberCode"),
                    targets(each, "MemberSource"),
                )
            )

    def _graphs(self, element: "_Element") -> None:
        for graph in children(element, "Graph"):
            message = _("The graph {name} is not taken over.")
            self.project.losses.append(message.format(name=graph.get("name") or graph.get("guid") or "–"))
