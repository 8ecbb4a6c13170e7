"""Evidence in words: one short line that says why a code is suggested."""

from collections.abc import Sequence

from coder.i18n import _, ngettext
from coder.suggest.base import Evidence

_SHOWN = 4


def reason_in_words(evidence: Sequence[Evidence]) -> str:
    """What speaks for the code, in the interface's language, on one line; "" for no evidence.

    Each keyword is named once with the first word it was found in; at most four, the others are counted.
    """
    first: dict[tuple[str, str, bool], Evidence] = {}
    for item in evidence:
        first.setdefault((item.kind, item.keyword, item.negated), item)
    parts = [_one(item) for item in list(first.values())[:_SHOWN]]
    rest = len(first) - _SHOWN
    if rest > 0:
        parts.append(ngettext("{number} more", "{number} more", rest).format(number=rest))
    return "; ".join(parts)


def _one(item: Evidence) -> str:
    surface, keyword = " ".join(item.surface.split()), " ".join(item.keyword.split())
    if item.kind == "compound":
        words = _('"{keyword}" as part of "{surface}"')
    elif item.kind == "similar":
        words = _('"{surface}", spelled like "{keyword}"')
    elif surface.casefold() == keyword.casefold():
        words = _('keyword "{keyword}"')
    else:
        words = _('keyword "{keyword}" in "{surface}"')
    told = words.format(keyword=keyword, surface=surface)
    return _("{reason} (negated)").format(reason=told) if item.negated else told
