"""Networks as GraphML (http://graphml.graphdrawing.org/), for programs that draw and measure networks.

A file is put together in memory, and the programs that read it do the same: one with more nodes and edges than
``MOST`` is refused rather than cut.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from coder.errors import CoderError
from coder.exporters.synthesis_tables import unconfirmed_remark
from coder.guard import visible
from coder.i18n import Translator, _
from coder.queries.codes import CodeView
from coder.synthesis.constellations import Network

if TYPE_CHECKING:
    from lxml.etree import _Element

    from coder.queries.cooccurrence import CoOccurrences

MOST = 100_000
"""Nodes and edges together, about a hundred megabytes in memory."""
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_Value = str | int | float
_NODE_FIELDS = ("bipartite", "label", "place", "groups", "purpose", "state", "decision", "quotes")
_TYPES = {str: "string", int: "int", float: "double"}


def two_mode_graphml(found: Network, names: Mapping[str, str], t: Translator) -> bytes:
    """Constellations and actors; ``bipartite`` says which a node is. The same network gives the same bytes."""
    _check_size(len(found.constellations) + len(found.actors) + len(found.edges))
    graph = _Graph("constellations", unconfirmed_remark(found.constellations, t))
    graph.fields("node", dict.fromkeys(_NODE_FIELDS, str))
    graph.fields("edge", {"decision": str})
    decisions = {}
    for each in found.constellations:
        decisions[each.key] = each.decision
        values = {
            "bipartite": "constellation",
            "label": each.name,
            "place": each.place,
            "groups": ";".join(each.groups),
            "purpose": each.purpose,
            "state": each.state,
            "decision": each.decision,
            "quotes": ";".join(each.quotes),
        }
        graph.node(f"constellation:{each.key}", values)
    for key in found.actors:
        graph.node(f"actor:{key}", {"bipartite": "actor", "label": names.get(key, key)})
    for constellation, actor in found.edges:
        graph.edge(f"constellation:{constellation}", f"actor:{actor}", {"decision": decisions[constellation]})
    return graph.written()


def cooccurrence_graphml(found: "CoOccurrences", codes: Sequence[CodeView], t: Translator) -> bytes:
    """Codes that stand together; those that never do are nodes of their own."""
    _check_size(len(codes) + len(found.rows))
    graph = _Graph("cooccurrence", found.scope.in_words(t))
    graph.fields("node", {"label": str, "theme": str})
    graph.fields("edge", {"count": int, "jaccard": float})
    for code in codes:
        graph.node(code.key, {"label": code.name, "theme": code.theme})
    for row in found.rows:
        graph.edge(row.code_a, row.code_b, {"count": row.count, "jaccard": row.jaccard})
    return graph.written()


def _check_size(number: int) -> None:
    if number > MOST:
        message = _("A GraphML file holds {limit} nodes and edges at most, and this would have {number}; ask for less.")
        raise CoderError(message.format(limit=MOST, number=number))


class _Graph:
    """An undirected network, put together."""

    def __init__(self, name: str, about: str) -> None:
        from lxml import etree

        spaces: Any = {None: _NAMESPACE}  # lxml's own stubs know of no default namespace here
        self._root = etree.Element("graphml", nsmap=spaces)
        self._graph = etree.Element("graph", {"id": name, "edgedefault": "undirected"}, nsmap=spaces)
        self._put(self._graph, "desc", {}, about)

    def fields(self, of: str, kinds: Mapping[str, type]) -> None:
        """Declare what nodes or edges say."""
        for name, kind in kinds.items():
            attributes = {"id": self._key(of, name), "for": of, "attr.name": name, "attr.type": _TYPES[kind]}
            self._put(self._root, "key", attributes)

    def node(self, key: str, values: Mapping[str, _Value]) -> None:
        self._said("node", self._put(self._graph, "node", {"id": visible(key)}), values)

    def edge(self, one: str, other: str, values: Mapping[str, _Value]) -> None:
        ends = {"source": visible(one), "target": visible(other)}
        self._said("edge", self._put(self._graph, "edge", ends), values)

    def written(self) -> bytes:
        """The file: the same network gives the same bytes."""
        from lxml import etree

        self._root.append(self._graph)
        written: bytes = etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
        return written

    def _said(self, of: str, element: "_Element", values: Mapping[str, _Value]) -> None:
        for name, value in values.items():
            if value != "":
                self._put(element, "data", {"key": self._key(of, name)}, str(value))

    @staticmethod
    def _key(of: str, name: str) -> str:
        return name if of == "node" else f"edge_{name}"

    @staticmethod
    def _put(parent: "_Element", name: str, attributes: Mapping[str, str], text: str = "") -> "_Element":
        from lxml import etree

        element = etree.SubElement(parent, name, dict(attributes))
        if text:
            element.text = visible(text)
        return element
