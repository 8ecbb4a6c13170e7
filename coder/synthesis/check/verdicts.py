"""The verdict on each quotation of a report, as ``coder check`` gives it.

``verbatim``: word for word; typography and the case of the first letter may differ. ``edited``: most of it was said,
in this order, and words or letters differ; ``marked`` is true where […] and [ ] stand for all that differs and no
negation went. ``wrong source``: it was said, but by another than stands beside it. ``pseudonym leak``: a name that was
replaced stands in it. ``not found``: nobody said it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from math import log2

from rapidfuzz.distance import LCSseq

from coder.spans import Span
from coder.synthesis.check.beside import Claim, claim_of
from coder.synthesis.check.difference import difference, marked_difference, similarity
from coder.synthesis.check.index import Region, TextIndex
from coder.synthesis.check.material import Interview, Material
from coder.synthesis.check.pattern import Cut, Fit, Literal, Piece, fits, literal, pattern
from coder.synthesis.check.quotations import Quotation
from coder.synthesis.check.tokens import Token, plain, tokens

VERBATIM, EDITED, WRONG_SOURCE = "verbatim", "edited", "wrong source"
NOT_FOUND, LEAK = "not found", "pseudonym leak"
VERDICTS = (VERBATIM, EDITED, WRONG_SOURCE, NOT_FOUND, LEAK)

_APART, _APART_CUT = 25, 400
"""So many words may be missing between two parts of a quotation that were said; more where it says that it is cut."""
_MARGIN = 6
_REGIONS, _REGIONS_VERBATIM = 4, 40
_AROUND = 40
"""Characters on either side of a passage that an identifier stands for."""
LEAST_SHARE, LEAST_SHARE_OF_MANY, MANY = 0.78, 0.6, 9
"""From this share of its words on a quotation is an edited one and not one that nobody said; a smaller one where so
many words are shared."""
_LEAST_IN_RUNS = 0.5
_TURNED, _TURNED_AT_ENDS = 6, 2
"""Words that changed places count as shared in a gap of so many, and of so many at the quotation's ends."""
_NEAR, _LONG = 3, 4
"""A shared run counts if so few words part it from the others, or if it has so many words itself."""
CHANCE_BITS = 8.0
"""What the shared words say must rule out that they stand somewhere by chance, by so many bits more than the texts'
places: *det är ju så att* stands everywhere, and proves nothing."""
_ALIKE = 0.999
_CUT_FREELY, _WORDS_AT_LONG_CUT = 30, 3
"""A cut of more words and marks needs words enough on both of its sides."""


@dataclass(frozen=True)
class Checked:
    """A quotation with its verdict."""

    quotation: str
    verdict: str
    marked: bool
    source: str
    """"" where it was not found."""
    turn: int | None
    similarity: float
    difference: str
    span: Span | None = None
    """Where it stands in the source."""

    @property
    def right(self) -> bool:
        """Verbatim, or edited and marked."""
        return self.verdict == VERBATIM or self.marked


@dataclass(frozen=True)
class _Place:
    """Where a quotation may be from, and how well it fits there."""

    interview: Interview
    span: Span
    verbatim: bool
    marked: bool
    similarity: float
    difference: str
    share: float = 1.0


def comparison(edited: str, said: str) -> tuple[bool, bool, str]:
    """Whether an edited text is verbatim, whether marks stand for all that differs, and the difference.

    The rule by which ``coder check`` judges, for a quotation whose source is known.
    """
    place = _best_fit(pattern(edited), literal(edited), Interview("", said), 0, len(said))
    if place is not None:
        return place.verbatim, place.marked, place.difference
    return False, False, difference(_literals(pattern(edited)), tokens(said))


