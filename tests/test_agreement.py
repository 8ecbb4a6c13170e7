"""Agreement: against published examples, against the libraries made for it, and against units marked one by one."""

import random
from collections import Counter
from itertools import combinations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from coder.errors import CoderError
from coder.i18n import translator
from coder.project import Project
from coder.queries.agreement import ALL, Agreement, CodeAgreement, Comparison, Estimate, agreement
from coder.queries.agreement_words import basis, nothing, prompted, reading
from coder.queries.columns import Ints
from coder.queries.reliability import Counts, figures, intervals
from coder.queries.transcript import transcript
from coder.queries.units import Units
from coder.spans import Span, sentences
from coder.terms import CHARACTER, SENTENCE, TURN, UNITS
from tests.conftest import Opener, passage

ENGLISH = translator("en")
Values = list[list[list[int]]]
"""0 or 1 for each code, coder and unit."""


def counts_of(values: Values) -> Counts:
    """What the coders gave each unit, every unit a turn of its own."""
    coders, units = len(values[0]), len(values[0][0])
    kinds = tuple(range(1, 2**coders))
    coded = np.zeros((units, len(values), len(kinds)))
    for code, by_coder in enumerate(values):
        for unit, given_ in enumerate(zip(*by_coder, strict=True)):
            kind = sum(value << coder for coder, value in enumerate(given_))
            if kind:
                coded[unit, code, kind - 1] = 1
    return Counts(coders, kinds, coded, np.ones(units), ((0, units),))


def tabled(both: int, only_a: int, only_b: int, neither: int) -> list[list[int]]:
    return [
        [1] * both + [1] * only_a + [0] * only_b + [0] * neither,
        [1] * both + [0] * only_a + [1] * only_b + [0] * neither,
    ]


def categories(one: str, other: str) -> Values:
    """Two judges who put each unit into one category: applied or not, for each category."""
    return [[[int(given_ == each) for given_ in judge] for judge in (one, other)] for each in sorted({*one, *other})]


class TestPublished:
    """Worked examples from the literature."""

    def test_krippendorff_2011_binary_data_of_two_observers(self) -> None:
        """*Computing Krippendorff's Alpha-Reliability* (2011), example A: alpha is .095."""
        meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
        owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
        assert round(figures(counts_of([[meg, owen]])).alpha[0], 3) == 0.095

    def test_krippendorff_2011_nominal_data_of_two_observers(self) -> None:
        """The same, example B: twelve units in five categories, alpha .692. A category is a code, and pooled over
        codes of which each unit has just one, alpha is that of the categories."""
        ben, gerry = "aabbdcccedda", "babbbccceddd"
        assert round(figures(counts_of(categories(ben, gerry))).alpha[-1], 3) == 0.692

    @pytest.mark.parametrize(
        ("table", "kappa"),
        [
            (((88, 14, 18), (10, 40, 10), (2, 6, 12)), 0.492),  # Cohen (1960), table 2b
            (((106, 10, 4), (22, 28, 10), (2, 12, 6)), 0.429),  # Fleiss, Cohen & Everitt (1969)
        ],
    )
    def test_cohen_1960_and_fleiss_cohen_and_everitt_1969(
        self, table: tuple[tuple[int, int, int], ...], kappa: float
    ) -> None:
        """Two judges, three categories, 200 units; kappa pooled as alpha above."""
        one = "".join(row * sum(numbers) for row, numbers in zip("abc", table, strict=True))
        other = "".join(column * number for numbers in table for column, number in zip("abc", numbers, strict=True))
        assert round(figures(counts_of(categories(one, other))).kappa[-1], 3) == kappa

    def test_de_vries_2008_pools_before_it_divides(self) -> None:
        """Mean Po .75 (of .70, .80), mean Pe .65 (of .50, .80): .10 / .35, and not the mean of the kappas."""
        values = [tabled(20, 5, 10, 15), tabled(0, 10, 0, 40)]
        found = figures(counts_of(values))
        chance = (0.5 + 0.8) / 2
        assert found.kappa[-1] == pytest.approx(((0.7 + 0.8) / 2 - chance) / (1 - chance))
        assert found.kappa[-1] != pytest.approx(found.kappa[:-1].mean())


@st.composite
def several_codes(draw: st.DrawFn) -> Values:
    coders, units = draw(st.integers(2, 4)), draw(st.integers(2, 25))
    row = st.lists(st.integers(0, 1), min_size=units, max_size=units)
    return draw(st.lists(st.lists(row, min_size=coders, max_size=coders), min_size=1, max_size=4))


