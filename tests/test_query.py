"""Expressions of codes: their grammar, what they find against a plain evaluation, and saving them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from coder.errors import CoderError
from coder.model import Coder, table_of
from coder.project import Facets, Project
from coder.queries.combining import combined, query
from coder.queries.expression import (
    And,
    Code,
    Condition,
    Expression,
    Followed,
    Inside,
    Near,
    Not,
    Or,
    Overlapping,
    Quoted,
    Words,
    written,
)
from coder.queries.expression_reading import ExpressionError, parse
from coder.queries.saved import saved_queries
from coder.queries.selection import ALL_CODERS, DEFAULT, Selection
from coder.spans import folded
from tests.command_line import CommandLine
from tests.conftest import CODEBOOK, Opener, passage
from tests.figures_study import CODERS, HEADS, OF_SPEAKERS, TEXTS, Applied, applied, apply, main_coders

# The grammar


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("stuprör och avstånd eller praktik", "stuprör and avstånd or praktik"),
        ("stuprör OCH (avstånd eller praktik)", "stuprör and (avstånd or praktik)"),
        ("stuprör inte avstånd", "stuprör and not avstånd"),
        ("!stuprör & avstånd | praktik", "not stuprör and avstånd or praktik"),
        ("stuprör nära praktik", "stuprör near praktik"),
        ("stuprör na\u0308ra 3 repliker från praktik", "stuprör within 3 turns of praktik"),
        ("stuprör inom 3 repliker från praktik", "stuprör within 3 turns of praktik"),
        ("stuprör near 3 praktik", "stuprör within 3 turns of praktik"),
        ("stuprör inom hinder", "stuprör inside hinder"),
        ("stuprör överlappar hinder följt av praktik", "stuprör overlapping hinder followed by praktik"),
        ("stuprör följt inom 4 repliker av praktik", "stuprör followed within 4 turns by praktik"),
        ("bara hinder", "only hinder"),
        ("gäller:af röst=annan läge!=saknas", "about=af and voice=annan and not mode=saknas"),
        ('"mellan stolarna"', '"mellan stolarna"'),
        ("”mellan stolarna” ord=”i dag”", '"mellan stolarna" and text="i dag"'),
        ('case="Föreningen ""Ja"""', 'case="Föreningen ""Ja"""'),
        ('kod="när"', "när"),
        ("kod=near", 'code="near"'),
        ("a near (b near c)", "a near (b near c)"),
        ("a and b and c", "a and b and c"),
        ("a and (b and c)", "a and (b and c)"),
    ],
)
def test_what_is_read_is_written_in_plain_english(text: str, plain: str) -> None:
    assert written(parse(text)) == plain
    assert parse(plain) == parse(text)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("", 1, "an expression"),
        ("stuprör and", 12, "not the end"),
        ("stuprör and and praktik", 13, "not “and”"),
        ("(stuprör or praktik", 20, "“)”"),
        ("stuprör) praktik", 8, "and, or, near"),
        ('stuprör "mellan', 9, "not closed"),
        ("kind=and ) or or", 10, "and, or, near"),
        ("kind=) or x", 6, "a value for kind"),
        ("stuprör followed praktik", 18, "“by”"),
        ("stuprör followed within by praktik", 25, "a number of turns"),
        ("only (a)", 6, "a code"),
        ('""', 1, "words"),
        ("=x", 1, "a code"),
        ("a " * 400, 601, "too long"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(text: str, column: int, expected: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse(text)
    assert (error.value.column, "\n" in str(error.value)) == (column, False)
    assert expected in str(error.value)


NAMED = st.text('abåä\u0308 _-"(=&near', min_size=1, max_size=8).filter(str.strip)


def trees(atoms: st.SearchStrategy[Expression], most: int = 8) -> st.SearchStrategy[Expression]:
    turns = st.integers(0, 3)

    def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        pair = {"left": inner, "right": inner}
        return st.one_of(
            st.builds(Not, inner),
            *(st.builds(kind, **pair) for kind in (And, Or, Overlapping, Inside)),
            st.builds(Near, **pair, turns=turns),
            st.builds(Followed, **pair, turns=turns),
        )

    return st.recursive(atoms, larger, max_leaves=most)


@given(
    trees(
        st.one_of(
            st.builds(Code, NAMED, st.booleans()),
            st.builds(Quoted, NAMED),
            st.builds(Words, NAMED),
            st.builds(Condition, st.sampled_from(["about", "kind", "storlek"]), NAMED),
        )
    )
)
def test_every_expression_can_be_written_and_read_again(expression: Expression) -> None:
    assert parse(written(expression)) == expression


@given(st.text('stuprör and or not near()="!&| inom 2 av', max_size=40))
def test_whatever_is_typed_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as error:
        assert 1 <= error.column <= len(text) + 1
        assert "\n" not in str(error)


# What is found, against a plain evaluation

TREE = {"hinder": ("stuprör", "avstånd", "buss"), "avstånd": ("buss",), "möjligheter": ("praktik", "närhet")}


@pytest.fixture(scope="module")
def interviews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Three interviews with several speakers, and two coders."""
    folder = tmp_path_factory.mktemp("queries") / "study"
    (folder / "transcripts").mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, text in TEXTS.items():
        (folder / "transcripts" / f"{name}.txt").write_text(f"---\n{HEADS[name]}\n---\n{text}", encoding="utf-8")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    with project.store.writing() as connection:
        for name in CODERS:
            if connection.execute(select(Coder.id).where(Coder.name == name)).first() is None:
                connection.execute(table_of(Coder).insert().values(id=f"coder {name}", name=name))
    yield project
    project.close()


@dataclass(frozen=True)
class Coded:
    """A coding with the speech it covers: offsets by turn."""

    number: int
    of: Applied
    turns: dict[int, set[int]]

    @property
    def speech(self) -> set[int]:
        return set().union(*self.turns.values())

    def is_beside(self, other: "Coded") -> bool:
        return self is not other and (self.of.source, self.of.coder) == (other.of.source, other.of.coder)

    def shares(self, other: "Coded") -> bool:
        return self.is_beside(other) and bool(self.speech & other.speech)


Kept = dict[int, set[int]]
"""By coding (its number), the turns of it that are still meant."""


class Plainly:
    """The definitions of ``combining``, word by word over a list of codings."""

    def __init__(self, codings: list[Applied], everyone: bool, with_interviewer: bool) -> None:
        main = main_coders(codings)
        self.counted: dict[str, list[int]] = {}
        self.codings = []
        for number, each in enumerate(codings):
            turns = {}
            for turn, start, end in self._turns(each.source, with_interviewer):
                covered = set(range(max(start, each.start), min(end, each.end)))
                if covered:
                    turns[turn] = covered
            if turns and (everyone or each.coder == main[each.source]):
                self.codings.append(Coded(number, each, turns))

    def _turns(self, source: str, with_interviewer: bool) -> Iterator[tuple[int, int, int]]:
        offset = 0
        self.counted[source] = []
        for turn, line in enumerate(TEXTS[source].splitlines(keepends=True), 1):
            label, words = line.rstrip("\n").split(": ", 1)
            if label != "I" or with_interviewer:
                self.counted[source].append(turn)
                yield turn, offset + len(label) + 2, offset + len(label) + 2 + len(words)
            offset += len(line)

    def found(self, expression: Expression) -> set[int]:
        return {number for number, turns in self._kept(expression)[0].items() if turns}

    def _those(self, kept: Kept) -> list[Coded]:
        return [each for each in self.codings if kept.get(each.number)]

    def _whole(self, condition: "list[Coded]") -> Kept:
        return {each.number: set(each.turns) for each in condition}

    def _kept(self, expression: Expression) -> tuple[Kept, bool]:
        match expression:
            case Code(name, only):
                names = {name} if only else {name, *TREE.get(name, ())}
                return self._whole([each for each in self.codings if each.of.code in names]), False
            case Words(text):
                said = [c for c in self.codings if text in folded(TEXTS[c.of.source][c.of.start : c.of.end])]
                return self._whole(said), True
            case Condition():
                return {c.number: {t for t in c.turns if self._holds(expression, c, t)} for c in self.codings}, True
            case Not(inner):
                kept, condition = self._kept(inner)
                if condition:
                    return {c.number: set(c.turns) - kept.get(c.number, set()) for c in self.codings}, True
                those = self._those(kept)
                return self._whole(
                    [c for c in self.codings if c not in those and not any(c.shares(o) for o in those)]
                ), True
            case Or(left, right):
                (a, one), (b, other) = self._kept(left), self._kept(right)
                return {c.number: a.get(c.number, set()) | b.get(c.number, set()) for c in self.codings}, one and other
            case And(left, right):
                (a, one), (b, other) = self._kept(left), self._kept(right)
                if one or other:
                    both = {c.number: a.get(c.number, set()) & b.get(c.number, set()) for c in self.codings}
                    return both, one and other
                those = self._those(b)
                return {c.number: a[c.number] for c in self._those(a) if c in those or any(map(c.shares, those))}, False
            case _:
                assert not isinstance(expression, Quoted)
                kept, others = self._kept(expression.left)[0], self._those(self._kept(expression.right)[0])
                placed = [c for c in self._those(kept) if any(self._stands(expression, c, o) for o in others)]
                return {c.number: kept[c.number] for c in placed}, False

    def _holds(self, condition: Condition, coded: Coded, turn: int) -> bool:
        label = TEXTS[coded.of.source].splitlines()[turn - 1].split(": ")[0]
        case, kind, place = OF_SPEAKERS.get((coded.of.source, label), ("", "", ""))
        facets = {"voice": coded.of.voice, "mode": coded.of.mode, "source": coded.of.source}
        facets |= {"case": case, "kind": kind, "place": place}
        if condition.name == "about":
            return condition.value in coded.of.about
        return facets[condition.name] == condition.value

    def _stands(self, expression: Expression, c: Coded, o: Coded) -> bool:
        if not c.is_beside(o):
            return False
        match expression:
            case Overlapping():
                return bool(c.speech & o.speech)
            case Near(turns=turns):
                return any(abs(t - u) <= turns for t in c.turns for u in o.turns)
            case Inside():
                return c.speech <= o.speech
            case Followed(turns=turns):
                counted = self.counted[c.of.source]
                apart = counted.index(min(o.turns)) - counted.index(max(c.turns))
                return min(o.speech) > max(c.speech) and apart <= turns
            case _:
                raise AssertionError(expression)


ATOMS: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Code, st.sampled_from(["hinder", "stuprör", "avstånd", "praktik", "närhet"]), st.booleans()),
    st.builds(Words, st.sampled_from(["a", "för", "alla"])),
    st.sampled_from(
        [
            *(Condition("kind", value) for value in ("kommun", "stat")),
            *(Condition(*each) for each in (("case", "Fall två"), ("source", "två"), ("about", "af"))),
            *(Condition(*each) for each in (("voice", "self"), ("mode", "wanted"), ("place", "norra"))),
        ]
    ),
)


def test_what_is_found_is_what_the_definitions_say(interviews: Project) -> None:
    @settings(max_examples=40, deadline=None)
    @given(applied(), st.lists(trees(ATOMS, 5), min_size=6, max_size=6), st.booleans(), st.booleans())
    def check(codings: list[Applied], asked: list[Expression], everyone: bool, with_interviewer: bool) -> None:
        apply(interviews, codings)
        selection = Selection((ALL_CODERS,) if everyone else (), with_interviewer)
        plainly = Plainly(codings, everyone, with_interviewer)
        for expression in asked:
            ids = interviews.ask(combined, written(expression), selection).ids
            assert {int(identity.removeprefix("coding-")) for identity in ids} == plainly.found(expression)
            assert len(set(ids)) == len(ids)

    check()


# In a project


@pytest.fixture
def coded(project: Project) -> Project:
    for source, words, code, facets in (
        ("ame", "Stuprören.", "stuprör", Facets(("af",))),
        ("ame", "Stuprören. Folk", "hinder", Facets()),
        ("ame", "Den är indragen", "buss", Facets((), "other", "missing")),
        ("gemensam", "Närheten, vi känner alla.", "närhet", Facets(("unga",))),
        ("gemensam", "Praktik fungerar, fast stuprören står kvar.", "praktik", Facets()),
        ("gemensam", "stuprören står kvar", "stuprör", Facets()),
    ):
        project.apply_code(source, *passage(project, source, words), code, facets)
    return project


def texts(project: Project, expression: str, selection: Selection = DEFAULT) -> list[str]:
    return [row.text for row in project.ask(query, expression, selection).rows]


def test_quotes_of_the_left_side_come_in_order_of_place(coded: Project) -> None:
    assert texts(coded, "hinder") == ["Stuprören.", "Stuprören. Folk", "Den är indragen", "stuprören står kvar"]
    assert texts(coded, "bara hinder") == ["Stuprören. Folk"]
    assert texts(coded, "stuprör inom hinder") == ["Stuprören."]
    assert texts(coded, "stuprör inside praktik or buss") == ["Den är indragen", "stuprören står kvar"]
    assert texts(coded, "stuprör and kind=kommun and place=södra") == ["stuprören står kvar"]
    assert texts(coded, "praktik and not stuprör") == []
    assert texts(coded, '"Indragen buss"') == ["Den är indragen"]
    assert texts(coded, '"STÅR kvar"') == ["Praktik fungerar, fast stuprören står kvar.", "stuprören står kvar"]
    assert texts(coded, "närhet followed by praktik") == ["Närheten, vi känner alla."]
    assert texts(coded, "gäller=arbetsförmedlingen") == ["Stuprören."]
    assert texts(coded, "röst=andra läge=saknas") == ["Den är indragen"]


@pytest.mark.parametrize(
    ("text", "column", "told"),
    [
        ("stuprör and stolar", 13, "“stolar” is no code"),
        ("stuprör and kind=planet", 13, "kind=planet: there is no such value; there are: "),
        ("färg=blå", 1, "“färg” can be asked of nothing here"),
        ("place=", 7, "a value for place"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(coded: Project, text: str, column: int, told: str) -> None:
    with pytest.raises(ExpressionError, match=f"^Column {column}: ") as error:
        coded.ask(query, text)
    assert told in str(error.value)


def test_the_guide_is_asked_for_as_quotes_ask_for_it(study: Path) -> None:
    book = study / "codebook.yaml"
    book.write_text(book.read_text("utf-8") + "guide:\n  - {id: f1, text: Och bussen?}\n", encoding="utf-8")
    project = Project.open(study / "coder.db", "Maja", create=True)
    project.begin()
    project.apply_code("ame", *passage(project, "ame", "Stuprören."), "stuprör")
    project.apply_code("ame", *passage(project, "ame", "Den är indragen"), "buss")
    project.confirm_guide("ame", 3, "f1")
    assert texts(project, "hinder and guide=f1") == ["Den är indragen"]
    assert texts(project, "hinder and not guide=f1") == ["Stuprören."]
    assert project.ask(query, "guide=f1").scope.matched == (1, 0)
    project.close()


def test_an_empty_project_finds_nothing(project: Project) -> None:
    assert texts(project, "hinder near möjligheter or not hinder") == []


# Saving


def test_a_query_is_saved_with_ids_of_codes_and_taken_back(opened: Opener) -> None:
    maja, tor = opened("Maja"), opened("Tor")
    assert maja.save_query(" Bussar ", '"indragen buss" och slag=kommun') == "buss and kind=kommun"
    maja.rename_code("buss", "Tåg")
    assert [(each.name, each.expression, each.coder) for each in maja.ask(saved_queries)] == [
        ("Bussar", "buss and kind=kommun", "Maja")
    ]
    assert maja.ask(query, "buss and kind=kommun").rows == ()
    tor.save_query("BUSSAR", "hinder")
    assert [(each.expression, each.coder) for each in maja.ask(saved_queries)] == [("hinder", "Tor")]
    tor.undo()
    assert [(each.expression, each.coder) for each in maja.ask(saved_queries)] == [("buss and kind=kommun", "Maja")]
    assert maja.forget_query("buss") == "Bussar"
    assert maja.ask(saved_queries) == ()
    maja.undo()
    assert len(maja.ask(saved_queries)) == 1
    for name, expression in (("", "hinder"), ("x", "stolar")):
        with pytest.raises(CoderError):
            maja.save_query(name, expression)


def test_a_code_that_is_gone_is_told_in_one_line(coded: Project) -> None:
    coded.save_query("Bussar", "stuprör or buss")
    coded.merge_codes("buss", "avstånd")
    with pytest.raises(ExpressionError, match=r"^Column 12: “buss” is no code, or is none any more"):
        coded.ask(query, coded.ask(saved_queries)[0].expression)


class TestCommandLine:
    @pytest.fixture
    def coder(self, coded: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
        return CommandLine(coded.folder, monkeypatch, capsys)

    def test_what_is_found_has_the_columns_of_quotes(self, coder: CommandLine) -> None:
        for more in ((), ("--for", "report")):
            quotes = coder("quotes", "--code", "stuprör", "--format", "csv", *more)
            assert coder("query", "stuprör", "--format", "csv", *more).out == quotes.out
        assert "stuprören står kvar" in coder("query", "stuprör", "and", "place=södra").out
        assert "## Stuprör" in coder("query", "stuprör", "--format", "md").out
        coder("query", "stuprör", "--out", "q.docx")
        assert "Query = stuprör inside" in coder("query", "stuprör inom hinder").out

    def test_saved_ones_are_listed_used_and_forgotten(self, coder: CommandLine) -> None:
        assert "No query is saved" in coder("query", "--list").err
        assert "buss and kind=kommun" in coder("query", "buss slag=kommun", "--save", "Bussar i norr").err
        assert coder("query", "--list", "--format", "csv").rows[0]["expression"] == "buss and kind=kommun"
        assert "Den är indragen" in coder("query", "--saved", "bussar").out
        coder("query", "--forget", "Bussar i norr")
        assert "no query is saved under this name" in coder.fails("query", "--saved", "bussar")
        coder("undo")
        assert "Bussar i norr" in coder("query", "--list").out

    def test_wrong_use_is_told_in_one_line(self, coder: CommandLine) -> None:
        assert "EXPRESSION" in coder.fails("query")
        assert "EXPRESSION" in coder.fails("query", "--list", "--save", "x")
        assert coder.fails("query", "stuprör near").startswith("Column 13: ")
