"""A network as GraphML (http://graphml.graphdrawing.org/), for programs that draw and measure networks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coder.exporters.synthesis_tables import unconfirmed_remark
from coder.guard import visible
from coder.i18n import Translator
from coder.synthesis.constellations import Network

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE_FIELDS = ("bipartite", "label", "place", "groups", "purpose", "state", "decision", "quotes")


def two_mode_graphml(found: Network, names: Mapping[str, str], t: Translator) -> bytes:
    """Constellations and actors; ``bipartite`` says which a node is. The same network gives the same bytes."""
    from lxml import etree

    spaces: Any = {None: _NAMESPACE}  # lxml's own stubs know of no default namespace here
    root = etree.Element("graphml", nsmap=spaces)
    for field in _NODE_FIELDS:
        of_node = {"id": field, "for": "node", "attr.name": field, "attr.type": "string"}
        etree.SubElement(root, "key", of_node)
    etree.SubElement(
        root, "key", {"id": "edge_decision", "for": "edge", "attr.name": "decision", "attr.type": "string"}
    )
    graph = etree.SubElement(root, "graph", {"id": "constellations", "edgedefault": "undirected"})
    etree.SubElement(graph, "desc").text = visible(unconfirmed_remark(found.constellations, t))
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
        _put(graph, f"constellation:{each.key}", values)
    for key in found.actors:
        _put(graph, f"actor:{key}", {"bipartite": "actor", "label": names.get(key, key)})
    for constellation, actor in found.edges:
        ends = {"source": f"constellation:{constellation}", "target": f"actor:{actor}"}
        edge = etree.SubElement(graph, "edge", ends)
        etree.SubElement(edge, "data", {"key": "edge_decision"}).text = decisions[constellation]
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _put(graph: "_Element", key: str, values: Mapping[str, str]) -> None:
    from lxml import etree

    node = etree.SubElement(graph, "node", {"id": visible(key)})
    for field, value in values.items():
        if value:
            etree.SubElement(node, "data", {"key": field}).text = visible(value)
