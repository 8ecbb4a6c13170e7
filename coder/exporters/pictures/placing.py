"""Where the nodes of a network stand: a spring layout from a fixed seed, then labels moved apart until none overlap."""

from collections.abc import Mapping, Sequence
from typing import Any

SEED = 1
_ROUNDS = 400
_GAP = 0.12
_MIDDLE = "\0"
"""The node in the middle; no key of a code is called so."""
_HOLD = 0.05
"""How strongly it holds, of the strongest line."""
_REACH = 2.0
"""How far nodes stand from each other; networkx takes half of it, but labels need room."""
_ORDER = 0.6
"""How much a node's place is owed to its order among the nodes, the rest to how far it stands."""
Point = tuple[float, float]


def placed(
    graph: Any, sizes: Mapping[str, Point], width: float, height: float, fixed: Mapping[str, Point] | None = None
) -> dict[str, Point]:
    """The middle of each node of a networkx graph in a body of so many inches; ``sizes`` are those of its labels.

    ``fixed`` gives where nodes begin instead (in inches), for networks of two modes, say. Coordinates are rounded:
    the last digits of floating numbers differ from machine to machine, and a picture must not.
    """
    begin = _spread(_sprung(graph), sizes, width, height) if fixed is None else fixed
    return _apart(begin, sizes, width, height)


def _sprung(graph: Any) -> dict[str, Point]:
    """A spring layout. All nodes hang loosely on one more in the middle: else pieces that nothing joins fly apart."""
    import networkx

    held = networkx.Graph()
    held.add_nodes_from(sorted(graph))
    held.add_weighted_edges_from(
        sorted((*sorted(ends), weight) for *ends, weight in graph.edges(data="weight", default=1))
    )
    heaviest = max((weight for _one, _other, weight in held.edges(data="weight")), default=1)
    held.add_weighted_edges_from((node, _MIDDLE, heaviest * _HOLD) for node in sorted(graph))
    found = networkx.spring_layout(
        held, seed=SEED, weight="weight", iterations=300, k=_REACH / max(1, len(graph)) ** 0.5
    )
    return {node: (float(x), float(y)) for node, (x, y) in found.items() if node != _MIDDLE}


def _spread(points: Mapping[str, Point], sizes: Mapping[str, Point], width: float, height: float) -> dict[str, Point]:
    """The points over the whole body: mostly by their order along each side, so that dense places get room too."""
    half = [max((size[axis] for size in sizes.values()), default=0.0) / 2 for axis in (0, 1)]

    def along(axis: int, room: float) -> dict[str, float]:
        values = {node: round(point[axis], 4) for node, point in points.items()}
        low, high = min(values.values(), default=0.0), max(values.values(), default=0.0)
        order = sorted(values, key=lambda node: (values[node], node))
        found = {}
        for place, node in enumerate(order):
            by_order = place / (len(order) - 1) if len(order) > 1 else 0.5
            by_value = (values[node] - low) / (high - low) if high > low else 0.5
            found[node] = half[axis] + (_ORDER * by_order + (1 - _ORDER) * by_value) * (room - 2 * half[axis])
        return found

    across, up = along(0, width), along(1, height)
    return {node: (across[node], up[node]) for node in points}


def _apart(points: Mapping[str, Point], sizes: Mapping[str, Point], width: float, height: float) -> dict[str, Point]:
    """Push overlapping labels apart, each pair the shorter way, and back into the body."""
    nodes = sorted(points)
    at = {node: [round(points[node][0], 3), round(points[node][1], 3)] for node in nodes}
    for _round in range(_ROUNDS):
        moved = False
        for place, one in enumerate(nodes):
            for other in nodes[place + 1 :]:
                moved |= _push(at[one], at[other], sizes[one], sizes[other])
        for node in nodes:
            for axis, room in enumerate((width, height)):
                half = sizes[node][axis] / 2
                at[node][axis] = min(max(at[node][axis], half), max(half, room - half))
        if not moved:
            break
    return {node: (round(x, 2), round(y, 2)) for node, (x, y) in at.items()}


def _push(one: list[float], other: list[float], size: Point, other_size: Point) -> bool:
    """Move two nodes apart if their labels overlap; True if they did."""
    short = [(size[axis] + other_size[axis]) / 2 + _GAP - abs(one[axis] - other[axis]) for axis in (0, 1)]
    if min(short) <= 0.001:
        return False
    axis = 0 if short[0] < short[1] else 1
    way = short[axis] / 2 * (1 if one[axis] >= other[axis] else -1)
    one[axis] += way
    other[axis] -= way
    return True


def overlapping(points: Mapping[str, Point], sizes: Mapping[str, Point]) -> Sequence[tuple[str, str]]:
    """The pairs of nodes whose labels overlap."""
    nodes = sorted(points)
    return [
        (one, other)
        for place, one in enumerate(nodes)
        for other in nodes[place + 1 :]
        if all(
            abs(points[one][axis] - points[other][axis]) < (sizes[one][axis] + sizes[other][axis]) / 2
            for axis in (0, 1)
        )
    ]