class Checker:
    """Judges quotations against a project's texts."""

    def __init__(self, material: Material, leaks: Callable[[str], bool] = lambda text: False) -> None:
        """``leaks`` says of a text whether a name that was replaced stands in it."""
        self._material = material
        self._leaks = leaks
        self._by_name = {interview.name: number for number, interview in enumerate(material.interviews)}

    @cached_property
    def _index(self) -> TextIndex:
        return TextIndex([interview.text for interview in self._material.interviews])

    def check(self, found: Sequence[Quotation]) -> Iterator[Checked]:
        """The verdicts in the order of the quotations."""
        for quotation in found:
            yield self._checked(quotation)

    def places(self, text: str) -> list[Checked]:
        """Every place that a quotation may be from, what fits best first; none where nobody said it."""
        return [_judged(text, place) for place in self._places(text, Claim((), (), ()))]

    def near(self, text: str) -> list[tuple[Interview, Span]]:
        """Stretches of interviews that share words of a quotation, most of them first; whether it was said is open."""
        words = [token.text for token in tokens(text) if token.is_word]
        found = self._index.regions(words, _APART, _MARGIN, _REGIONS)
        return [(self._material.interviews[each.text], Span(each.start, each.end)) for each in found]

    def _checked(self, quotation: Quotation) -> Checked:
        claim = claim_of(quotation, self._material)
        places = self._places(quotation.text, claim)
        place, agrees = self._chosen(places, claim)
        checked = _judged(quotation.text, place)
        if place is not None and not agrees:
            checked = replace(checked, verdict=WRONG_SOURCE, marked=False, difference=_beside(claim, checked))
        if self._leaks(quotation.text):
            checked = replace(checked, verdict=LEAK, marked=False)
        return checked

    def _chosen(self, places: list[_Place], claim: Claim) -> tuple[_Place | None, bool]:
        """The best place that fits what stands beside the quotation, else the best one."""
        if not places:
            return None, True
        fitting = [place for place in places if self._agrees(place, claim)]
        return (fitting[0], True) if fitting else (places[0], False)

    def _agrees(self, place: _Place, claim: Claim) -> bool:
        if claim.identifiers:
            cited = (self._material.cited[each] for each in claim.identifiers)
            return any(each.source == place.interview.name and each.span.overlaps(place.span) for each in cited)
        return not claim.unknown and claim.fits(place.interview.turn_at(place.span.start))

    def _places(self, text: str, claim: Claim) -> list[_Place]:
        """Where a quotation may be from, what fits best first."""
        as_marked, as_it_stands = pattern(text), literal(text)
        quoted = [token for token in _literals(as_marked) if token.is_word] or list(tokens(text))
        words = [token.text for token in quoted]
        has_cut = any(isinstance(piece, Cut) for piece in as_marked)
        apart = _APART_CUT if has_cut else _APART
        margin = _APART_CUT if has_cut else _MARGIN
        regions = self._index.regions(words, apart, margin, _REGIONS_VERBATIM)
        named = frozenset(self._by_name[self._material.cited[each].source] for each in claim.identifiers)
        if named and not any(region.text in named for region in regions):
            regions = self._index.regions(words, apart, margin, _REGIONS, named) + regions
        regions = [*self._cited_regions(claim), *regions]
        exact = [place for region in regions if (place := self._exact(region, as_marked, as_it_stands)) is not None]
        if exact:
            return sorted(exact, key=lambda place: (not place.verbatim, not place.marked))
        alike = [self._alike(region, as_marked, words) for region in regions[:_REGIONS]]
        return sorted((place for place in alike if place is not None), key=lambda place: -place.share)

    def _cited_regions(self, claim: Claim) -> Iterator[Region]:
        """The passages whose identifiers stand beside a quotation, with some of what is around them."""
        for identifier in claim.identifiers:
            cited = self._material.cited[identifier]
            number = self._by_name[cited.source]
            length = len(self._material.interviews[number].text)
            yield Region(number, max(0, cited.span.start - _AROUND), min(length, cited.span.end + _AROUND), 0)

    def _exact(self, region: Region, as_marked: Sequence[Piece], as_it_stands: Sequence[Piece]) -> _Place | None:
        interview = self._material.interviews[region.text]
        return _best_fit(as_marked, as_it_stands, interview, region.start, region.end)

    def _alike(self, region: Region, pieces: Sequence[Piece], words: Sequence[str]) -> _Place | None:
        """The place in a region that shares most of a quotation's words; None where they are too few."""
        interview = self._material.interviews[region.text]
        source = tokens(interview.text, region.start, region.end)
        spoken = [number for number, token in enumerate(source) if token.is_word]
        quoted_words, said_words = [plain(word) for word in words], [plain(source[each].text) for each in spoken]
        runs = _close_together(_runs(quoted_words, said_words))
        in_runs = sum(length for _at, _to, length in runs)
        if not runs or in_runs < _LEAST_IN_RUNS * len(words):
            return None
        bits = sum(self._index.bits(words[at : at + length]) for at, _to, length in runs)
        whole = runs[0][2] == len(words)  # only letters differ
        if not whole and bits < log2(self._index.words) + CHANCE_BITS:
            return None
        # What stands before the first shared word and after the last one may have been changed, too.
        first = max(0, runs[0][1] - runs[0][0])
        last = min(len(spoken), runs[-1][1] + runs[-1][2] + len(words) - runs[-1][0] - runs[-1][2])
        said = source[spoken[first] : spoken[last - 1] + 1]
        matched = _shared(quoted_words, said_words, runs)
        if matched < (LEAST_SHARE if matched < MANY else LEAST_SHARE_OF_MANY) * len(words):
            return None
        quoted = _literals(pieces)
        return _Place(
            interview,
            Span(said[0].start, said[-1].end),
            verbatim=False,
            marked=False,
            similarity=min(similarity(quoted, said), _ALIKE),
            difference=difference(quoted, said),
            share=matched / len(words),
        )


def _judged(text: str, place: _Place | None) -> Checked:
    if place is None:
        return Checked(text, NOT_FOUND, False, "", None, 0.0, "")
    turn = place.interview.turn_at(place.span.start)
    return Checked(
        text,
        VERBATIM if place.verbatim else EDITED,
        place.marked and not place.verbatim,
        place.interview.name,
        turn.number if turn is not None else None,
        place.similarity,
        place.difference,
        place.span,
    )


