"""What a report's reader gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReportParagraph:
    """A paragraph, list item, or row of a table (its cells a line each)."""

    text: str
    """Line breaks inside it are ``\\n``."""
    block: bool = False
    """Set as a block quotation: all of it is quoted, whether it has quotation marks or not."""
    notes: tuple[tuple[int, str], ...] = ()
    """Foot- and endnotes: after which character each is referred to, and what it says."""
    as_written: bool = False
    """Line breaks are where the file happens to break lines, not the writer's."""