class TestLibraries:
    """The figures are those of scikit-learn and of krippendorff wherever these have one."""

    @settings(max_examples=80, deadline=None)
    @given(several_codes())
    def test_each_code(self, values: Values) -> None:
        found = figures(counts_of(values))
        for place, by_coder in enumerate(values):
            assert same(found.kappa[place], mean_kappa(by_coder))
            assert same(found.alpha[place], library_alpha(by_coder))

    @settings(max_examples=40, deadline=None)
    @given(several_codes())
    def test_a_code_nobody_applied_changes_nothing_pooled(self, values: Values) -> None:
        empty = [[0] * len(values[0][0])] * len(values[0])
        found, more = figures(counts_of(values)), figures(counts_of([*values, empty]))
        assert same(found.kappa[-1], more.kappa[-1])
        assert same(found.alpha[-1], more.alpha[-1])

    def test_one_code_pooled_is_the_code(self) -> None:
        found = figures(counts_of([tabled(20, 5, 10, 15)]))
        assert found.kappa[0] == pytest.approx(found.kappa[-1])
        assert found.alpha[0] == pytest.approx(found.alpha[-1])


def mean_kappa(by_coder: list[list[int]]) -> float:
    pairs = []
    for one, other in combinations(by_coder, 2):
        if len({*one, *other}) > 1:
            pairs.append(float(cohen_kappa_score(one, other)))
    return float(np.mean(pairs)) if pairs else float("nan")


def library_alpha(by_coder: list[list[int]]) -> float:
    if len({value for row in by_coder for value in row}) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=by_coder, level_of_measurement="nominal"))


def same(found: float | None, expected: float) -> bool:
    if found is None or np.isnan(found):
        return bool(np.isnan(expected))
    return bool(found == pytest.approx(expected, abs=1e-9))


def test_coders_who_code_at_random_agree_no_better_than_chance() -> None:
    """With unlike prevalence: one applies each code to half of the units, the other to a tenth or less. Over 30 studies
    the pooled kappa lies around zero, and none strays further than chance has it (its deviation is .003)."""
    pooled = []
    for seed in range(30):
        dice = np.random.default_rng(seed)
        values = [[(dice.random(2000) < share).astype(int).tolist() for share in (0.5, 0.1 / n)] for n in range(1, 9)]
        pooled.append(figures(counts_of(values)).kappa[-1])
    assert abs(np.mean(pooled)) < 0.0025
    assert np.max(np.abs(pooled)) < 0.015
    low, high = intervals(counts_of(values), 200)[0][:, -1]
    assert low < 0 < high


@pytest.mark.parametrize("seed", range(3))
def test_the_whole_way_from_random_codings_too(project: Project, seed: int) -> None:
    """A thousand turns, three codes; Maja applies each to half of them, Tor to a twentieth."""
    text = "I: Och?\nIP: Jo då.\n" * 1000
    (project.transcripts_folder / "lång.txt").write_text(text, encoding="utf-8")
    project.load()
    view = project.ask(transcript, "lång")
    speeches = [each.turn.speech for each in view.turns if not each.turn.interviewer]
    dice = np.random.default_rng(seed)
    lines = ["source,start,end,code,coder"]
    for coder, share in (("Maja", 0.5), ("Tor", 0.05)):
        for code in ("stuprör", "buss", "praktik"):
            coded = [
                speech for speech, drawn in zip(speeches, dice.random(len(speeches)), strict=True) if drawn < share
            ]
            lines += [f"lång,{speech.start},{speech.end},{code},{coder}" for speech in coded]
    (project.folder / "codings.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    project.import_codings(project.folder / "codings.csv")
    found = project.ask(agreement, Comparison(("Maja", "Tor")))
    pooled = found.rows[0].kappa
    assert found.units == 1000 and found.rows[0].codings == len(lines) - 1
    assert pooled.value is not None and abs(pooled.value) < 0.03
    assert pooled.low is not None and pooled.high is not None and pooled.low < 0.02 and pooled.high > -0.02


def test_intervals_are_repeatable_and_hold_the_figure() -> None:
    chance = random.Random(2)
    one = [int(chance.random() < 0.3) for _unit in range(200)]
    other = [value if chance.random() < 0.9 else 1 - value for value in one]
    counts = counts_of([[one, other]])
    kappa, alpha = intervals(counts)
    assert np.array_equal(kappa, intervals(counts)[0])
    found = figures(counts)
    assert kappa[0, 0] < found.kappa[0] < kappa[1, 0]
    assert alpha[0, 0] < found.alpha[0] < alpha[1, 0]
    assert 0.1 < kappa[1, 0] - kappa[0, 0] < 0.4


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda pair: Span(pair[0], sum(pair))), max_size=5
)


