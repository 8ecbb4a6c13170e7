"""The sections of a whole project: every recorded table, in the order in which one refers to another.

Left out are what only this machine needs: the history, caches, where a coder was, and which files were exported.
"""

from coder.queries.whole.coded import (
    ADJUDICATIONS,
    CODINGS,
    DECISIONS,
    DOUBLE_CODINGS,
    FINISHED,
    GUIDE_MATCHES,
    NOTES,
    PREPARATIONS,
    VERDICTS,
)
from coder.queries.whole.made import (
    CONSTELLATIONS,
    NAME_READINGS,
    PICKED_QUOTES,
    PSEUDONYMS,
    ROLE_TEXTS,
    SAVED_QUERIES,
    SETS,
    SETTINGS,
    STATISTICS,
    SUMMARIES,
    WHITE_SPOTS,
)
from coder.queries.whole.material import CASES, CODERS, CODES, PROJECT, REGISTERS, SOURCES

__all__ = ["CASES", "CODERS", "CODES", "CODINGS", "NOTES", "PROJECT", "REGISTERS", "SECTIONS", "SOURCES"]

SECTIONS = (
    CODERS,
    REGISTERS,
    CODES,
    CASES,
    SOURCES,
    PREPARATIONS,
    FINISHED,
    DOUBLE_CODINGS,
    GUIDE_MATCHES,
    CODINGS,
    NOTES,
    VERDICTS,
    ADJUDICATIONS,
    DECISIONS,
    SUMMARIES,
    ROLE_TEXTS,
    CONSTELLATIONS,
    WHITE_SPOTS,
    STATISTICS,
    NAME_READINGS,
    PICKED_QUOTES,
    SAVED_QUERIES,
    SETS,
    SETTINGS,
    PSEUDONYMS,
)
"""All but ``PROJECT``, in the order of the file."""
