"""The verdict on each quotation of a report, as ``coder check`` gives it.

``verbatim``: word for word; typography and the case of the first letter may differ. ``edited``: most of it was said,
in this order, and words or letters differ; ``marked`` is true where […] and [ ] stand for all that differs and no
negation went. ``wrong source``: it was said, but by another than stands beside it. ``pseudonym leak``: a name that was
replaced stands in it. ``not found``: nobody said it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log2

from coder.spans import Span
from coder.synthesis.check.beside import Claim, claim_of
from coder.synthesis.check.difference import difference, similarity
from coder.synthesis.check.evidence import evidence
from coder.synthesis.check.exact import ALIKE, Place, exact_place, has_cut, runs_of, words_of
from coder.synthesis.check.index import Region, TextIndex
from coder.synthesis.check.material import Interview, Material
from coder.synthesis.check.pattern import MOST_REPLACED, Piece, literal, pattern
from coder.synthesis.check.quotations import Quotation
from coder.synthesis.check.tokens import plain, tokens

VERBATIM, EDITED, WRONG_SOURCE = "verbatim", "edited", "wrong source"
NOT_FOUND, LEAK = "not found", "pseudonym leak"
VERDICTS = (VERBATIM, EDITED, WRONG_SOURCE, NOT_FOUND, LEAK)

_APART, _APART_CUT = 25, 400
"""So many words may be missing between two parts of a quotation that were said; more where it says that it is cut."""
_MARGIN = 6
_REGIONS, _REGIONS_VERBATIM = 4, 40
_AROUND = 40
"""Characters on either side of a passage that an identifier stands for."""
ENOUGH = 4.0
"""What shows that a changed quotation is from a place must outweigh chance by so many bits, sixteen to one:
*det är ju så att* stands everywhere, and proves nothing."""
LEAST_SHARE, LEAST_SHARE_CLAIMED = 2 / 3, 1 / 2
"""So much of an edited quotation's words was said: else it borrows a phrase. Less where its source stands beside it."""
_NEARLY_ALL = 0.9


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
    said: str = ""
    """The words that stand there."""

    @property
    def right(self) -> bool:
        """Verbatim, or edited and marked."""
        return self.verdict == VERBATIM or self.marked