class TestUnits:
    """Units that a combination of coders has coded, against marking them one by one."""

    @settings(max_examples=200, deadline=None)
    @given(st.lists(SPANS, min_size=2, max_size=3), st.sampled_from(UNITS))
    def test_patterns(self, codings: list[list[Span]], unit: str) -> None:
        text = "Först det ena. Sedan det andra! Och så, t.ex. det tredje? Nej. Slut."
        turns = [Span(6, 40), Span(45, 60)]
        parts = [list(sentences(text, turn.start, turn.end)) if unit == SENTENCE else [turn] for turn in turns]
        begin, end = on_line([part for turn in parts for part in turn])
        turn = np.repeat(np.arange(len(turns)), [len(each) for each in parts])
        units = Units(begin, end, turn, np.zeros(len(turns), np.int64), unit == CHARACTER)
        found: list[Counter[int]] = [Counter() for _turn in turns]
        for at, coders, number in zip(*units.patterns([on_line(spans) for spans in codings]), strict=True):
            found[at][coders] += number
        assert found == [by_marking(text, each, unit, codings) for each in turns]
        assert units.of_turns.tolist() == [len(units_in(text, each, unit)) for each in turns]


def on_line(spans: list[Span]) -> tuple[Ints, Ints]:
    begin, end = (np.array([getattr(span, name) for span in spans], np.int64) for name in ("start", "end"))
    return begin, end


def units_in(text: str, speech: Span, unit: str) -> list[range]:
    return {
        TURN: [range(speech.start, speech.end)],
        SENTENCE: [range(each.start, each.end) for each in sentences(text, speech.start, speech.end)],
        CHARACTER: [range(at, at + 1) for at in range(speech.start, speech.end)],
    }[unit]


def by_marking(text: str, speech: Span, unit: str, codings: list[list[Span]]) -> Counter[int]:
    found: Counter[int] = Counter()
    for characters in units_in(text, speech, unit):
        kind = 0
        for coder, spans in enumerate(codings):
            if any(span.contains(at) for at in characters for span in spans):
                kind |= 1 << coder
        found[kind] += 1
    del found[0]
    return found


def coded_at_random(opened: Opener, coders: tuple[str, ...], seed: int) -> Project:
    """Overlapping, nested and adjacent codings by several coders in two sources."""
    chance = random.Random(seed)
    project = opened(coders[0])
    codes = ("stuprör", "buss", "praktik")
    for coder in coders:
        own = opened(coder)
        for source in ("ame", "gemensam"):
            view = own.ask(transcript, source)
            for _number in range(8):
                turn = chance.choice(view.turns).turn.speech
                start = chance.randrange(turn.start, turn.end)
                end = min(len(view.text), start + chance.randrange(1, 60))
                own.apply_code(source, start, end, chance.choice(codes))
    return project


class TestProject:
    """The whole way from codings in a project, against units marked one by one."""

    @pytest.mark.parametrize("unit", UNITS)
    @pytest.mark.parametrize("coders", [("Maja", "Tor"), ("Eva", "Maja", "Tor")])
    @pytest.mark.parametrize("with_interviewer", [False, True])
    def test_figures(self, opened: Opener, unit: str, coders: tuple[str, ...], with_interviewer: bool) -> None:
        project = coded_at_random(opened, coders, len(coders))
        found = project.ask(agreement, Comparison(coders, unit, with_interviewer=with_interviewer))
        assert found.sources == ("ame", "gemensam")
        for row in found.rows:
            if row.code == ALL:
                continue
            values = marked(project, coders, unit, row.code, with_interviewer)
            assert row.units == found.units == len(values[0])
            assert same(row.kappa.value, mean_kappa(values))
            assert same(row.alpha.value, library_alpha(values))
            if len(coders) == 2:
                pairs = Counter(zip(*values, strict=True))
                assert (row.both, row.only_a, row.only_b) == (pairs[1, 1], pairs[1, 0], pairs[0, 1])
                assert row.agreed_share == pytest.approx((pairs[1, 1] + pairs[0, 0]) / row.units)
            else:
                assert (row.both, row.only_a, row.only_b) == (None, None, None)

    def test_only_what_all_of_them_have_coded_or_call_finished(self, opened: Opener) -> None:
        maja, tor = opened("Maja"), opened("Tor")
        for project in (maja, tor):
            project.apply_code("ame", *passage(project, "ame", "Stuprören"), "stuprör")
        maja.apply_code("gemensam", *passage(maja, "gemensam", "Närheten"), "närhet")
        assert maja.ask(agreement).sources == ("ame",)
        assert maja.ask(agreement, Comparison(finished=True)).rows == ()
        for project in (maja, tor):
            project.finish("gemensam")
        assert maja.ask(agreement, Comparison(finished=True)).sources == ("gemensam",)

    def test_what_is_undefined_is_none(self, opened: Opener) -> None:
        maja, tor = opened("Maja"), opened("Tor")
        for project in (maja, tor):
            project.apply_code("ame", 0, len(project.ask(transcript, "ame").text), "stuprör")
        row = maja.ask(agreement).rows[0]
        assert (row.agreed_share, row.kappa, row.alpha) == (1.0, Estimate(None), Estimate(None))

    def test_an_unknown_coder_and_a_single_one_are_refused(self, project: Project) -> None:
        project.apply_code("ame", *passage(project, "ame", "Stuprören"), "stuprör")
        for coders in (("Maja",), ("Maja", "Nobody"), ("Maja", "adjudicated")):
            with pytest.raises(CoderError):
                project.ask(agreement, Comparison(coders))

    def test_says_what_to_do_where_nothing_can_be_compared(self, opened: Opener) -> None:
        maja = opened("Maja")
        assert "Let a second coder code" in nothing(maja.ask(agreement), ENGLISH)
        opened("Tor").apply_code("gemensam", *passage(maja, "gemensam", "Närheten"), "närhet")
        maja.apply_code("ame", *passage(maja, "ame", "Stuprören"), "stuprör")
        found = maja.ask(agreement, Comparison(("Maja", "Tor")))
        assert nothing(found, ENGLISH) == "Maja and Tor have coded no interview together."


