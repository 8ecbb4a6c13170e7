"""The reader's keys, made for a Swedish keyboard: none needs AltGr, and a coding screen keeps the letters it wants.

Some terminals and desktops keep ctrl+arrows or alt+arrows for themselves; ``, .`` ``j k`` and ``h l`` do the same.
"""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

# Keys, move, what the move is called, what extending the selection by it is called. Shift is added to get the keys that
# extend; where shift makes another character of a key, that is given.
_SHIFTED = {
    "full_stop": "colon",
    "comma": "semicolon",
    "h": "H",
    "j": "J",
    "k": "K",
    "l": "L",
    "ctrl+left": "ctrl+shift+left",
    "ctrl+right": "ctrl+shift+right",
    "ctrl+up": "ctrl+shift+up",
    "ctrl+down": "ctrl+shift+down",
    "ctrl+home": "ctrl+shift+home",
    "ctrl+end": "ctrl+shift+end",
    "alt+left": "alt+shift+left",
    "alt+right": "alt+shift+right",
}
_MOVES = [
    ("right", "next_word", N_("Next word"), N_("Select to the next word")),
    ("left", "previous_word", N_("Previous word"), N_("Select to the previous word")),
    ("down", "row_down", N_("Row down"), N_("Select a row down")),
    ("up", "row_up", N_("Row up"), N_("Select a row up")),
    ("full_stop,ctrl+right", "next_sentence", N_("Next sentence"), N_("Select to the next sentence")),
    ("comma,ctrl+left", "previous_sentence", N_("Previous sentence"), N_("Select to the previous sentence")),
    ("j,ctrl+down", "next_turn", N_("Next turn"), N_("Select to the next turn")),
    ("k,ctrl+up", "previous_turn", N_("Previous turn"), N_("Select to the previous turn")),
    ("l,alt+right", "next_character", N_("Next character"), N_("Select to the next character")),
    ("h,alt+left", "previous_character", N_("Previous character"), N_("Select to the previous character")),
    ("pagedown", "page_down", N_("Page down"), N_("Select a page down")),
    ("pageup", "page_up", N_("Page up"), N_("Select a page up")),
    ("home", "row_start", N_("Start of the row"), N_("Select to the start of the row")),
    ("end", "row_end", N_("End of the row"), N_("Select to the end of the row")),
    ("ctrl+home", "first", N_("Start of the transcript"), N_("Select to the start of the transcript")),
    ("ctrl+end", "last", N_("End of the transcript"), N_("Select to the end of the transcript")),
]


def _shifted(keys: str) -> str:
    return ",".join(_SHIFTED.get(key, f"shift+{key}") for key in keys.split(","))


BINDINGS = named(
    "reader",
    [
        Binding("w", "select_unit('word')", N_("Word"), tooltip=N_("Select the word at the cursor")),
        Binding("s", "select_unit('sentence')", N_("Sentence"), tooltip=N_("Select the sentence at the cursor")),
        Binding("t", "select_unit('turn')", N_("Turn"), tooltip=N_("Select the whole turn at the cursor")),
        Binding("plus", "grow", N_("Grow"), tooltip=N_("Grow the selection: word, sentence, turn")),
        Binding("minus", "shrink", N_("Shrink"), tooltip=N_("Shrink the selection: turn, sentence, word")),
        Binding(
            "T",
            "to_next_speaker",
            N_("To the next speaker"),
            show=False,
            tooltip=N_("Select as far as somebody else speaks; again to go on through the next speaker's words"),
        ),
        Binding("escape", "clear_selection", N_("Clear the selection"), show=False),
        *(Binding(keys, f"move('{move}')", moves, show=False) for keys, move, moves, _extends in _MOVES),
        *(Binding(_shifted(keys), f"extend('{move}')", extends, show=False) for keys, move, _moves, extends in _MOVES),
    ],
)

ENDS = named(
    "ends",
    [
        Binding("enter", "save_ends", N_("Save"), tooltip=N_("Save the coding with the ends it has now")),
        Binding("tab,shift+tab", "other_end", N_("Other end"), tooltip=N_("Move the coding's other end")),
        Binding("escape", "leave_ends", N_("Cancel"), tooltip=N_("Leave the coding's ends as they were")),
    ],
)
"""While the ends of a coding are moved; everything that moves the cursor moves the end then."""
