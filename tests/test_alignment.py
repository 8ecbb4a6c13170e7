"""Where words are after a correction: examples of every rule, and properties over edits whose survivors are known."""

import string
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.alignment import MOST_REPLACED, MOST_TIMES, Alignment, align, edited, replaced
from coder.spans import Span


def carried(old: str, new: str, words: str, alignment: Alignment | None = None) -> str | None:
    """What a passage of the old text reads in the new one."""
    start = old.index(words)
    span = (alignment or align(old, new)).place(Span(start, start + len(words)))
    return new[span.start : span.end] if span else None


class TestTheRules:
    OLD = "I: Vad gör ni?\nIP: alfa beta gamma delta epsilon.\nI: Tack."

    @pytest.mark.parametrize(
        ("change", "by", "passage", "reads"),
        [
            pytest.param("Vad gör ni?", "Vad gör ni där då?", "beta gamma", "beta gamma", id="moves"),
            pytest.param("beta gamma", "beta nya ord gamma", "beta gamma", "beta nya ord gamma", id="new words inside"),
            pytest.param("beta gamma", "nya beta gamma ord", "beta gamma", "beta gamma", id="new words at the edges"),
            pytest.param("beta gamma", "beta", "beta gamma", "beta", id="the last word gone"),
            pytest.param("beta gamma", "gamma", "beta gamma", "gamma", id="the first word gone"),
            pytest.param("beta gamma delta", "beta delta", "beta gamma delta", "beta delta", id="a word inside gone"),
            pytest.param("gamma", "helt annat", "beta gamma", "beta helt annat", id="replaced at the edge"),
            pytest.param("gamma", "helt annat", "gamma", "helt annat", id="replaced as a whole"),
            pytest.param("beta gamma", "beta", "gamma", None, id="gone"),
            pytest.param("gamma", "gamman", "beta gamma", "beta gamman", id="respelt at the edge"),
            pytest.param("beta gamma", "betagamma", "beta gamma", "betagamma", id="joined"),
            pytest.param("gamma", "gam ma", "gamma", "gam ma", id="split in two"),
            pytest.param("gamma delta", "gamma, delta", "beta gamma", "beta gamma", id="a comma at the edge"),
            pytest.param("gamma", "Gamma", "gamma", "Gamma", id="upper case"),
        ],
    )
    def test_what_a_coding_reads_afterwards(self, change: str, by: str, passage: str, reads: str | None) -> None:
        assert carried(self.OLD, self.OLD.replace(change, by), passage) == reads

    def test_letters_inside_a_respelt_word_go_by_its_letters(self) -> None:
        old, new = "på arbetsförmedligen här", "på Arbetsförmedlingen här"
        assert carried(old, new, "förmed") == "förmed"
        assert carried(old, new, "arbets") == "Arbets"

    def test_composed_and_decomposed_letters_are_the_same_word(self) -> None:
        new = "Vi är på väg åt Åsele i år."
        old = unicodedata.normalize("NFD", new)
        assert carried(old, new, unicodedata.normalize("NFD", "väg åt")) == "väg åt"

    def test_an_emoji_of_several_code_points_is_one(self) -> None:
        family = "👩\u200d👩\u200d👧"
        assert carried(f"ja {family} så", f"jaha {family} precis så", family) == family
        assert carried(f"ja {family} så", "ja 👩 så", f"ja {family}") == "ja 👩"

    def test_a_passage_across_turns_takes_a_new_label_in(self) -> None:
        old, new = "IP: ett två tre fyra", "IP: ett två\nI: tre fyra"
        assert carried(old, new, "två tre") == "två\nI: tre"

    def test_rewriting_is_no_replacing(self) -> None:
        old = "före " + " ".join(f"gammalt{chr(97 + n)}" for n in range(MOST_REPLACED + 1)) + " efter"
        new = "före " + " ".join(f"Ö{chr(97 + n) * 6}" for n in range(MOST_REPLACED + 1)) + " efter"
        assert carried(old, new, "gammaltb") is None
        assert carried(old, new, "före gammalta gammaltb") == "före"
        assert carried(old, new, old) == new

    def test_a_common_word_in_a_sentence_written_anew_is_no_survivor(self) -> None:
        old = "Det är bra. Vi träffas och pratar varje månad om hur det går. Det är så."
        new = "Det är bra. Kommunens handläggare möter sällan någon, och sådant tar alltid tid. Det är så."
        assert carried(old, new, "och pratar") != "och"

    def test_the_white_space_of_a_passage_that_stays_is_kept(self) -> None:
        assert carried("a b  c d", "x a b  c d", "b  c ") == "b  c "

    def test_changed_says_whether_it_reads_otherwise(self) -> None:
        alignment = align("ett två tre", "noll ett två")
        assert [
            placed and placed.changed for placed in (alignment.placed(Span(0, 7)), alignment.placed(Span(4, 11)))
        ] == [False, True]

    def test_a_moved_text_loses_its_passages_rather_than_misplacing_them(self) -> None:
        old, new = "alfa beta\ngamma delta\nepsilon zeta", "gamma delta\nepsilon zeta\nalfa beta"
        assert carried(old, new, "gamma delta") == "gamma delta"
        assert carried(old, new, "alfa beta") is None


