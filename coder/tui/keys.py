"""Every key of the screens, in the groups in which the help shows them. The reader's own are in its package.

Descriptions are marked here and translated where they are shown. A key that is shown stands in the bar at the bottom,
in this order, as far as the width goes.
"""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

SCREENS = named(
    "screens",
    [
        Binding("f2", "app.show('interviews')", N_("Interviews"), show=False),
        Binding("f3", "app.show('coding')", N_("Coding"), show=False),
        Binding("f4", "app.show('themes')", N_("Themes"), show=False),
        Binding("f5", "app.show('quotes')", N_("Quotes"), show=False),
        Binding("f6", "app.show('history')", N_("History"), show=False),
    ],
)

ANYWHERE = named(
    "anywhere",
    [
        Binding("question_mark,f1", "help", N_("Help")),
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take back what you did last")),
        Binding("y,ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Do again what was taken back last")),
        Binding("escape", "back", N_("Back"), show=False),
    ],
)

APP = named(
    "app",
    [
        Binding(
            "ctrl+e", "export", N_("Export now"), show=False, tooltip=N_("Write all exports into the folder exports")
        ),
        Binding("f7", "app.show('guide')", N_("Guide"), show=False, tooltip=N_("The interview guide and its answers")),
        Binding("ctrl+f", "app.show('search')", N_("Search all"), show=False, tooltip=N_("Search all interviews")),
        Binding("f8", "app.show('names')", N_("Names"), show=False, tooltip=N_("Names that wait for a pseudonym")),
        Binding("f10", "app.show('agreement')", N_("Agreement"), show=False, tooltip=N_("How far coders coded alike")),
        Binding("f9", "app.show('speakers')", N_("Speakers"), show=False, tooltip=N_("Who speaks, and for whom")),
        Binding("f12", "app.show('walk')", N_("Walks"), show=False, tooltip=N_("A code's passages, and beside codes")),
        Binding("ctrl+q", "quit", N_("Quit"), show=False, priority=True),
    ],
)

