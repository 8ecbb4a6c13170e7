"""Keys where interviews are coded."""

from textual.binding import Binding

from coder.i18n import N_
from coder.tui.keymap import named

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

VIEW = named(
    "coding",
    [
        Binding("slash", "find", N_("Search"), tooltip=N_("Search in the interview")),
        Binding("b", "codebook", N_("Codebook"), tooltip=N_("Show the codebook and go to it; again to hide it")),
        Binding(
            "I",
            "skip_interviewer",
            N_("Skip the interviewer"),
            show=False,
            tooltip=N_("Sentences and turns: pass over the interviewer's, or stop at them again"),
        ),
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
