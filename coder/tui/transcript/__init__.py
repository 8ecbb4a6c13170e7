"""The transcript reader: a widget that shows one interview with its codings and lets a person choose a passage.

It knows nothing of the database: it takes frozen dataclasses and emits messages. Offsets are code points into the
text, end exclusive, as everywhere.

Data in (``coder.tui.transcript.data``)::

    ShownTurn(number, label, start, speech_start, end, time_ms=None, interviewer=False)
    ShownCoding(coding_id, quote, code_key, code_name, start, end, colour="grey",
                mine=True, starred=False, has_note=False)
    ShownSuggestion(suggestion_id, code_key, code_name, colour, start, end)
    ShownTranscript(name, text, turns, codings=(), suggestions=())

Colours are names (``data.COLOUR_NAMES``: red orange yellow green cyan blue purple pink grey). ``colours.colour_of(name,
app)`` gives the ``textual.color.Color`` for the running theme; a theme may set its own under the variables ``code-red``
… ``code-grey``.

``TranscriptReader(*, name=None, id=None, classes=None)``: a focusable widget.

- ``show(transcript)``: another transcript; cursor to its first speech, selection cleared, scrolled to the top; emits
  ``Moved``.
- ``update_codings(codings)``, ``update_suggestions(suggestions)``: the new state of the same transcript; cursor,
  selection and scroll position stay, only the rows that changed are painted again.
- ``show_matches(spans)``: passages to mark as search hits (``()`` clears).
- ``go_to(offset, top=None)``: cursor there, scrolled so that it is visible with context; with ``top`` the row with that
  offset becomes the first on the screen, which brings a reader back to the same line (``top_offset``). May be called
  before the widget has a size.
- ``select(span)``: selects and scrolls there; ``select(None)`` or ``clear_selection()`` clears.
- ``cursor: int``; ``selection: Span | None`` (trimmed of white space and of labels at its ends); ``passage() -> Span |
  None``: the selection, else the sentence at the cursor (shown faintly), None only where there is no text;
  ``turn: ShownTurn | None`` at the cursor; ``top_offset: int``; ``transcript: ShownTranscript | None``.
- ``adjust(span)``: the keys and the mouse move the ends of a passage, one at a time, until Enter or escape;
  ``adjusting: bool``.
- ``skip_interviewer: bool``: moves by sentence and turn pass over the interviewer's turns.
- ``codings_at(offset) -> tuple[ShownCoding, ...]``, ``suggestions_at(offset) -> tuple[ShownSuggestion, ...]``, in
  order of start; ``codings_in(span)``, ``suggestions_in(span)`` likewise.

Messages out, with ``control`` = the reader:

- ``TranscriptReader.Moved(reader, offset, turn)``: the cursor moved; ``turn`` is the turn's number.
- ``TranscriptReader.Selected(reader, span)``: the selection changed; None when it was cleared.
- ``TranscriptReader.Adjusted(reader, span)``: moving ends is over; None where they are to stay as they were.
- ``TranscriptReader.Jumped(reader, offset)``: a click on the map went away from an offset.

The first two are emitted for keys and mouse and for ``go_to``, ``select`` and ``clear_selection`` alike. Styles are the
component classes ``reader--…`` of ``styles.COMPONENTS``.

Keys (in ``keys.BINDINGS``; descriptions are marked with ``N_`` and translated where shown)::

    left right            word            ctrl+left ctrl+right   , .    sentence
    up down               row             ctrl+up ctrl+down      k j    turn
    alt+left alt+right    character, also h l
    home end              row's ends      ctrl+home ctrl+end     transcript's ends      pageup pagedown
    shift with any of them extends the selection (shift+. is : and shift+, is ; on a Swedish keyboard; H J K L)
    w s t                 select the word, sentence, turn        + -    grow, shrink: word, sentence, turn
    T                     select to the next speaker, and on through what that one says
    escape                clears the selection; with none it is left to the screen

``w s t + -`` are shown in a footer, the others only in the key panel. While ends are moved (``keys.ENDS``) the moves go
to the end at hand, tab changes it, Enter and escape leave.

The mouse: a click places the cursor, a drag selects (and scrolls at the edges), a double click selects a word, a triple
click a sentence; shift+click extends. A click on the map at the right edge goes there. While ends are moved, click and
drag move the end at hand.

A long text is wrapped near the line that is read first, and painted; the rest follows in short stretches (``fitting``).
"""

from coder.tui.transcript.data import ShownCoding, ShownSuggestion, ShownTranscript, ShownTurn
from coder.tui.transcript.widget import TranscriptReader

__all__ = ["ShownCoding", "ShownSuggestion", "ShownTranscript", "ShownTurn", "TranscriptReader"]
