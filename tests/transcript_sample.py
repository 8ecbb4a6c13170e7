"""A small interview for the transcript reader's tests."""

from collections.abc import Iterable
from dataclasses import replace

from coder.spans import Span
from coder.tui.transcript import ShownCoding, ShownSuggestion, ShownTranscript, ShownTurn

Lines = Iterable[tuple[str, str]]

LINES = (
    ("I", "Hur ser samarbetet ut i dag, om du bara börjar berätta?"),
    (
        "IP1",
        "Ja, alltså … vi träffas ju. Men det är stuprör, det är det. Arbetsförmedlingen har sitt uppdrag, vi på"
        " socialtjänsten har vårt, och mellan stolarna hamnar ungdomarna uppe i Dorotea. Alla gör sitt, men ingen har"
        " hela bilden. Sen är det ju det här med avstånden, t.ex. mellan Åsele och Lycksele.",
    ),
    ("I", "Kan du ge ett exempel?"),
    (
        "Moderator-Anna",
        "Vi hade en kille, nitton år, som fick tre olika planer på en vecka. Tre! Ingen av dem visste om de andra.\n"
        "Det var först när samordnaren ringde runt som det löste sig. Hon kunde alla namn.",
    ),
    ("IP2", "[bold]Nej[/bold], så enkelt är det inte. \x1b[31mFörsäkringskassan\x1b[0m sa \u202enej\u202c först."),
    ("IP1", "Min systers familj 👨‍👩‍👧 bor i A\u030asele, så jag vet. 日本語 kan hon med."),
    ("I", "Mm."),
    ("IP2", "Det som saknas är någon som har mandat att bestämma, och pengar som räcker längre än ett år i taget."),
)
CODES = {
    "stuprör": ("Stuprör mellan myndigheter", "red"),
    "avstånd": ("Långa avstånd", "orange"),
    "samordnare": ("Samordnare som håller ihop", "green"),
    "mandat": ("Mandat saknas", "purple"),
    "unga": ("Unga", "blue"),
}


def transcript(lines: Lines = LINES, *, timed: bool = True) -> ShownTranscript:
    """The lines as a transcript, a label and a colon before each; ``I`` is the interviewer."""
    text = ""
    turns: list[ShownTurn] = []
    for number, (label, speech) in enumerate(lines, 1):
        start = len(text)
        text += f"{label}: {speech}\n"
        time_ms = (number - 1) * 47_000 if timed else None
        turns.append(ShownTurn(number, label, start, start + len(label) + 2, len(text) - 1, time_ms, label == "I"))
    return ShownTranscript("prov", text, tuple(turns))


def place(shown: ShownTranscript, words: str, until: str = "") -> Span:
    """Where the words stand in the transcript; with ``until`` as far as the end of those."""
    start = shown.text.index(words)
    last = until or words
    return Span(start, shown.text.index(last, start) + len(last))


def coding(
    shown: ShownTranscript,
    code: str,
    words: str,
    until: str = "",
    *,
    mine: bool = True,
    starred: bool = False,
    has_note: bool = False,
) -> ShownCoding:
    """A code on the words."""
    span, (name, colour) = place(shown, words, until), CODES[code]
    key = f"{code}-{span.start}-{mine}"
    return ShownCoding(key, f"C-{span.start}", code, name, span.start, span.end, colour, mine, starred, has_note)


def suggestion(shown: ShownTranscript, code: str, words: str, until: str = "") -> ShownSuggestion:
    """A code suggested for the words."""
    span, (name, colour) = place(shown, words, until), CODES[code]
    return ShownSuggestion(f"{code}-{span.start}", code, name, colour, span.start, span.end)


def coded() -> ShownTranscript:
    """The interview with overlapping codings, one's own and another's, and suggestions."""
    shown = transcript()
    codings = (
        coding(shown, "stuprör", "Men det är stuprör", "hela bilden.", starred=True),
        coding(shown, "unga", "mellan stolarna hamnar ungdomarna uppe i Dorotea"),
        coding(shown, "stuprör", "Alla gör sitt", "hela bilden.", mine=False),
        coding(shown, "stuprör", "tre olika planer", "de andra."),
        coding(shown, "samordnare", "Det var först", "löste sig.", has_note=True),
        coding(shown, "unga", "kille", "år", mine=False),
        coding(shown, "mandat", "mandat att bestämma"),
    )
    suggestions = (
        suggestion(shown, "avstånd", "Sen är det ju", "Lycksele."),
        suggestion(shown, "samordnare", "Det som saknas", "taget."),
    )
    return replace(shown, codings=codings, suggestions=suggestions)