INTERVIEWS = named(
    "interviews",
    [
        Binding("enter", "open", N_("Open"), tooltip=N_("Open the interview where you left it")),
        Binding("l", "load", N_("Load transcripts"), tooltip=N_("Load what is new in the folder transcripts")),
        Binding("g", "app.show('guide')", N_("Guide"), show=False, tooltip=N_("The interview guide and its answers")),
        Binding("m", "finish", N_("Finished"), tooltip=N_("Call the interview finished, or not finished after all")),
        Binding("t", "speakers", N_("Speakers"), tooltip=N_("Who speaks in the interview, and for whom")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the interview")),
        Binding("O", "note_on", N_("Note on the study"), show=False),
        Binding("v", "preview", N_("Look first"), tooltip=N_("See how new transcripts would be read, then load them")),
        Binding("p", "app.show('names')", N_("Names"), show=False, tooltip=N_("Names that wait for a pseudonym")),
        Binding("P", "prepared", N_("Prepared"), tooltip=N_("Say what of its preparation is done, or is not")),
        Binding("q", "app.quit", N_("Quit")),
    ],
)

NAMES = named(
    "names",
    [
        Binding("a,enter", "accept", N_("Replace so"), tooltip=N_("Replace the name everywhere, as proposed")),
        Binding("e", "edit", N_("Edit"), tooltip=N_("Write another pseudonym for the name")),
        Binding("k", "keep", N_("Keep"), tooltip=N_("Leave the name as it stands")),
        Binding("w", "write", N_("Replace now"), tooltip=N_("Write what was decided into the interviews; asks first")),
        Binding("c", "check", N_("Check"), tooltip=N_("Search for what still stands")),
        Binding("n", "next", N_("Next"), show=False, tooltip=N_("The next name, without deciding")),
        Binding("g", "open", N_("In its place"), show=False, tooltip=N_("Show the name where it was said")),
        Binding("s", "split", N_("Split"), show=False, tooltip=N_("Decide the forms of a name one by one")),
        Binding("m", "merge", N_("Same as …"), show=False, tooltip=N_("Another name of somebody in the list")),
        Binding("l", "add", N_("Add a name"), show=False, tooltip=N_("Somebody is spoken of whom the search may miss")),
        Binding("A", "accept_sure", N_("All sure ones"), show=False, tooltip=N_("Replace all that is sure")),
    ],
)

CODES = named(
    "coding",
    [
        Binding("enter,c", "code", N_("Apply code"), tooltip=N_("Choose a code for the passage")),
        Binding("f", "facets", N_("Facets"), tooltip=N_("Whom the coding is about, whose voice, and whether it is so")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the coding or selection, else on the interview")),
        Binding("r", "repeat", N_("Repeat"), tooltip=N_("Apply the code used last")),
        Binding("d,delete", "remove", N_("Remove"), tooltip=N_("Remove the coding at the cursor")),
        *(
            Binding(
                str(digit),
                f"recent({digit})",
                N_("Recent code"),
                show=False,
                tooltip=N_("Apply one of the last nine codes"),
            )
            for digit in range(1, 10)
        ),
        Binding("i", "adjust", N_("Ends"), show=False, tooltip=N_("Move the ends of the coding at the cursor")),
        Binding("O", "note_on", N_("Note on …"), show=False, tooltip=N_("Choose what the note is on")),
        Binding("ctrl+k", "copy", N_("Copy"), show=False, tooltip=N_("Copy the quote with its attribution")),
        Binding("v", "in_vivo", N_("Code in vivo"), show=False, tooltip=N_("A new code in the speaker's own words")),
        Binding("asterisk", "star", N_("Star"), show=False, tooltip=N_("One of the strongest quotes, or not")),
        Binding("m", "finish", N_("Finished"), show=False, tooltip=N_("Call the interview finished, or not after all")),
    ],
)

SUGGESTIONS = named(
    "coding",
    [
        Binding(
            "a", "accept", N_("Accept"), show=False, tooltip=N_("Make it a coding, on the selection if there is one")
        ),
        Binding("x", "reject", N_("Reject"), show=False, tooltip=N_("Never offer this code for this passage again")),
        Binding(
            "A", "accept_other", N_("Another code"), show=False, tooltip=N_("Another code instead of the suggested one")
        ),
        Binding("X", "reject_all", N_("None of them"), show=False, tooltip=N_("Reject all codes suggested here")),
        Binding("D", "put_off", N_("Later"), show=False, tooltip=N_("Come back to this suggestion after the others")),
        Binding("n,tab", "next_suggestion", N_("Next suggestion"), show=False),
        Binding("p,shift+tab", "previous_suggestion", N_("Previous suggestion"), show=False),
    ],
)

GOING = named(
    "coding",
    [
        Binding(
            "g", "go_to", N_("Go to"), show=False, tooltip=N_("Go to a turn, a time stamp or a question of the guide")
        ),
        Binding("z", "uncoded(1)", N_("Next uncoded"), show=False, tooltip=N_("Next stretch you have not coded")),
        Binding(
            "Z",
            "uncoded(-1)",
            N_("Previous uncoded"),
            show=False,
            tooltip=N_("Previous stretch you have not coded"),
        ),
        Binding(
            "less_than_sign", "place(-1)", N_("Place before"), show=False, tooltip=N_("Back to where you were before")
        ),
        Binding(
            "greater_than_sign", "place(1)", N_("Place after"), show=False, tooltip=N_("Forth again to where you were")
        ),
        Binding(
            "G",
            "guide_turn",
            N_("Guide question"),
            show=False,
            tooltip=N_("Which question of the guide the interviewer's turn at the cursor asks"),
        ),
    ],
)

GUIDE = named(
    "guide",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("To the answers; from there to where it was said")),
        Binding("a", "confirm", N_("Confirm"), tooltip=N_("Yes, this turn asks the question")),
        Binding("x", "refute", N_("Refute"), tooltip=N_("No, this turn does not ask the question")),
        Binding("r", "review", N_("Proposals"), tooltip=N_("Go through what is only proposed; again for the answers")),
        Binding("m", "matrix", N_("Asked where"), tooltip=N_("Interviews and questions in one table, or not")),
        Binding("A", "confirm_all", N_("Confirm many"), show=False, tooltip=N_("Confirm proposals from a score on")),
        Binding("tab,shift+tab", "other_side", N_("Other side"), show=False),
    ],
)

SEARCH = named(
    "search",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the hit where it was said")),
        Binding("down", "move(1)", N_("Next hit"), show=False),
        Binding("up", "move(-1)", N_("Previous hit"), show=False),
        Binding("pagedown", "move(10)", N_("Ten hits on"), show=False),
        Binding("pageup", "move(-10)", N_("Ten hits back"), show=False),
    ],
)