@dataclass(frozen=True)
class _Quoted:
    """A quotation read in both ways, and its words."""

    as_marked: tuple[Piece, ...]
    as_it_stands: tuple[Piece, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "_Quoted":
        as_marked = pattern(text)
        found = [token for token in words_of(as_marked) if token.is_word] or tokens(text)
        return cls(as_marked, literal(text), tuple(token.text for token in found))


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
        quoted = _Quoted.of(text)
        regions = self._index.regions(quoted.words, *_reach(quoted), _REGIONS_VERBATIM)
        found = self._exactly(quoted, regions) or self._alike_in(
            quoted, regions[:_REGIONS], self._index.words, LEAST_SHARE, known=False
        )
        return [_judged(text, place) for place in found]

    def near(self, text: str) -> list[tuple[Interview, Span]]:
        """Stretches of interviews that share words of a quotation, most of them first; whether it was said is open."""
        words = [token.text for token in tokens(text) if token.is_word]
        found = self._index.regions(words, _APART, _MARGIN, _REGIONS)
        return [(self._material.interviews[each.text], Span(each.start, each.end)) for each in found]

    def _checked(self, quotation: Quotation) -> Checked:
        claim = claim_of(quotation, self._material)
        place = self._place(_Quoted.of(quotation.text), claim)
        checked = _judged(quotation.text, place)
        if place is not None and not self._agrees(place, claim):
            checked = replace(checked, verdict=WRONG_SOURCE, marked=False, difference=_beside(claim, checked))
        if self._leaks(quotation.text):
            checked = replace(checked, verdict=LEAK, marked=False)
        return checked

    def _agrees(self, place: Place, claim: Claim) -> bool:
        if claim.identifiers:
            cited = (self._material.cited[each] for each in claim.identifiers)
            return any(each.source == place.interview.name and each.span.overlaps(place.span) for each in cited)
        return not claim.unknown and claim.fits(place.interview.turn_at(place.span.start))

    def _place(self, quoted: _Quoted, claim: Claim) -> Place | None:
        """Where a quotation is from: what fits exactly and agrees with what stands beside it comes first."""
        apart, margin = _reach(quoted)
        everywhere = self._index.regions(quoted.words, apart, margin, _REGIONS_VERBATIM)
        claimed, among = self._claimed(quoted, claim, apart, margin)
        exact = self._exactly(quoted, [*claimed, *_with_all_of_it(quoted, everywhere)], claim)
        agreeing = next((place for place in exact if self._agrees(place, claim)), None)
        if agreeing is not None:
            return agreeing
        supported = self._alike_in(quoted, claimed, among, LEAST_SHARE_CLAIMED, known=bool(claim.identifiers))
        alike = next(iter(supported), None)
        # Words that may stand anywhere by chance, and words that were only left out, are rather a change of what the
        # report says they are from.
        by_chance = self._index.bits(quoted.words) < log2(self._index.words) + ENOUGH
        if alike is not None and self._agrees(alike, claim) and (not exact or by_chance or alike.share >= _NEARLY_ALL):
            return alike
        if exact:
            return exact[0]
        found = self._alike_in(quoted, everywhere[:_REGIONS], self._index.words, LEAST_SHARE, known=False)
        return next(iter(found), None)

    def _claimed(self, quoted: _Quoted, claim: Claim, apart: int, margin: int) -> tuple[list[Region], int]:
        """Where a quotation ought to be by what stands beside it, and among how many words that is."""
        if claim.identifiers:
            cited = [self._material.cited[each] for each in claim.identifiers]
            regions = list(self._passages(claim))
            among = sum(
                len(tokens(self._material.interviews[each.text].text, each.start, each.end)) for each in regions
            )
            named = frozenset(self._by_name[each.source] for each in cited)
            return [*regions, *self._index.regions(quoted.words, apart, margin, _REGIONS, named)], among
        if not claim.named:
            return [], 1
        named = frozenset(n for n, each in enumerate(self._material.interviews) if claim.names(each))
        return self._index.regions(quoted.words, apart, margin, _REGIONS, named), self._index.words_in(named)

    def _passages(self, claim: Claim) -> Iterator[Region]:
        """The passages whose identifiers stand beside a quotation, with some of what is around them."""
        for identifier in claim.identifiers:
            cited = self._material.cited[identifier]
            number = self._by_name[cited.source]
            length = len(self._material.interviews[number].text)
            yield Region(number, max(0, cited.span.start - _AROUND), min(length, cited.span.end + _AROUND), 0)

    def _exactly(self, quoted: _Quoted, regions: Iterable[Region], claim: Claim | None = None) -> list[Place]:
        """Where a quotation fits but for typography and what it marks, what fits best first; nothing fits better than
        what is word for word and agrees with a claim."""
        readings = dict.fromkeys((quoted.as_marked, quoted.as_it_stands))
        wanted = [[self._index.numbers(run) for run in runs_of(each)] for each in readings]
        found = []
        for region in regions:
            # What a bracket at an end stands for is around the runs.
            part = self._index.narrowed(wanted, region, MOST_REPLACED + 1)
            if part is None:
                continue
            interview = self._material.interviews[part.text]
            place = exact_place(quoted.as_marked, quoted.as_it_stands, interview, part.start, part.end)
            if place is not None:
                found.append(place)
                if claim is not None and place.verbatim and self._agrees(place, claim):
                    break
        return sorted(found, key=lambda place: (not place.verbatim, not place.marked))

    def _alike_in(
        self, quoted: _Quoted, regions: Sequence[Region], among: int, share: float, *, known: bool
    ) -> list[Place]:
        """Where enough speaks for a place, most first; it was looked for ``among`` so many words."""
        least = log2(max(1, among)) + ENOUGH
        found = [self._alike(region, quoted, least, share, known and not region.shared) for region in regions]
        return sorted((place for place in found if place is not None), key=lambda place: -place.bits)

    def _alike(self, region: Region, quoted: _Quoted, least: float, share: float, known: bool) -> Place | None:
        interview = self._material.interviews[region.text]
        source = tokens(interview.text, region.start, region.end)
        spoken = [number for number, token in enumerate(source) if token.is_word]
        said_words = [plain(source[number].text) for number in spoken]
        found = evidence([plain(word) for word in quoted.words], said_words, self._index, known=known)
        if found is None or not (found.whole or (found.bits >= least and found.share >= share)):
            return None
        said = source[spoken[found.start] : spoken[found.end - 1] + 1]
        written = words_of(quoted.as_marked)
        return Place(
            interview,
            Span(said[0].start, said[-1].end),
            verbatim=False,
            marked=False,
            similarity=min(similarity(written, said), ALIKE),
            difference=difference(written, said),
            bits=found.bits,
            share=found.share,
        )


def _reach(quoted: _Quoted) -> tuple[int, int]:
    """How many words may lie between two parts of a quotation, and how many around what is found."""
    return (_APART_CUT, _APART_CUT) if has_cut(quoted.as_marked) else (_APART, _MARGIN)


def _with_all_of_it(quoted: _Quoted, regions: Sequence[Region]) -> Sequence[Region]:
    """Those where it may stand exactly: without marks, only where as much is shared as anywhere."""
    if len(quoted.as_marked) > 1:
        return regions
    return [region for region in regions if region.shared >= regions[0].shared]


def _judged(text: str, place: Place | None) -> Checked:
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
        " ".join(place.interview.text[place.span.start : place.span.end].split()),
    )


def _beside(claim: Claim, checked: Checked) -> str:
    """What stands beside a quotation that is from somewhere else, before what differs in its words."""
    beside = claim.identifiers + claim.unknown or claim.words
    return "; ".join(part for part in (", ".join(beside), checked.difference) if part)
