"""Many codes at once into codebook.yaml: in one edit, as if somebody had written them there."""

import pytest

from coder.codebook.align import align
from coder.codebook.book import Codebook, CodeEntry, in_tree_order
from coder.codebook.parse import parse_codebook

LINES = """\
# Början.
themes:
  - id: a
    name: A  # kvar
    codes:
      - id: b
        name: B
  # Före c.
  - id: c
    name: C
"""
FLOW = "themes: [{id: a, name: A, codes: [{id: b, name: B}]}, {id: c, name: C}]\n"


def with_many(text: str, number: int) -> Codebook:
    """The codebook with a tree below each code, and one of its own."""
    book = parse_codebook(text)
    codes = list(book.codes)
    for parent in (None, "a", "b", "c"):
        for place in range(number):
            key = f"{parent}-{place}"
            codes.append(CodeEntry(key, f"Kod {key}", parent, definition="Rad: ett.\n\n# Två", examples=('"x"',)))
            codes.append(CodeEntry(f"{key}-under", "Under", key, keywords=("k",)))
    return Codebook(book.project, book.language, book.method, in_tree_order(codes), book.items)


@pytest.mark.parametrize("text", [LINES, FLOW])
@pytest.mark.parametrize("number", [1, 5])
def test_the_file_says_them_all_and_keeps_what_it_had(text: str, number: int) -> None:
    wanted = with_many(text, number)
    written = align(text, wanted)
    assert parse_codebook(written).codes == wanted.codes
    if text == LINES:
        assert [line for line in text.splitlines() if line not in written.splitlines()] == []
