"""E-mail addresses, also as spoken: *anna punkt berg snabel-a bolaget punkt se*."""

import re
from collections.abc import Iterator

from coder.personal.base import EMAIL, LIKELY, SURE, PersonalMention
from coder.personal.forms import composed

_WRITTEN = re.compile(
    r"(?<![\w.+-])[\w+][\w.+'-]{0,63}(?:@|\s?[\[(](?:at|snabel-?a)[\])]\s?)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,24}(?![\w-])",
    re.IGNORECASE,
)
_WORDS = r"[\w-]+(?:(?: punkt |\.)[\w-]+)"
_SPOKEN = re.compile(
    rf"(?<!\w){_WORDS}{{0,3}} (?:snabel[- ]?a|at) {_WORDS}{{0,2}}(?: punkt |\.)(?:se|com|nu|org|net|eu|fi|no)\b",
    re.IGNORECASE,
)
_AT = re.compile(r"\s?[\[(](?:at|snabel-?a)[\])]\s?| (?:snabel[- ]?a|at) ", re.IGNORECASE)
_POINT = re.compile(r" punkt ", re.IGNORECASE)


def find_emails(text: str) -> Iterator[PersonalMention]:
    """E-mail addresses in a text; their name is the address in lower case, as it would be written."""
    if "@" not in text and not _AT.search(text):
        return
    end = 0
    found = [(match, SURE) for match in _WRITTEN.finditer(text)] + [(match, LIKELY) for match in _SPOKEN.finditer(text)]
    for match, certainty in sorted(found, key=lambda item: item[0].start()):
        if match.start() < end:
            continue
        end = match.end()
        name = _POINT.sub(".", _AT.sub("@", composed(match.group()))).lower()
        yield PersonalMention(match.start(), end, match.group(), EMAIL, name, certainty=certainty, reason="email")