VIEW = named(
    "coding",
    [
        Binding("slash", "find", N_("Search"), tooltip=N_("Search in the interview")),
        Binding("b", "codebook", N_("Codebook"), tooltip=N_("Show the codebook and go to it; again to hide it")),
        Binding(
            "q",
            "skip_interviewer",
            N_("Skip the interviewer"),
            show=False,
            tooltip=N_("Sentences and turns: pass over the interviewer's, or stop at them again"),
        ),
    ],
)

CODEBOOK = named(
    "codebook",
    [
        Binding("enter", "choose", N_("Apply"), tooltip=N_("Apply the code at hand to the passage")),
        Binding("left", "fold", N_("Fold the theme"), show=False),
        Binding("right", "unfold", N_("Unfold the theme"), show=False),
        Binding("n", "ask('new')", N_("New code"), tooltip=N_("A new code, under the one at hand or elsewhere")),
        Binding("e", "ask('describe')", N_("Describe"), tooltip=N_("Definition, when to use it, keywords, examples")),
        Binding("r", "ask('rename')", N_("Rename"), tooltip=N_("Another name; its codings stay")),
        Binding("c", "ask('recolour')", N_("Colour"), tooltip=N_("Another colour")),
        Binding("m", "ask('move')", N_("Move"), tooltip=N_("Put it under another theme or code")),
        Binding("j", "ask('merge')", N_("Merge"), tooltip=N_("Give its codings to another code, and remove it")),
        Binding("w", "ask('walk')", N_("Walk"), tooltip=N_("Walk through what most likely belongs to it")),
        Binding("s", "ask('split')", N_("Split"), tooltip=N_("Deal its quotes out to other codes, one by one")),
        Binding("d,delete", "ask('remove')", N_("Remove"), tooltip=N_("Remove it, and say where its codings go")),
        Binding("o", "ask('note')", N_("Note"), tooltip=N_("Write a note on the code")),
    ],
)

EDITING = named(
    "coding",
    [
        Binding(
            "e",
            "edit_turn",
            N_("Correct"),
            show=False,
            tooltip=N_("Correct the turn at the cursor, its speaker's label, or where it begins and ends"),
        ),
        Binding(
            "E",
            "unplaced",
            N_("Not placed"),
            show=False,
            tooltip=N_("Codings and notes whose words were corrected away: place them, or take them away"),
        ),
    ],
)

