"""Files of other programs: what they mean, and what of it is not taken over."""

from pathlib import Path

import pytest

from coder.project import Project
from coder.project.exchange.outcome import ExchangeResult
from coder.queries.codes import code_tree
from coder.queries.exchange import SharedProject
from coder.queries.notes import notes
from coder.queries.quotes import quotes
from coder.queries.selection import Selection
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from tests.conftest import Opener
from tests.doing import agree, tree
from tests.refi_files import (
    code,
    codebook,
    guid,
    note,
    project,
    qdpx,
    section,
    selection,
    source,
    text_entry,
)

TEXT = "I: Hur är det?\nIP1: Stuprören är kvar.\nIP2: Bussen är indragen.\n"
EVERYONE = Selection(("all",))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Project.open(folder / "coder.db", "Gun", create=True)


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def taken(into: Project, *sections: str, texts: dict[str, bytes] | None = None, **more: str) -> ExchangeResult:
    folder = into.folder / "files"
    folder.mkdir(exist_ok=True)
    known = {text_entry("ett"): TEXT.encode()} if texts is None else texts
    return into.import_exchange(qdpx(folder / "f.qdpx", project(*sections, **more), known))


def coded(*words: str, inside: str = "") -> str:
    """A source with codings of words."""
    return section("Sources", source("ett", "".join(selection(w, *at(w), guid("kod")) for w in words) + inside))


KOD = codebook(code("kod"))


