"""Every key of the screens, in the groups in which the help shows them. The reader's own are in its package.

Descriptions are marked here and translated where they are shown. A key that is shown stands in the bar at the bottom,
in this order, as far as the width goes.
"""

from coder.tui.keys.anywhere import ANYWHERE, APP, FAMILY, SCREENS
from coder.tui.keys.coding import CODEBOOK, CODES, EDITING, GOING, SUGGESTIONS, VIEW
from coder.tui.keys.deciding import AGREEMENT, DISAGREEMENTS
from coder.tui.keys.lists import GUIDE, HISTORY, INTERVIEWS, QUOTES, SEARCH, THEMES, WALK
from coder.tui.keys.preparing import NAMES, SPEAKERS

__all__ = [
    "AGREEMENT",
    "ANYWHERE",
    "APP",
    "CODEBOOK",
    "CODES",
    "DISAGREEMENTS",
    "EDITING",
    "FAMILY",
    "GOING",
    "GUIDE",
    "HISTORY",
    "INTERVIEWS",
    "NAMES",
    "QUOTES",
    "SCREENS",
    "SEARCH",
    "SPEAKERS",
    "SUGGESTIONS",
    "THEMES",
    "VIEW",
    "WALK",
]
