"""Constellations and actors as a network of two modes: constellations left, actors right, a line for each membership.

What nobody has confirmed looks so: dashed, with a question mark. The order along each side brings lines that cross
close together (barycentres, Sugiyama et al. 1981); it depends on the names alone, so that the picture is the same
each time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.exporters.pictures.drawing import Drawing
from coder.exporters.pictures.style import BLUE, INK, MUTED, PAPER, SMALL, WIDTH, Page, box, height_of, wrapped
from coder.exporters.synthesis_tables import constellation_state, constellations_for_readers
from coder.i18n import Translator
from coder.queries.constellations import Known
from coder.synthesis.constellations import Network, is_sure

_SIDE = 2.55
"""Inches that a label may take on each side."""
_PAD = 0.1
_GAP = 0.09
_ROUNDS = 8
_DASHES = (0, (4, 2))


@dataclass(frozen=True)
class _Node:
    key: str
    lines: tuple[str, ...]
    sure: bool

    @property
    def height(self) -> float:
        return height_of(len(self.lines), SMALL) + _PAD


def two_mode_picture(found: Network, names: Mapping[str, str], t: Translator) -> Drawing:
    """The network; ``names`` are those of actors and places by their keys."""
    _ = t.gettext
    left = [_Node(each.key, tuple(_label(each, names, t)), is_sure(each)) for each in found.constellations]
    right = [_Node(key, tuple(wrapped(names.get(key, key), _SIDE, SMALL, most=2)), True) for key in found.actors]
    left, right = _uncrossed(left, right, found.edges)
    unsure = sum(not node.sure for node in left)
    remarks = [_("Left constellations, right actors; a line for each membership.")]
    if unsure:
        remarks.append(_("Dashed, with a question mark: not confirmed by any person."))
    if not found.constellations:
        remarks = [_("No constellation is written down.")]
    return Drawing(
        name="constellations",
        title=_("Constellations and their members"),
        description=_description(found, names, t),
        language=t.language,
        table=constellations_for_readers(found.constellations, names, t),
        draw=lambda page: _draw(page, left, right, found.edges),
        width=WIDTH,
        height=max(0.5, *(_height(side) for side in (left, right))),
        remarks=tuple(remarks),
    )


def _label(known: Known, names: Mapping[str, str], t: Translator) -> list[str]:
    place, state = names.get(known.place, known.place), constellation_state(known.state, t)
    about = ", ".join(part for part in (place, state if known.state != "unknown" else "") if part)
    name = known.name if is_sure(known) else f"{known.name} ?"
    return [*wrapped(name, _SIDE, SMALL, most=2, bold=True), *wrapped(about, _SIDE, SMALL, most=1)]


def _description(found: Network, names: Mapping[str, str], t: Translator) -> str:
    _ = t.gettext
    words = _("A network of two kinds of nodes: {number} constellations, and {actors} actors who are members.").format(
        number=len(found.constellations), actors=len(found.actors)
    )
    members = {key: sum(actor == key for _constellation, actor in found.edges) for key in found.actors}
    most = sorted(members, key=lambda key: (-members[key], key))[:3]
    if most:
        told = "; ".join(f"{names.get(key, key)}: {members[key]}" for key in most)
        words += " " + _("Members of most: {names}.").format(names=told)
    return words


def _uncrossed(
    left: list[_Node], right: list[_Node], edges: Iterable[tuple[str, str]]
) -> tuple[list[_Node], list[_Node]]:
    """Both sides in an order in which neighbours share members."""
    pairs = tuple(edges)
    for _round in range(_ROUNDS):
        right = _by_middle(right, left, [(actor, constellation) for constellation, actor in pairs])
        left = _by_middle(left, right, pairs)
    return left, right


def _by_middle(nodes: list[_Node], others: Sequence[_Node], edges: Iterable[tuple[str, str]]) -> list[_Node]:
    place = {node.key: number / max(1, len(others) - 1) for number, node in enumerate(others)}
    joined: dict[str, list[float]] = {node.key: [] for node in nodes}
    for one, other in edges:
        if one in joined and other in place:
            joined[one].append(place[other])
    middle = {key: round(sum(each) / len(each), 6) if each else 1.0 for key, each in joined.items()}
    return sorted(nodes, key=lambda node: middle[node.key])


def _height(nodes: Sequence[_Node]) -> float:
    return sum(node.height + _GAP for node in nodes)


def _draw(page: Page, left: Sequence[_Node], right: Sequence[_Node], edges: Iterable[tuple[str, str]]) -> None:
    axes = page.canvas()
    at = {**_places(left, page.height, ""), **_places(right, page.height, "actor ")}
    sure = {node.key: node.sure for node in left}
    width = _SIDE + 2 * _PAD
    for constellation, actor in edges:
        (y, _high), (v, _other) = at[constellation], at["actor " + actor]
        look: dict[str, Any] = {"color": BLUE} if sure[constellation] else {"color": MUTED, "linestyle": _DASHES}
        axes.plot([width, page.width - width], [y, v], linewidth=1.1, alpha=0.75, zorder=1, **look)
    for nodes, prefix, x in ((left, "", 0.0), (right, "actor ", page.width - width)):
        for node in nodes:
            y, high = at[prefix + node.key]
            frame: dict[str, Any] = {"linewidth": 0.9} if node.sure else {"linewidth": 0.8, "linestyle": _DASHES}
            box(
                axes,
                (x, y - high / 2),
                width,
                high,
                PAPER,
                INK if node.sure else MUTED,
                zorder=2,
                clip_on=False,
                **frame,
            )
            for number, line in enumerate(node.lines):
                offset = height_of(1, SMALL) * ((len(node.lines) - 1) / 2 - number)
                weight = "bold" if not prefix and number == 0 else "normal"
                axes.text(x + _PAD, y + offset, line, size=SMALL, va="center_baseline", weight=weight, zorder=3)


def _places(nodes: Sequence[_Node], height: float, prefix: str) -> dict[str, tuple[float, float]]:
    """The middle and height of each node, spread over the side."""
    room = (height - _height(nodes)) / max(1, len(nodes))
    y, found = height, {}
    for node in nodes:
        y -= (_GAP + room) / 2 + node.height / 2
        found[prefix + node.key] = (round(y, 3), node.height)
        y -= (_GAP + room) / 2 + node.height / 2
    return found