class TestContainer:
    @pytest.mark.parametrize("entry", ["project.qde", "Project.QDE", "mitt projekt.qde"])
    @pytest.mark.parametrize("folder", ["sources", "Sources", "SOURCES"])
    def test_names_and_cases_of_entries(self, empty: Project, tmp_path: Path, entry: str, folder: str) -> None:
        xml = project(KOD, coded("Stuprören"))
        texts = {text_entry("ett", folder): TEXT.encode(), "stray.bin": b"\x00", "__MACOSX/._project.qde": b""}
        result = empty.import_exchange(qdpx(tmp_path / "f.qdpx", xml, texts, entry))
        assert result.losses == [] and result.added["codings"] == 1

    @pytest.mark.parametrize(
        "path", ["internal://{}", "relative:///{}", "absolute:///C:\\Users\\x\\{}", "{}", "sources/{}"]
    )
    def test_schemes(self, empty: Project, path: str) -> None:
        where = path.format(f"{guid('ett')}.txt")
        sources = section("Sources", source("ett", selection("a", *at("Stuprören"), guid("kod")), where))
        assert taken(empty, KOD, sources).losses == []
        assert empty.ask(transcript, "ett").text == TEXT

    def test_a_missing_text_is_said_and_the_rest_is_kept(self, empty: Project) -> None:
        sources = section(
            "Sources",
            source("borta", selection("b", 0, 2, guid("kod"))),
            source("ett", selection("a", 0, 2, guid("kod"))),
        )
        result = taken(empty, KOD, sources)
        assert len(result.losses) == 1 and "borta, with 1 coding: its text is missing" in result.losses[0]
        assert result.added["sources"] == 1 and result.added["codings"] == 1

    def test_a_text_in_the_xml_itself(self, empty: Project) -> None:
        inside = f"<PlainTextContent>{TEXT}</PlainTextContent>" + selection("a", *at("Bussen"), guid("kod"))
        assert taken(empty, KOD, section("Sources", source("ett", inside, "")), texts={}).losses == []
        assert [row.text for row in empty.ask(quotes).rows] == ["Bussen"]

    @pytest.mark.parametrize("namespace", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:1:0", "urn:other"])
    def test_any_namespace_and_guids_of_any_shape(self, empty: Project, namespace: str) -> None:
        loud = guid("kod").upper()
        sources = section("Sources", source("ett", selection("a", *at("Bussen"), "{" + loud + "}")))
        result = taken(empty, codebook(code("kod", guid=loud)), sources, namespace=namespace)
        assert (result.losses, result.added["codings"]) == ([], 1)


class TestCodes:
    def test_names_need_not_be_unique_and_folders_are_codes(self, empty: Project) -> None:
        one, two = code("Hinder", guid=guid("1")), code("Hinder", guid=guid("2"))
        folder = code("Mapp", code("Hinder", guid=guid("3"))).replace('"true"', '"false"', 1)
        assert taken(empty, codebook(one, two, folder)).added["codes"] == 4
        assert [view.key for view in empty.ask(code_tree)] == ["hinder", "hinder-2", "mapp", "hinder-3"]
        assert agree(empty)

    def test_colours_become_the_nearest_name_and_inherited_ones_none(self, empty: Project) -> None:
        below = code("Under", color="#CC2222") + code("Annan", color="#00f") + code("Grå", color="#77818244")
        taken(empty, codebook(code("Röd", below, color="#D02020")))
        assert [(view.name, view.colour) for view in empty.ask(code_tree)] == [
            ("Röd", "red"), ("Under", "red"), ("Annan", "blue"), ("Grå", "grey"),
        ]  # fmt: skip

    def test_found_by_identity_or_by_name_in_the_same_place_and_never_by_name_alone(self, opened: Opener) -> None:
        maja = opened("Maja")
        ours = tree(maja)["stuprör"].id
        same_place = code("Hinder", code("avstånd") + code("Hinder"))
        result = taken(maja, codebook(code("Annat namn", guid=ours), same_place, code("Buss")), texts={})
        assert result.equal["codes"] == 3
        assert [line.split(",")[0] for line in result.alike] == [
            "the code Hinder and hinder",
            "the code avstånd and avstånd",
        ]
        assert [line for line in result.conflicts if "called Stuprör here and Annat namn" in line]
        assert {"hinder-2", "buss-2"} <= set(tree(maja))  # a Hinder under Hinder, and Buss where no Buss was
        assert tree(maja)["stuprör"].name == "Stuprör" and tree(maja)["hinder-2"].parent == "hinder"

    def test_a_codebook_of_another_program(self, empty: Project, tmp_path: Path) -> None:
        path = tmp_path / "taguette.qdc"
        codes = code("Intressant", "<Description>Sådant.</Description>") + code("Människor", code("Äldre"))
        for number, namespace in enumerate(("urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4")):
            sets = f'<Sets><Set guid="{guid("s")}" name="Grupp"><MemberCode guid="{guid("Äldre")}"/></Set></Sets>'
            xml = f'<CodeBook xmlns="{namespace}" origin="Taguette 1.4"><Codes>{codes}</Codes>{sets}</CodeBook>'
            path.write_text("\ufeff" + xml, "utf-8")
            result = empty.import_exchange(path)
            assert result.losses == []
            assert result.added == ({"codes": 3, "sets": 1} if number == 0 else {})
        assert tree(empty)["intressant"].definition == "Sådant."
        assert agree(empty) and "Människor" in empty.codebook_path.read_text("utf-8")

    def test_new_codes_are_written_into_the_file_and_nothing_else_changes(self, opened: Opener) -> None:
        maja = opened("Maja")
        before = maja.codebook_path.read_text("utf-8").splitlines()
        taken(maja, codebook(code("Hinder", code("Pengar", "<Description>Om pengar.</Description>"))), texts={})
        after = maja.codebook_path.read_text("utf-8").splitlines()
        assert [line for line in before if line not in after] == []
        assert "        definition: Om pengar." in after and agree(maja)


class TestPeople:
    def test_the_coder_is_the_coding_s_and_without_one_whoever_imports(self, empty: Project) -> None:
        users = section("Users", *(f'<User guid="{guid(name)}" name="{name}"/>' for name in ("Åsa", "Bo")))
        inside = selection("a", *at("Stuprören"), guid("kod"), coder=guid("Åsa"), creatingUser=guid("Bo"))
        inside += selection("b", *at("Bussen"), guid("kod"))
        result = taken(empty, users, KOD, section("Sources", source("ett", inside)))
        assert {row.text: row.coder for row in empty.ask(quotes, selection=EVERYONE).rows} == {
            "Stuprören": "Åsa", "Bussen": "Gun",
        }  # fmt: skip
        assert result.added["coders"] == 2  # Bo coded nothing

    def test_cases_of_a_whole_source_and_their_variables(self, empty: Project) -> None:
        values = "".join(
            f'<VariableValue><VariableRef targetGUID="{guid(name)}"/><{kind}>{value}</{kind}></VariableValue>'
            for name, kind, value in (
                ("Ålder", "IntegerValue", "55"),
                ("Ny", "BooleanValue", "1"),
                ("Tom", "TextValue", ""),
            )
        )
        variables = section(
            "Variables",
            *(
                f'<Variable guid="{guid(name)}" name="{name}" typeOfVariable="Text"/>'
                for name in ("Ålder", "Ny", "Tom")
            ),
        )
        cases = section(
            "Cases",
            f'<Case guid="{guid("fall")}" name="Kommunen">{values}<SourceRef targetGUID="{guid("ett")}"/></Case>',
            f'<Case guid="{guid("ingen")}">{values}<SourceRef targetGUID="{guid("ett")}"/></Case>',
        )
        assert taken(empty, KOD, variables, cases, coded("Bussen")).losses == []
        [row] = empty.ask(quotes).rows
        assert row.case == "Kommunen"
        with empty.store.reading() as session:
            shared = SharedProject(session)
            [case] = shared.cases()
            [found] = shared.sources()
        assert dict(case.variables) == {"Ålder": "55", "Ny": "true"}
        assert dict(found.variables) == {"Ålder": "55", "Ny": "true", "case": "Kommunen"}

    @pytest.mark.parametrize("as_codes", [False, True])
    def test_cases_of_passages_are_the_speakers_whose_they_are(self, empty: Project, as_codes: bool) -> None:
        """By references to selections; or as NVivo has it, where the case is a code, too."""
        lines = {"A": "IP1: Stuprören är kvar.", "B": "IP2: Bussen är indragen."}
        inside = "".join(selection(n, *at(words), guid("case" + n) if as_codes else "") for n, words in lines.items())
        refs = {n: "" if as_codes else f'<SelectionRef targetGUID="{guid("selection" + n)}"/>' for n in lines}
        cases = section("Cases", *(f'<Case guid="{guid("case" + n)}" name="Fall {n}">{refs[n]}</Case>' for n in lines))
        codes = codebook(code("kod"), *(code(f"Fall {n}", guid=guid("case" + n)) for n in lines if as_codes))
        inside += selection("x", *at("Bussen"), guid("kod"))
        result = taken(empty, codes, cases, section("Sources", source("ett", inside)))
        assert (result.losses, result.added["codes"], result.added["codings"]) == ([], 1, 1)
        turns = empty.ask(transcript, "ett").turns
        assert [view.turn.case for view in turns] == [None, "Fall A", "Fall B"]

    def test_who_is_who_is_not_guessed(self, empty: Project) -> None:
        ref = f'<SourceRef targetGUID="{guid("ett")}"/>'
        cases = section("Cases", *(f'<Case guid="{guid(n)}" name="{n}">{ref}</Case>' for n in ("A", "B")))
        result = taken(empty, KOD, cases, coded("Bussen"))
        assert "ett: several cases speak there (A, B)" in result.losses[0]


class TestNotes:
    def found(self, project: Project) -> set[tuple[str, str]]:
        return {(row.on, row.text) for row in project.ask(notes)}

    def test_all_the_places_where_programs_put_memos(self, empty: Project) -> None:
        def ref(name: str) -> str:
            return f'<NoteRef targetGUID="{guid(name)}"/>'

        inside = "<Description>Om källan</Description>"
        inside += selection("a", *at("Stuprören"), guid("kod"), inner="<Description>Om kodningen</Description>")
        inside += selection("b", *at("Bussen"), inner="<Description>Om avsnittet</Description>")
        inside += selection("c", *at("kvar"), inner=ref("n1"))
        inside += ref("n2") + ref("n5")
        start, end = at("indragen")
        place = f'<PlainTextSelection guid="{guid("p")}" startPosition="{start}" endPosition="{end}"/>'
        kept = [note("n1", "Ett avsnitt till"), note("n2", "Källan igen"), note("n3", "Länkad"), note("n4", "Lös")]
        links = f'<Link guid="{guid("l")}" originGUID="{guid("n3")}" targetGUID="{guid("kod")}"/>'
        links += f'<Link guid="{guid("m")}" name="Samband" originGUID="{guid("kod")}" targetGUID="{guid("ett")}"/>'
        sections = [
            KOD,
            section("Sources", source("ett", inside)),
            section("Notes", *kept, note("n5", "Som QualCoder", place)),
            section("Links", links),
            "<Description>Om studien</Description>",
        ]
        result = taken(empty, *sections)
        assert self.found(empty) == {
            ("source", "Om källan"), ("coding", "Om kodningen"), ("passage", "Om avsnittet"), ("source", "Källan igen"),
            ("passage", "Ett avsnitt till"), ("code", "Länkad"), ("project", "Lös"), ("project", "Om studien"),
            ("passage", "Som QualCoder"),
        }  # fmt: skip
        assert result.losses == ["the link Samband."]
        assert not taken(empty, *sections).changes


class TestWhatIsLeftOut:
    def test_is_told_line_by_line(self, empty: Project) -> None:
        coding = f'<Coding guid="{guid("q")}"><CodeRef targetGUID="{guid("kod")}"/></Coding>'
        clip = f'<AudioSelection guid="{guid("r")}" begin="1" end="2">{coding}</AudioSelection>'
        square = 'firstX="0" firstY="0" secondX="1" secondY="1"'
        area = f'<PDFSelection guid="{guid("t")}" page="1" {square}>{coding}</PDFSelection>'
        text = source("rep", selection("a", *at("Bussen"), guid("kod")), f"internal://{guid('ett')}.txt")
        text = text.replace("TextSource", "Representation")
        sources = section(
            "Sources",
            f'<AudioSource guid="{guid("u")}" name="ljud.mp3">{clip}</AudioSource>',
            f'<PictureSource guid="{guid("v")}" name="bild.png"/>',
            f'<VideoSource guid="{guid("w")}" name="film.mp4"/>',
            f'<PDFSource guid="{guid("x")}" name="tom.pdf"/>',
            f'<PDFSource guid="{guid("y")}" name="Rapport.pdf">{area}{text}</PDFSource>',
        )
        graph = section("Graphs", f'<Graph guid="{guid("z")}" name="Karta"/>')
        result = taken(empty, KOD, sources, graph)
        assert [line.split(":")[0].rstrip(".") for line in result.losses] == [
            "ljud.mp3", "bild.png", "film.mp4", "tom.pdf", "Rapport.pdf", "The graph Karta is not taken over",
        ]  # fmt: skip
        assert "1 coding" in result.losses[0]
        assert [(row.source, row.text) for row in empty.ask(quotes).rows] == [("Rapport", "Bussen")]

    def test_codings_of_a_whole_source_are_of_all_its_text(self, empty: Project) -> None:
        whole = f'<Coding guid="{guid("whole")}"><CodeRef targetGUID="{guid("kod")}"/></Coding>'
        assert taken(empty, KOD, coded(inside=whole)).losses == []
        [view] = empty.ask(transcript, "ett").codings
        assert (view.start, view.end) == (0, len(TEXT))


class TestMerging:
    def test_another_interview_of_the_same_name_gets_another(self, opened: Opener) -> None:
        maja = opened("Maja")
        xml = section("Sources", source("AME", ""))
        result = taken(maja, xml, texts={text_entry("AME"): b"I: Annan?\nIP: Text.\n"})
        assert result.remarks == ["AME came in as AME (2), since another source is called so."]
        assert not taken(maja, xml, texts={text_entry("AME"): b"I: Annan?\nIP: Text.\n"}).changes
        assert {row.source for row in maja.ask(source_rows)} >= {"ame", "AME (2)"}

    def test_the_same_text_is_the_same_source_whatever_it_is_called(self, opened: Opener) -> None:
        maja = opened("Maja")
        text = maja.ask(transcript, "ame").text
        words = text.index("Stuprören"), text.index("Stuprören") + 9
        inside = selection("a", *words, tree(maja)["stuprör"].id)
        codes = codebook(code("Hinder", code("Stuprör")))
        xml = (
            codes,
            section("Sources", source("Intervju 1.docx", inside.replace(tree(maja)["stuprör"].id, guid("Stuprör")))),
        )
        result = taken(
            maja, *xml, texts={text_entry("Intervju 1.docx"): text.replace("\n", "\r\n").encode("utf-8-sig")}
        )
        assert result.equal["sources"] == 1 and result.added["codings"] == 1
        assert [(row.source, row.code, row.text) for row in maja.ask(quotes, selection=EVERYONE).rows] == [
            ("ame", "stuprör", "Stuprören")
        ]

    def test_what_a_case_is_said_to_be_here_stays(self, opened: Opener) -> None:
        maja = opened("Maja")
        variables = section("Variables", f'<Variable guid="{guid("place")}" name="place" typeOfVariable="Text"/>')
        value = (
            f'<VariableValue><VariableRef targetGUID="{guid("place")}"/><TextValue>södra</TextValue></VariableValue>'
        )
        cases = section("Cases", f'<Case guid="{guid("c")}" name="ame byn">{value}</Case>')
        result = taken(maja, variables, cases, texts={})
        assert result.conflicts == ["place of AME Byn is “norra” here and “södra” in the file."]
        assert not result.changes
