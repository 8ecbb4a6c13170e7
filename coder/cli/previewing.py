"""How transcripts would be read, in plain lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.cli.output import one_line, put, put_block, put_heading, width
from coder.cli.reading import clock
from coder.i18n import _, ngettext

if TYPE_CHECKING:
    from coder.project.sources.previewing import Preview, PreviewSpeaker, PreviewTurn

_MOST_LABEL = 24
_MOST_LINES = 8


def put_previews(previews: Sequence["Preview"]) -> None:
    """Each file: what loading would do, who speaks, how the first turns are read, and what looks doubtful."""
    for number, preview in enumerate(previews):
        if number:
            put()
        put_heading(f"{preview.file} ({preview.status})")
        if preview.pattern:
            put_block(_("Turns begin like {pattern}").format(pattern=preview.pattern), indent=0)
        if preview.turns:
            put_block(_speakers(preview), indent=0)
            _put_turns(preview.turns)
        if preview.all_turns > len(preview.turns):
            more = preview.all_turns - len(preview.turns)
            put(ngettext("… and {number} more turn.", "… and {number} more turns.", more).format(number=more))
        if preview.passed_over:
            put_block(_("Lines that look like a turn and were not taken for one:"), indent=0)
            for line, text in preview.passed_over[:_MOST_LINES]:
                put(_cut(_("  line {line}: {text}").format(line=line, text=one_line(text)), width()))
        for doubt in preview.doubts:
            put_block("! " + doubt, indent=0)


def _speakers(preview: "Preview") -> str:
    turns = ngettext("{number} turn.", "{number} turns.", preview.all_turns).format(number=preview.all_turns)
    return turns + " " + ", ".join(map(_speaker, preview.speakers))


def _speaker(speaker: "PreviewSpeaker") -> str:
    name = speaker.label or _("nobody named")
    who = _("(interviewer)") if speaker.interviewer else f"({speaker.case})" if speaker.case else ""
    return " ".join(part for part in (name, who, f"× {speaker.turns}") if part)


def _put_turns(turns: Sequence["PreviewTurn"]) -> None:
    from rich.cells import cell_len

    labels = [_cut(one_line(turn.label) or "–", _MOST_LABEL) for turn in turns]
    times = [clock(turn.time_ms) if turn.time_ms is not None else "" for turn in turns]
    wide = max(map(cell_len, labels))
    for turn, label, time in zip(turns, labels, times, strict=True):
        columns = [f"{turn.number:>3}", label + " " * (wide - cell_len(label)), "?" if turn.interviewer else " "]
        if any(times):
            columns.insert(1, time.rjust(8))
        put(_cut("  ".join([" ".join(columns), one_line(turn.first)]), width()))


def _cut(text: str, cells: int) -> str:
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1).rstrip() + "…"