class TestReplaced:
    def test_what_lies_in_a_replaced_name_takes_the_whole_replacement(self) -> None:
        old = "Jag heter Anna Lind, sa Anna."
        new, alignment = replaced(old, [(Span(10, 19), "[Person 3]"), (Span(24, 28), "[Person 3]")])
        assert new == "Jag heter [Person 3], sa [Person 3]."
        assert carried(old, new, "heter Anna", alignment) == "heter [Person 3]"
        assert carried(old, new, "Lind", alignment) == "[Person 3]"
        assert carried(old, new, "heter", alignment) == "heter"

    def test_passages_that_overlap_or_lie_outside_are_refused(self) -> None:
        for wrong in ([(Span(0, 3), "x"), (Span(2, 4), "y")], [(Span(3, 9), "x")]):
            with pytest.raises(ValueError, match="overlaps"):
                replaced("abcdef", wrong)

    @given(st.data())
    def test_what_is_kept_points_at_exactly_its_characters(self, data: st.DataObject) -> None:
        """For any text and any edits of it: what no edit touches reads the same, wherever it is."""
        old = data.draw(st.text(st.sampled_from("ab åä\u0308\n👩\u200d👧.I:"), min_size=1, max_size=60))
        cuts = sorted(data.draw(st.lists(st.integers(0, len(old)), max_size=8)))
        edits = [
            (Span(start, end), data.draw(st.text(st.sampled_from("xy ö\n"), max_size=5)))
            for start, end in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        new, alignment = replaced(old, edits)
        start = data.draw(st.integers(0, len(old) - 1))
        end = data.draw(st.integers(start + 1, len(old)))
        passage = Span(start, end)
        if any(span.overlaps(passage) or (start < span.start < end) for span, _text in edits):
            return
        found = alignment.place(passage)
        if old[start:end].isspace():
            return
        assert found is not None and new[found.start : found.end] == old[start:end]
        shift = sum(len(text) - len(span) for span, text in edits if span.end <= start)
        assert found.start == start + shift


# Known edits of words that can be told apart: letters of the old ones and of the new ones are never the same.
_OLD, _NEW = string.ascii_lowercase[:13], string.ascii_lowercase[13:]


def _word(number: int, letters: str) -> str:
    return letters[number % 13] * 2 + letters[number // 13 % 13] * 3 + letters[number // 169 % 13] * 4


@dataclass(frozen=True)
class Edit:
    """A text of words before and after; each word is known by its number, new ones by numbers of their own."""

    old: list[str]
    new: list[str]
    came_from: list[int | None]
    """For each new word the old one that it is; None for one that came."""


_SPACE = st.sampled_from([" ", "  ", "\n", "\nIP: ", ", ", " 👩\u200d👧 ", " – "])


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """Words kept, deleted, put in and replaced, in any order."""
    count = draw(st.integers(1, 25))
    old = [_word(number, _OLD) for number in range(count)]
    new: list[str] = []
    came_from: list[int | None] = []
    fresh = 0
    for number, word in enumerate(old):
        for _ in range(draw(st.sampled_from([0, 0, 0, 1, 2]))):
            new.append(_word(fresh, _NEW))
            came_from.append(None)
            fresh += 1
        if draw(st.sampled_from([True, True, False])):
            new.append(word)
            came_from.append(number)
    return Edit(old, new, came_from)


def _spans(words: list[str]) -> list[Span]:
    found, at = [], 0
    for word in words:
        found.append(Span(at, at + len(word)))
        at += len(word) + 1
    return found


def _expected(edit: Edit, first: int, last: int) -> tuple[int, int] | None:
    """The new words (first and last) that old words first to last are now, by the stated rules."""
    kept = {source: target for target, source in enumerate(edit.came_from) if source is not None}
    found: list[int] = [kept[number] for number in range(first, last + 1) if number in kept]
    # Runs of gone words with new ones in their place.
    anchors = [(-1, -1), *sorted(kept.items()), (len(edit.old), len(edit.new))]
    for (a, c), (b, d) in pairwise(anchors):
        gone, come = range(a + 1, b), range(c + 1, d)
        touched = gone and come and first <= gone[-1] and gone[0] <= last
        if touched and max(len(gone), len(come)) <= min(MOST_REPLACED, MOST_TIMES * min(len(gone), len(come))):
            found += [come[0], come[-1]]
    return (min(found), max(found)) if found else None


class TestAnyEdit:
    @settings(max_examples=300)
    @given(edits(), st.data())
    def test_a_passage_points_at_exactly_its_surviving_words(self, edit: Edit, data: st.DataObject) -> None:
        old, new = " ".join(edit.old), " ".join(edit.new)
        first = data.draw(st.integers(0, len(edit.old) - 1))
        last = data.draw(st.integers(first, len(edit.old) - 1))
        was, now = _spans(edit.old), _spans(edit.new)
        expected = _expected(edit, first, last)
        found = align(old, new).place(Span(was[first].start, was[last].end))
        assert found == (Span(now[expected[0]].start, now[expected[1]].end) if expected else None)

    @settings(max_examples=200)
    @given(edits(), st.data())
    def test_whatever_stands_between_the_words(self, edit: Edit, data: st.DataObject) -> None:
        """Turns, punctuation, emoji between them: surviving words at both ends stay at both ends."""
        old = "".join(word + data.draw(_SPACE) for word in edit.old)
        new = "".join(word + data.draw(_SPACE) for word in edit.new)
        kept = sorted(number for number in edit.came_from if number is not None)
        if not kept:
            return
        first = data.draw(st.sampled_from(kept))
        last = data.draw(st.sampled_from([number for number in kept if number >= first]))
        start, end = old.index(edit.old[first]), old.index(edit.old[last]) + len(edit.old[last])
        found = align(old, new).place(Span(start, end))
        assert found == Span(new.index(edit.old[first]), new.index(edit.old[last]) + len(edit.old[last]))

    @given(st.text(max_size=80), st.text(max_size=80), st.data())
    def test_any_two_texts_can_be_aligned(self, old: str, new: str, data: st.DataObject) -> None:
        """Parts rise in both texts and kept ones read the same; a passage stays inside, in order."""
        alignment = align(old, new)
        reached = Span(0, 0)
        for part in alignment.parts:
            assert part.old.start >= reached.start and part.new.start >= reached.end
            assert len(part.old) and len(part.new)
            reached = Span(part.old.end, part.new.end)
            if part.kind.value == "kept":
                assert old[part.old.start : part.old.end] == new[part.new.start : part.new.end]
        assert reached.start <= len(old) and reached.end <= len(new)
        if old:
            start = data.draw(st.integers(0, len(old) - 1))
            end = data.draw(st.integers(start + 1, len(old)))
            found = alignment.place(Span(start, end))
            assert found is None or 0 <= found.start < found.end <= len(new)
            assert 0 <= alignment.near(start) <= len(new)

    @given(st.text(max_size=80))
    def test_a_text_is_itself(self, text: str) -> None:
        alignment = align(text, text)
        for start, end in ((0, len(text)), (len(text) // 3, 2 * len(text) // 3)):
            if text[start:end].strip():
                found = alignment.placed(Span(start, end))
                assert found is not None and text[found.span.start : found.span.end].strip() == text[start:end].strip()

    @settings(max_examples=100)
    @given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["delete", "insert"])), min_size=10, max_size=10))
    def test_a_chain_of_ten_corrections_equals_one(self, operations: list[tuple[int, str]]) -> None:
        """What stands on words that outlive all ten is where one correction from first to last puts it."""
        words = [_word(number, _OLD) for number in range(30)]
        first, spans = " ".join(words), {}
        chained = {
            (i, j): Span(_spans(words)[i].start, _spans(words)[j].end) for i in range(30) for j in (i, i + 3) if j < 30
        }
        text, fresh = list(words), 0
        for place, operation in operations:
            before = " ".join(text)
            if operation == "delete" and len(text) > 1:
                del text[place % len(text)]
            else:
                text.insert(place % (len(text) + 1), _word(fresh, _NEW))
                fresh += 1
            alignment = align(before, " ".join(text))
            spans = {key: alignment.place(span) for key, span in chained.items()}
            chained = {key: span for key, span in spans.items() if span is not None}
        at_once = align(first, " ".join(text))
        for (i, j), span in chained.items():
            if words[i] in text and words[j] in text:
                start = _spans(words)[i].start
                assert at_once.place(Span(start, _spans(words)[j].end)) == span