THEMES = named(
    "themes",
    [
        Binding("enter", "quotes", N_("Quotes"), tooltip=N_("The quotes of the theme or code")),
        Binding("w", "walk", N_("Walk"), tooltip=N_("Walk through what most likely belongs to the code")),
        Binding("t", "toggle_codes", N_("Themes only"), tooltip=N_("Show themes only, or all their codes")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the code")),
    ],
)

QUOTES = named(
    "quotes",
    [
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the quote where it was said")),
        Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line")),
        Binding("x,backspace", "clear", N_("No filter"), tooltip=N_("Take the filter off")),
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark the quote; what is done is then done to all marked")),
        Binding("A", "mark_all", N_("All"), show=False, tooltip=N_("Mark all quotes shown, or none")),
        Binding("r", "recode", N_("Recode"), tooltip=N_("Give it another code")),
        Binding("a", "add", N_("Add a code"), tooltip=N_("Apply a further code to the same passage")),
        Binding("d,delete", "remove", N_("Remove"), tooltip=N_("Remove the coding")),
        Binding("i", "adjust", N_("Ends"), tooltip=N_("Adjust where it begins and ends")),
        Binding("f", "facets", N_("Facets"), tooltip=N_("Whom it is about, whose voice, and whether it is so")),
        Binding("asterisk", "star", N_("Star"), tooltip=N_("One of the strongest quotes, or not")),
        Binding("o", "note", N_("Note"), tooltip=N_("Write a note on the quote")),
        Binding("ctrl+k", "copy", N_("Copy"), tooltip=N_("Copy the quote with its attribution")),
        Binding("c", "code", N_("Code"), tooltip=N_("Show the quotes of one code")),
        Binding("s", "starred", N_("Starred only"), tooltip=N_("Show starred quotes only, or all")),
    ],
)

WALK = named(
    "walk",
    [
        Binding("a", "accept", N_("Accept"), tooltip=N_("Take it: a coding, a new code, an actor")),
        Binding("x", "reject", N_("Reject"), tooltip=N_("Leave it aside: it is not offered again")),
        Binding("n", "step(1)", N_("Next"), tooltip=N_("The next one, without deciding")),
        Binding("p", "step(-1)", N_("Previous"), show=False, tooltip=N_("The one before")),
        Binding("D", "put_off", N_("Later"), tooltip=N_("Come back to it after all others")),
        Binding("enter", "open", N_("In its place"), tooltip=N_("Show the passage where it was said")),
        Binding("o", "open_other", N_("The other"), show=False, tooltip=N_("Show the other passage of a pair")),
        Binding("c", "choose", N_("Code"), tooltip=N_("Choose the code to walk through")),
        Binding("tab", "list(1)", N_("Next list"), tooltip=N_("Passages, twins, new codes, unequal codings, actors")),
        Binding("shift+tab", "list(-1)", N_("List before"), show=False),
    ],
)

HISTORY = named(
    "history",
    [
        Binding("enter", "show_past", N_("As of then"), tooltip=N_("Show the project as it was after this step")),
        Binding("g", "ask_past", N_("As of a date"), tooltip=N_("Show the project as of a day or time")),
    ],
)

SPEAKERS = named(
    "speakers",
    [
        Binding("enter", "edit", N_("Change"), tooltip=N_("Say who the speaker is, or all that are marked")),
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark the speaker, to change several at once")),
        Binding("a", "mark_all", N_("Mark all"), show=False, tooltip=N_("Mark all that are shown, or none")),
        Binding("s", "settle", N_("Settled"), tooltip=N_("Call the interview's speakers settled, or not after all")),
        Binding("slash", "filter", N_("Filter"), tooltip=N_("Go to the filter line")),
        Binding("m", "missing", N_("Missing only"), tooltip=N_("Show only where something is missing or doubtful")),
        Binding("x,backspace", "clear", N_("No filter"), tooltip=N_("Take the filter off")),
        Binding("c", "rename_case", N_("Case"), show=False, tooltip=N_("Rename the case, or make it one with another")),
        Binding("h", "assign", N_("Main coder"), show=False, tooltip=N_("Say whose codings count for the interview")),
        Binding("o", "open", N_("Open"), show=False, tooltip=N_("Open the interview")),
    ],
)

AGREEMENT = named(
    "agreement",
    [
        Binding("enter", "decide", N_("Disagreements"), tooltip=N_("Where the coders differ on the code; decide it")),
        Binding("t", "unit", N_("Unit"), tooltip=N_("Compare by turns, by sentences or by characters")),
        Binding("c", "coders", N_("Coders"), tooltip=N_("Whom to compare")),
        Binding("m", "finished", N_("Finished only"), tooltip=N_("Compare only what all call finished, or not")),
    ],
)

DISAGREEMENTS = named(
    "disagreements",
    [
        Binding("a,1", "keep(0)", N_("A's"), tooltip=N_("Keep the codings of coder A")),
        Binding("b,2", "keep(1)", N_("B's"), tooltip=N_("Keep the codings of coder B")),
        *(
            Binding(str(digit), f"keep({digit - 1})", "", show=False, tooltip=N_("Keep this coder's codings"))
            for digit in range(3, 10)
        ),
        Binding("s", "both", N_("Both"), tooltip=N_("Keep both; what overlaps becomes one coding")),
        Binding("x", "neither", N_("Neither"), tooltip=N_("Keep none of the codings")),
        Binding("c", "code", N_("Code"), tooltip=N_("Keep them with another code")),
        Binding("i", "ends", N_("Ends"), tooltip=N_("Keep another passage")),
        Binding("w", "why", N_("Why"), tooltip=N_("Say why, before or after deciding")),
        Binding("n,right", "step(1)", N_("Next"), show=False),
        Binding("p,left", "step(-1)", N_("Previous"), show=False),
        Binding("down", "read(1)", N_("Read on"), show=False),
        Binding("up", "read(-1)", N_("Read back"), show=False),
        Binding("R", "rest", N_("The rest"), tooltip=N_("Decide all that is left alike, or only differing ends")),
        Binding("r", "reopen", N_("Undecided"), show=False, tooltip=N_("Take the decision back")),
    ],
)