def _beside(claim: Claim, checked: Checked) -> str:
    """What stands beside a quotation that is from somewhere else, before what differs in its words."""
    return "; ".join(part for part in (", ".join((*claim.identifiers, *claim.unknown)), checked.difference) if part)


def _best_fit(
    as_marked: Sequence[Piece], as_it_stands: Sequence[Piece], interview: Interview, start: int, end: int
) -> _Place | None:
    """Where a quotation fits exactly in a stretch of a text: verbatim before marked, marked well before ill."""
    source = tokens(interview.text, start, end)
    ill: Fit | None = None
    for pieces in dict.fromkeys((tuple(as_it_stands), tuple(as_marked))):
        for fit in fits(pieces, source):
            if not _close(pieces, fit):
                continue
            if fit.keeps_negations:
                return _placed(fit, interview, source)
            ill = ill or fit
    return _placed(ill, interview, source) if ill is not None else None


def _close(pieces: Sequence[Piece], fit: Fit) -> bool:
    """False where a long cut parts words so few that they may stand anywhere."""
    if all(len(change.cut) <= _CUT_FREELY for change in fit.changes):
        return True
    return all(len(piece.tokens) >= _WORDS_AT_LONG_CUT for piece in pieces if isinstance(piece, Literal))


def _placed(fit: Fit, interview: Interview, source: Sequence[Token]) -> _Place:
    cut = sum(len(change.cut) for change in fit.changes)
    put = sum(len(change.put) for change in fit.changes)
    kept = fit.end - fit.start - cut
    return _Place(
        interview,
        Span(source[fit.start].start, source[max(fit.start, fit.end - 1)].end),
        verbatim=fit.verbatim,
        marked=fit.keeps_negations,
        similarity=1.0 if fit.verbatim else min(_ALIKE, round(2 * kept / max(1, 2 * kept + put + cut), 3)),
        difference="" if fit.verbatim else marked_difference(fit),
    )


def _literals(pieces: Sequence[Piece]) -> list[Token]:
    """A quotation's words without its marks."""
    return [token for piece in pieces if isinstance(piece, Literal) for token in piece.tokens]


def _shared(quoted: Sequence[str], said: Sequence[str], runs: Sequence[tuple[int, int, int]]) -> int:
    """How many words are shared: those in runs, and those that stand in another order in a short gap between them."""
    total = sum(length for _at, _to, length in runs)
    at, to = max(0, runs[0][0] - _TURNED_AT_ENDS), max(0, runs[0][1] - _TURNED_AT_ENDS)
    ends = [(runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2])]
    gaps = [((at, runs[0][0]), (to, runs[0][1]))] if runs[0][0] <= _TURNED_AT_ENDS else []
    gaps += [((a + n, b), (c + n, d)) for (a, c, n), (b, d, _n) in pairwise(runs)]
    gaps += [((a, len(quoted)), (c, c + _TURNED_AT_ENDS)) for a, c in ends if len(quoted) - a <= _TURNED_AT_ENDS]
    for (start, end), (said_start, said_end) in gaps:
        if end - start <= _TURNED and said_end - said_start <= _TURNED:
            total += (Counter(quoted[start:end]) & Counter(said[said_start:said_end])).total()
    return total


def _runs(quoted: Sequence[str], said: Sequence[str]) -> list[tuple[int, int, int]]:
    """Shared runs of two words and more, in order: where each begins in the one and the other, and its length.

    One word alone is shared by chance; it counts between two runs, and where all words but few are shared.
    """
    blocks = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in LCSseq.opcodes(quoted, said)
        if step.tag == "equal"
    ]
    return [block for block in blocks if block[2] > 1 or _between_neighbours(block, blocks)]


def _close_together(runs: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The longest run with those that stand near it, or are long: short ones far away are shared by chance."""
    if not runs:
        return []
    middle = max(range(len(runs)), key=lambda each: runs[each][2])
    kept = [runs[middle]]
    for run in runs[middle + 1 :]:
        if run[2] >= _LONG or run[1] - kept[-1][1] - kept[-1][2] <= _NEAR:
            kept.append(run)
    for run in reversed(runs[:middle]):
        if run[2] >= _LONG or kept[0][1] - run[1] - run[2] <= _NEAR:
            kept.insert(0, run)
    return kept


def _between_neighbours(block: tuple[int, int, int], blocks: Sequence[tuple[int, int, int]]) -> bool:
    """True for a single word that is one word away from a run, in both texts."""
    at, to, _length = block
    for other_at, other_to, length in blocks:
        if length > 1:
            behind = 0 <= at - (other_at + length) <= 1 and 0 <= to - (other_to + length) <= 1
            ahead = 0 <= other_at - at - 1 <= 1 and 0 <= other_to - to - 1 <= 1
            if behind or ahead:
                return True
    return False
