"""Every key of the screens, in the groups in which the help shows them. The reader's own are in its package.

Descriptions are marked here and translated where they are shown. A key that is shown stands in the bar at the bottom,
in this order, as far as the width goes.
"""

from coder.tui.keys.anywhere import ANYWHERE, APP, FAMILY, SCREENS
from coder.tui.keys.coding import CODEBOOK, CODES, EDITING, GOING, SUGGESTIONS, VIEW
from coder.tui.keys.deciding import AGREEMENT, DISAGREEMENTS
from coder.tui.keys.figures import CROSSTAB, LANDSCAPE, SATURATION, TOGETHER
from coder.tui.keys.framework import CELL, FRAMEWORK, QUERIES
from coder.tui.keys.lists import GUIDE, HISTORY, INTERVIEWS, QUOTES, SEARCH, THEMES, WALK
from coder.tui.keys.model import ACTORS, ROLES
from coder.tui.keys.overview import EXPORTING, OVERVIEW
from coder.tui.keys.preparing import NAMES, SPEAKERS
from coder.tui.keys.reporting import CHECK, PICKS
from coder.tui.keys.synthesis import CONSTELLATIONS, WHITE_SPOTS

__all__ = [
    "ACTORS",
    "AGREEMENT",
    "ANYWHERE",
    "APP",
    "CELL",
    "CHECK",
    "CODEBOOK",
    "CODES",
    "CONSTELLATIONS",
    "CROSSTAB",
    "DISAGREEMENTS",
    "EDITING",
    "EXPORTING",
    "FAMILY",
    "FRAMEWORK",
    "GOING",
    "GUIDE",
    "HISTORY",
    "INTERVIEWS",
    "LANDSCAPE",
    "NAMES",
    "OVERVIEW",
    "PICKS",
    "QUERIES",
    "QUOTES",
    "ROLES",
    "SATURATION",
    "SCREENS",
    "SEARCH",
    "SPEAKERS",
    "SUGGESTIONS",
    "THEMES",
    "TOGETHER",
    "VIEW",
    "WALK",
    "WHITE_SPOTS",
]
