"""Where the words of a text are in its corrected version. Pure text, no database.

A correction gives a new text; what stood at offsets of the old one moves with its words. The rules:

- Words (and signs) that both texts have in the same order are *kept*: what stands on them points at exactly them.
  Upper and lower case, composed and decomposed letters are the same word in another spelling.
- A word that became a similar one, was joined or was split, is *respelt*: an edge at the word's edge stays at the
  edge, an edge inside it goes by its letters.
- A run of words in whose place others stand is *replaced*: whatever lies in it, or ends in it, takes all of its
  replacement. More than ``MOST_REPLACED`` words, or more than ``MOST_TIMES`` as many as the others, are rewritten,
  not replaced: they are gone, and the others new.
- Words that are *gone* leave their passage: at its edge it shrinks to the next word that is still there.
- *New* words inside a passage are within it; at its edge they stay outside.
- A passage of which no word is kept, respelt or replaced cannot be placed.

White space is no word: at an edge whose word has gone, it goes with it.
"""

from coder.alignment.align import MOST_REPLACED, MOST_TIMES, align, edited
from coder.alignment.parts import Alignment, Part, PartKind, Placed
from coder.alignment.replaced import replaced

__all__ = ["MOST_REPLACED", "MOST_TIMES", "Alignment", "Part", "PartKind", "Placed", "align", "edited", "replaced"]
