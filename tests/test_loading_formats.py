"""What formats bring into a project: comments as notes, a survey's sources, an encoding that was told."""

from pathlib import Path

import docx
import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.notes import NoteFilter, notes
from coder.queries.sources import source_rows
from coder.queries.transcript import transcript
from tests.command_line import CommandLine
from tests.doing import code_words, path_of
from tests.tables import recorded, size, unwhole

SURVEY = (
    "Svars-ID;E-post;Kommun;Vilka hinder ser ni?;Övrigt?\n"
    "17;a@b.se;Malå;Det är långt till allt, och bussen går inte när kursen börjar.;\n"
    "18;c@d.se;Åsele;Nej.;Vi önskar att någon tog ansvar för helheten, som det är nu gör ingen det.\n"
    "19;e@f.se;Umeå;;\n"
    "20;;Umeå;Pengar.\nI: sa någon;\n".replace("Pengar.\nI: sa någon", '"Pengar.\nI: sa någon"')
)


def put(project: Project, name: str, content: str | bytes) -> Path:
    path = project.transcripts_folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def statuses(project: Project, path: Path) -> dict[str, str]:
    return {result.file: result.status for result in project.load([path])}


class TestSurvey:
    def test_a_row_is_a_source_and_loading_it_again_changes_nothing(self, project: Project) -> None:
        path = put(project, "enkät.csv", SURVEY)
        sources = {f"enkät-{number} (enkät.csv)": "added" for number in (17, 18, 20)}
        assert statuses(project, path) == sources
        before, steps = recorded(path_of(project)), size(path_of(project), "step")
        assert statuses(project, path) == dict.fromkeys(sources, "unchanged")
        assert recorded(path_of(project)) == before
        assert size(path_of(project), "step") == steps
        assert unwhole(path_of(project)) == []

    def test_the_headings_ask_and_the_row_answers(self, project: Project) -> None:
        project.load([put(project, "enkät.csv", SURVEY)])
        view = project.ask(transcript, "enkät-18")
        assert view.text == (
            "I: Vilka hinder ser ni?\nIP: Nej.\n"
            "I: Övrigt?\nIP: Vi önskar att någon tog ansvar för helheten, som det är nu gör ingen det."
        )
        assert [(turn.turn.label, turn.turn.interviewer) for turn in view.turns] == [("I", True), ("IP", False)] * 2
        assert len(project.ask(transcript, "enkät-20").turns) == 2, "an answer's lines begin no turns"

    def test_other_columns_are_variables_and_people_stay_out(self, project: Project) -> None:
        results = project.load([put(project, "enkät.csv", SURVEY)])
        assert "“Vilka hinder ser ni?”, “Övrigt?”" in results[0].reason
        assert "“Kommun”" in results[0].reason
        assert "Columns left out: E-post" in results[0].reason
        assert "E-post" not in results[1].reason, "said once for the table"
        code_words(project, "långt", "hinder", "enkät-17")
        assert "a@b.se" not in path_of(project).read_bytes().decode("latin-1")
        rows = {row.source: row.case for row in project.ask(source_rows)}
        assert rows["enkät-17"] == "enkät-17"

    def test_rows_without_an_id_of_their_own_are_refused_and_the_others_taken(self, project: Project) -> None:
        path = put(project, "enkät.csv", SURVEY.replace("18;c", "17;c").replace("20;;", ";;"))
        found = [(result.file, result.status) for result in project.load([path])]
        assert found == [("enkät-17 (enkät.csv)", "refused")] * 2 + [("enkät-6 (enkät.csv)", "refused")]

    def test_rows_are_numbered_where_there_is_no_id(self, project: Project) -> None:
        table = SURVEY.replace("Svars-ID;", "").replace("\n17;", "\n").replace("\n18;", "\n").replace("\n19;", "\n")
        results = project.load([put(project, "enkät.csv", table.replace("\n20;", "\n"))])
        assert [result.source for result in results] == ["enkät-1", "enkät-2", "enkät-4"]
        assert "keep their order" in results[0].reason

    def test_cases_csv_speaks_for_the_file_and_for_single_rows(self, project: Project) -> None:
        cases = project.transcripts_folder / "cases.csv"
        cases.write_text(cases.read_text("utf-8") + "enkät.csv,,,enkät,,\nenkät-17,Fall 17,,,,\n", encoding="utf-8")
        project.load([put(project, "enkät.csv", SURVEY)])
        rows = {row.source: row.case for row in project.ask(source_rows)}
        assert (rows["enkät-17"], rows["enkät-18"]) == ("Fall 17", "enkät-18")

    def test_a_changed_answer_is_a_correction_of_its_source(self, project: Project) -> None:
        path = put(project, "enkät.csv", SURVEY)
        project.load([path])
        code_words(project, "bussen", "buss", "enkät-17")
        path.write_text(SURVEY.replace("Det är långt", "Det är väldigt långt"), encoding="utf-8")
        assert statuses(project, path)["enkät-17 (enkät.csv)"] == "changed"
        project.correct("enkät-17", path)
        assert "väldigt" in project.ask(transcript, "enkät-17").text
        assert set(statuses(project, path).values()) == {"unchanged"}


