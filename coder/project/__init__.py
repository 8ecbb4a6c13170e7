"""Every use case by name. A ``Project`` is one open study, seen by one coder."""

from coder.project.coding_rows import NO_FACETS, Facets
from coder.project.opening import Project

__all__ = ["NO_FACETS", "Facets", "Project"]