class TestEdited:
    @given(st.text(max_size=30), st.text(max_size=20), st.text(max_size=20), st.text(max_size=30))
    def test_an_edit_of_one_piece_moves_nothing_else(self, before: str, piece: str, by: str, behind: str) -> None:
        old = before + piece + behind
        new, alignment = edited(old, Span(len(before), len(before) + len(piece)), by)
        assert new == before + by + behind
        for text, shift, start in ((before, 0, 0), (behind, len(by) - len(piece), len(before) + len(piece))):
            if text.strip():
                assert alignment.place(Span(start, start + len(text))) == Span(start + shift, start + shift + len(text))


class TestLongTexts:
    def test_two_hundred_thousand_words_stay_in_bounds(self) -> None:
        """Words that recur all the time, and hundreds of changes: no more than some seconds and megabytes."""
        words = [f"ord{number * number % 4001}" for number in range(200_000)]
        new = list(words)
        for place in range(190_000, 0, -997):
            new[place : place + 1] = [] if place % 2 else ["infogat", "stycke"]
        old_text = " ".join(words)
        alignment = align(old_text, " ".join(new))
        tail = Span(len(old_text) - 20, len(old_text))
        placed = alignment.placed(tail)
        assert placed is not None and not placed.changed
        assert sum(len(part.old) for part in alignment.parts) > 0.95 * len(old_text)

    def test_one_word_over_and_over(self) -> None:
        old = "mm " * 60_000
        alignment = align(old, "ja " + "mm " * 30_000 + "nej " + "mm " * 29_000)
        assert sum(len(part.old) for part in alignment.parts) > 0.95 * len("mm " * 59_000)
