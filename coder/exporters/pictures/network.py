"""Co-occurrence as a network: codes that stand together are joined, the more often the wider."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.exporters.figures import cooccurrence_table
from coder.exporters.pictures.drawing import Drawing
from coder.exporters.pictures.labels import Labels
from coder.exporters.pictures.placing import Point, placed
from coder.exporters.pictures.style import PAPER, SMALL, WIDTH, Page, box, height_of, series, text_width, wrapped
from coder.exporters.privacy import REPORT, TEAM
from coder.i18n import Translator
from coder.queries.cooccurrence import CoOccurrences

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_EDGES = 30
"""More lines are a tangle; the strongest are drawn, and the data beside the picture has all."""

_NODE = 1.45
"""Inches that a label may be wide before it is wrapped."""
_PAD = 0.1
_WIDEST = 7.0
_NARROWEST = 0.8
"""Points."""

Layers = Sequence[tuple[str, CoOccurrences]]


@dataclass(frozen=True)
class _Edge:
    one: str
    other: str
    count: int
    layer: int


@dataclass(frozen=True)
class _Network:
    edges: tuple[_Edge, ...]
    lines: dict[str, list[str]]
    """Each code's label, in lines."""
    sizes: dict[str, Point]
    names: tuple[str, ...]
    """Of the layers; empty where there is one."""

    @property
    def most(self) -> int:
        return max((edge.count for edge in self.edges), default=1)


def cooccurrence_picture(
    found: CoOccurrences, labels: Labels, t: Translator, layers: Layers = (), audience: str = TEAM
) -> Drawing:
    """The network of the strongest pairs. ``layers`` are single coders' pairs by the coder's name: drawn beside each
    other, since what two coders did never meets."""
    _ = t.gettext
    strongest = {(row.code_a, row.code_b) for row in found.rows[:MOST_EDGES]}
    of_layers = layers if len(layers) > 1 and audience != REPORT else (("", found),)
    edges = [
        _Edge(row.code_a, row.code_b, row.count, number)
        for number, (_name, each) in enumerate(of_layers)
        for row in each.rows
        if (row.code_a, row.code_b) in strongest
    ]
    nodes = sorted({edge.one for edge in edges} | {edge.other for edge in edges})
    lines = {node: wrapped(labels.code(node), _NODE, SMALL, most=3) for node in nodes}
    sizes = {node: _size(each) for node, each in lines.items()}
    network = _Network(tuple(edges), lines, sizes, tuple(name for name, _each in of_layers if name))
    height = min(9.0, max(3.0, 2.2 + 0.22 * len(nodes)))
    return Drawing(
        name="cooccurrence",
        title=_("Codes that stand together"),
        description=_description(found, labels, t),
        language=t.language,
        table=cooccurrence_table(found, t, audience),
        draw=lambda page: _draw(page, network),
        width=WIDTH,
        height=height + (0.25 if network.names else 0),
        remarks=tuple(_remarks(found, network, t)),
    )


def _remarks(found: CoOccurrences, network: _Network, t: Translator) -> list[str]:
    _ = t.gettext
    if not found.rows:
        return [_("No codes stand together.")]
    remarks = [
        _("The wider a line, the more pairs: {least} to {most}.").format(
            least=min(edge.count for edge in network.edges), most=network.most
        )
    ]
    if len(found.rows) > MOST_EDGES:
        told = _("The {number} strongest of {all} pairs of codes are drawn; the data beside the picture has all.")
        remarks.append(told.format(number=MOST_EDGES, all=len(found.rows)))
    if network.names:
        remarks.append(_("Each coder's codings are lines of their own."))
    return remarks


def _description(found: CoOccurrences, labels: Labels, t: Translator) -> str:
    _ = t.gettext
    words = _("A network: codes as boxes, joined by lines where they stand together.")
    pairs = "; ".join(f"{labels.code(row.code_a)} – {labels.code(row.code_b)}: {row.count}" for row in found.rows[:3])
    return f"{words} " + _("Strongest: {names}.").format(names=pairs) if pairs else words


def _size(lines: Sequence[str]) -> Point:
    width = max((text_width(line, SMALL) for line in lines), default=0.0)
    return width + 2 * _PAD, height_of(len(lines), SMALL) + _PAD


def _draw(page: Page, network: _Network) -> None:
    import networkx

    axes = page.canvas()
    graph = networkx.Graph()
    graph.add_nodes_from(network.sizes)
    for edge in network.edges:
        weight = graph.get_edge_data(edge.one, edge.other, {"weight": 0})["weight"]
        graph.add_edge(edge.one, edge.other, weight=weight + edge.count)
    at = placed(graph, network.sizes, page.width, page.height - (0.25 if network.names else 0))
    for edge in network.edges:
        look = series(edge.layer)
        (x, y), (u, v) = _beside(at[edge.one], at[edge.other], edge.layer, len(network.names))
        width = _NARROWEST + (_WIDEST - _NARROWEST) * (edge.count / network.most if network.most > 1 else 0.2)
        axes.plot([x, u], [y, v], color=look.colour, linestyle=look.line, linewidth=width, alpha=0.6, zorder=1)
    for node, (x, y) in at.items():
        wide, high = network.sizes[node]
        box(axes, (x - wide / 2, y - high / 2), wide, high, PAPER, linewidth=0.8, zorder=2, clip_on=False)
        for number, line in enumerate(network.lines[node]):
            offset = height_of(1, SMALL) * ((len(network.lines[node]) - 1) / 2 - number)
            axes.text(x, y + offset, line, size=SMALL, ha="center", va="center_baseline", zorder=3)
    _legend(page, axes, network.names)


def _beside(one: Point, other: Point, layer: int, layers: int) -> tuple[Point, Point]:
    """The ends of a layer's line: beside those of the others, a tenth of an inch apart."""
    if layers < 2:
        return one, other
    across, up = other[0] - one[0], other[1] - one[1]
    length = max(0.01, (across**2 + up**2) ** 0.5)
    off = 0.1 * (layer - (layers - 1) / 2)
    x, y = -up / length * off, across / length * off
    return (one[0] + x, one[1] + y), (other[0] + x, other[1] + y)


def _legend(page: Page, axes: "Axes", names: Sequence[str]) -> None:
    x, y = 0.0, page.height - 0.1
    for number, name in enumerate(names):
        look = series(number)
        axes.plot([x, x + 0.4], [y, y], color=look.colour, linestyle=look.line, linewidth=2.5)
        axes.text(x + 0.48, y, name, size=SMALL, va="center")
        x += 0.75 + text_width(name, SMALL)
