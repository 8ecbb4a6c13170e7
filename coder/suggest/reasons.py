"""Evidence in words: one short line that says why a code is suggested."""

from collections.abc import Iterator, Sequence

from coder.i18n import _, ngettext
from coder.suggest.base import NO_DETAILS, Details, Evidence

_SHOWN = 4


def reason_in_words(evidence: Sequence[Evidence], details: Details = NO_DETAILS) -> str:
    """What speaks for the code, in the interface's language, on one line; "" for no evidence.

    Each keyword is named once with the first word it was found in; at most four, the others are counted. Then the
    words that weigh most, the quote that is most alike, and on how many codings it rests.
    """
    keywords = [item for item in evidence if item.kind != "term"]
    first: dict[tuple[str, str, bool], Evidence] = {}
    for item in keywords:
        first.setdefault((item.kind, item.keyword, item.negated), item)
    parts = [_one(item) for item in list(first.values())[:_SHOWN]]
    rest = len(first) - _SHOWN
    if rest > 0:
        parts.append(ngettext("{number} more", "{number} more", rest).format(number=rest))
    return "; ".join((*parts, *_learnt(evidence, details)))


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
    if item.negated:
        return _("{reason} (negated)").format(reason=told)
    return _("{reason} (with a reservation)").format(reason=told) if item.hedged else told


def _learnt(evidence: Sequence[Evidence], details: Details) -> Iterator[str]:
    """What was learnt from the researcher, and from the talk itself."""
    terms = list(dict.fromkeys(" ".join(item.surface.split()) for item in evidence if item.kind == "term"))
    if terms:
        yield ngettext("also weighs: {words}", "also weigh: {words}", len(terms)).format(words=", ".join(terms))
    if details.alike is not None:
        share = round(100 * details.alike.similarity)
        yield _("most like quote {quote} ({share}% alike)").format(quote=details.alike.quote, share=share)
    if details.codings:
        words = ngettext("learnt from {number} coding", "learnt from {number} codings", details.codings)
        yield words.format(number=details.codings)
    if details.rejections:
        words = ngettext("rejected {number} time", "rejected {number} times", details.rejections)
        yield words.format(number=details.rejections)