class TestComments:
    @pytest.fixture
    def document(self, project: Project) -> Path:
        made = docx.Document()
        made.add_paragraph("I: Hur går det?")
        paragraph = made.add_paragraph("IP: Det går ")
        run = paragraph.add_run("ganska bra")
        made.add_comment(run, text="Ironiskt?", author="Maja Ek", initials="ME")
        path = project.transcripts_folder / "möte.docx"
        made.save(str(path))
        return path

    def test_a_comment_becomes_a_note_on_its_passage(self, project: Project, document: Path) -> None:
        [result] = project.load([document])
        assert "1 comment became a note." in result.reason
        [note] = project.ask(notes, NoteFilter())
        assert (note.text, note.coder) == ("ME: Ironiskt?", "Maja")
        view = project.ask(transcript, "möte")
        start, end = view.text.index("ganska bra"), view.text.index("ganska bra") + len("ganska bra")
        assert (note.source, note.start, note.end) == ("möte", start, end)
        assert "Maja Ek" not in path_of(project).read_bytes().decode("latin-1")

    def test_it_is_undone_with_its_source_and_does_not_come_back_by_itself(
        self, project: Project, document: Path
    ) -> None:
        before = recorded(path_of(project))
        project.load([document])
        loaded = recorded(path_of(project))
        project.undo()
        assert recorded(path_of(project)) == before
        project.redo()
        assert recorded(path_of(project)) == loaded
        [note] = project.ask(notes, NoteFilter())
        project.remove_note(note.note)
        assert [result.status for result in project.load([document])] == ["unchanged"]
        assert project.ask(notes, NoteFilter()) == ()


class TestEncoding:
    DATA = "I: Går det?\nIP: Så där, på sätt och vis.\n".encode("mac-roman")

    def test_it_is_told_once_and_remembered(self, project: Project) -> None:
        path = put(project, "gammal.txt", self.DATA)
        [refused] = project.load([path])
        assert refused.status == "refused"
        assert "--encoding mac-roman" in refused.reason
        [added] = project.load([path], encoding="mac-roman")
        assert added.status == "added"
        assert project.ask(transcript, "gammal").text == self.DATA.decode("mac-roman")
        assert statuses(project, path) == {"gammal.txt": "unchanged"}
        path.write_bytes(self.DATA.decode("mac-roman").encode())
        assert set(statuses(project, path).values()) <= {"unchanged", "updated"}, "saved anew as UTF-8"

    def test_one_that_there_is_not_loads_nothing(self, project: Project) -> None:
        with pytest.raises(CoderError, match="klingon"):
            project.load([put(project, "gammal.txt", self.DATA)], encoding="klingon")

    def test_formats_that_say_their_own_are_loaded_all_the_same(self, project: Project) -> None:
        made = docx.Document()
        made.add_paragraph("I: Går det?")
        made.save(str(project.transcripts_folder / "brev.docx"))
        results = project.load([project.transcripts_folder / "brev.docx"], encoding="mac-roman")
        assert [result.status for result in results] == ["added"]


class TestCommandLine:
    @pytest.fixture
    def coder(self, study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
        return CommandLine(study, monkeypatch, capsys)

    def test_an_encoding_is_named(self, coder: CommandLine) -> None:
        (coder.folder / "gammal.txt").write_bytes(TestEncoding.DATA)
        assert "--encoding mac-roman" in coder("load", "gammal.txt", status=1).out
        assert "Går det?" in coder("load", "--preview", "--encoding", "macroman", "gammal.txt").out
        assert coder("load", "--encoding", "macroman", "gammal.txt").out.startswith("added     gammal.txt")
        assert "Så där" in coder("text", "gammal").out
        assert "klingon" in coder.fails("load", "--encoding", "klingon", "gammal.txt")

    def test_a_survey_is_a_line_a_source(self, coder: CommandLine) -> None:
        (coder.folder / "enkät.csv").write_text(SURVEY, encoding="utf-8")
        said = coder("load", "enkät.csv").out.splitlines()
        assert [line.split(":")[0] for line in said] == [
            f"added     enkät-{number} (enkät.csv)" for number in (17, 18, 20)
        ]
        shown = coder("load", "--preview", "enkät.csv").out
        assert "enkät-17 (enkät.csv) (unchanged)" in shown


@pytest.mark.parametrize(
    ("content", "pattern"),
    [
        ("[Maja Ek] 10:02:03\nHur?\n\n[Tor Öst] 10:02:09\nBra.\n\n" * 2, "[{label}] {time}"),
        ("Maja Ek   0:03\nHur är det?\n\nTor Öst   0:09\nBra.\n\n" * 2, "{label} {time}"),
    ],
)
def test_a_meeting_written_otherwise_is_loaded_with_the_pattern_that_its_line_names(
    project: Project, content: str, pattern: str
) -> None:
    path = put(project, "möte.txt", content)
    [result] = project.load([path])
    assert f"--turns '{pattern}'" in result.reason
    assert any(pattern in doubt for doubt in project.preview([path])[0].doubts)
    [again] = project.load([path], turns=lambda _path: pattern)
    assert again.status == "updated"
    turns = [(turn.turn.label, turn.time_ms is not None) for turn in project.ask(transcript, "möte").turns]
    assert turns == [("Maja Ek", True), ("Tor Öst", True)] * 2


def test_a_text_without_speakers_is_offered_no_pattern(project: Project) -> None:
    [result] = project.load([put(project, "text.txt", "Vi sågs 10:30 och sedan 11:30.\nDet var bra.\n")])
    assert "--turns" not in result.reason
