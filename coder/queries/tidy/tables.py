"""All tidy tables, in the order of the dictionary: what a table refers to comes before it."""

from coder.queries.tidy.coded import CODING_ABOUT, CODING_PARTS, CODINGS, NOTES
from coder.queries.tidy.material import (
    CASE_VARIABLES,
    CASES,
    CODERS,
    CODES,
    ENTRIES,
    FINISHED,
    SOURCE_VARIABLES,
    SOURCES,
    SPEAKERS,
    TURNS,
)

TABLES = (
    CODERS,
    CODES,
    ENTRIES,
    CASES,
    CASE_VARIABLES,
    SOURCES,
    SOURCE_VARIABLES,
    SPEAKERS,
    TURNS,
    CODINGS,
    CODING_ABOUT,
    CODING_PARTS,
    NOTES,
    FINISHED,
)
