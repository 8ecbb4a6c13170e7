"""A picture as SVG that may stand in a page: its ids its own, and nothing in it that runs or fetches."""

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_DRAWN = frozenset(
    {"svg", "g", "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
    | {"tspan", "textPath", "clipPath", "marker", "linearGradient", "radialGradient", "stop", "pattern", "mask"}
)
"""Elements that draw. Every other one is left out: scripts, style sheets that would reach the page, links, pictures
from elsewhere."""
_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_FETCHES = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)


def inline_svg(svg: bytes, prefix: str) -> str:
    """The picture's element; ``prefix`` goes before its ids, since several pictures stand in one page.

    Its own title and description are taken out: the page names the picture.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(svg, parser)
    for element in list(root.iter()):
        name = etree.QName(element)
        if name.namespace != _SVG or name.localname not in _DRAWN:
            _take_out(element)
        else:
            _cleaned(element, prefix)
    size = [re.sub(r"[^0-9.]", "", root.get(side, "")) for side in ("width", "height")]
    if "viewBox" not in root.attrib and all(size):
        root.set("viewBox", f"0 0 {size[0]} {size[1]}")
    for side in ("width", "height"):
        if side in root.attrib:
            del root.attrib[side]
    # What matplotlib says of all lines in a style sheet.
    root.set("stroke-linejoin", "round")
    root.set("focusable", "false")
    root.set("aria-hidden", "true")
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode", with_tail=False))


def _take_out(element: "etree._Element") -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _cleaned(element: "etree._Element", prefix: str) -> None:
    for key, raw in list(element.attrib.items()):
        plain, value = etree.QName(key).localname.lower(), str(raw)
        if plain.startswith("on") or _FETCHES.search(value):
            del element.attrib[key]
        elif plain == "href":
            if value.startswith("#"):
                element.set(key, f"#{prefix}-{value[1:]}")
            else:
                del element.attrib[key]
        elif plain == "id":
            element.set(key, f"{prefix}-{value}")
        elif "url(" in value:
            element.set(key, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))