def marked(project: Project, coders: tuple[str, ...], unit: str, code: str, with_interviewer: bool) -> list[list[int]]:
    values: list[list[int]] = [[] for _coder in coders]
    for source in ("ame", "gemensam"):
        view = project.ask(transcript, source)
        for item in view.turns:
            speech = item.turn.speech
            if item.turn.interviewer and not with_interviewer:
                continue
            spans = {
                TURN: [speech],
                SENTENCE: list(sentences(view.text, speech.start, speech.end)),
                CHARACTER: [Span(at, at + 1) for at in range(speech.start, speech.end)],
            }[unit]
            for place, coder in enumerate(coders):
                theirs = [Span(c.start, c.end) for c in view.codings if c.coder == coder and c.code == code]
                values[place] += [int(any(each.overlaps(span) for each in theirs)) for span in spans]
    return values


class TestWords:
    """What people read beside the figures."""

    @pytest.mark.parametrize(
        ("alpha", "low", "high", "word"),
        [
            (0.80, 0.80, 0.9, "reliable"),
            (0.85, 0.70, 0.9, "reliable?"),
            (0.667, 0.667, 0.79, "tentative"),
            (0.70, 0.50, 0.85, "tentative?"),
            (0.6669, 0.5, 0.66, "not reliable"),
            (None, None, None, "undefined"),
        ],
    )
    def test_krippendorff_s_marks(self, alpha: float | None, low: float | None, high: float | None, word: str) -> None:
        assert reading(row_of(alpha, low, high, 12), ENGLISH) == word

    def test_fewer_than_ten_applications_say_nothing(self) -> None:
        assert reading(row_of(1.0, None, None, 9), ENGLISH) == "too few"

    def test_how_far_the_program_had_a_hand_in_it(self) -> None:
        row = row_of(0.9, 0.8, 1.0, 20, began=3, in_sight=1)
        assert row.prompted_share == 0.2
        assert "3 began as suggestions and 1 were made with one in sight (20 %)" in prompted(row, ENGLISH)
        assert prompted(row_of(0.9, 0.8, 1.0, 20), ENGLISH).startswith("None of the 20 codings")

    def test_characters_are_said_to_be_for_ends(self) -> None:
        found = Agreement(("Maja", "Tor"), CHARACTER, False, False, ("ame",), 100, ())
        assert basis(found, ENGLISH).startswith("Maja and Tor: 1 interview, 100 characters.")
        assert "Campbell et al. 2013" in basis(found, ENGLISH)


def row_of(
    alpha: float | None, low: float | None, high: float | None, codings: int, began: int = 0, in_sight: int = 0
) -> CodeAgreement:
    return CodeAgreement("x", 50, 5, 1, 1, 0.9, Estimate(0.5), Estimate(alpha, low, high), codings, began, in_sight)


def test_the_bundled_study(bundled: Project) -> None:
    """Four interviews by Maja and Tor."""
    found = bundled.ask(agreement)
    assert found.coders == ("Maja", "Tor")
    assert found.sources == ("ame-lycksele", "fk-umea", "gemensam-asele-dorotea", "sf-umea")
    pooled = found.rows[0]
    assert pooled.code == ALL and pooled.codings == 280
    assert pooled.alpha.low is not None and pooled.alpha.value is not None and pooled.alpha.high is not None
    assert pooled.alpha.low < pooled.alpha.value < pooled.alpha.high
    assert all(row.kappa.low is None for row in found.rows if row.too_few)
