"""Formats of single files: web pages, rich text, subtitles, machine transcripts, tables of turns."""

import json
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.errors import Refused
from coder.plugins import reader_for
from coder.readers import read_transcript
from coder.readers.base import ParsedTranscript, RawTranscript

SWEDISH = "Är det så att ni far in till Umeå? ”Ja” – på ett sätt… 70 %"


def read(path: Path, content: str | bytes) -> RawTranscript:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return reader_for(path.suffix).read(path)


def parsed(path: Path, content: str | bytes) -> ParsedTranscript:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_transcript(path, reader_for(path.suffix))


def turns(transcript: ParsedTranscript) -> list[tuple[str, str, int | None]]:
    return [(turn.label, transcript.text[turn.speech_start : turn.end], turn.time_ms) for turn in transcript.turns]


class TestHtml:
    @pytest.fixture
    def page(self, tmp_path: Path) -> Path:
        return tmp_path / "sida.html"

    def test_blocks_are_lines_and_blanks_are_as_browsers_show_them(self, page: Path) -> None:
        content = (
            "<html><head><title>T</title><style>p{}</style></head><body><h2>Om\n  praktik</h2><p>I: Hur <b>är</b>\n"
            " det?<p>IP: Jo,<!-- tyst --> bra<br>så<script>x()</script><ul><li>ett<li>två</ul>"
            "<table><tr><td>a</td><td> b </td></tr></table><pre>c\n  d</pre>slut &amp; &#229;&nbsp;é</body></html>"
        )
        raw = read(page, content)
        expected = "Om praktik\nI: Hur är det?\nIP: Jo, bra\nså\nett\ntvå\na\nb\nc\n  d\nslut & å\xa0é"
        assert raw.text == expected
        assert [raw.text[span.start : span.end] for span in raw.headings] == ["Om praktik"]

    def test_what_is_deleted_is_left_out_and_said(self, page: Path) -> None:
        raw = read(page, "<p>IP: Det är <del>inte</del><ins>visst</ins> så.</p>")
        assert raw.text == "IP: Det är visst så."
        shown = read(page, "<p>IP: Så.<p hidden>Nej.<ol><li>Ett</ol>")
        assert shown.remarks == ("Left out: hidden text, numbers and bullets of lists.",)
        assert len(raw.remarks) == 1

    @pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252"])
    def test_the_page_says_its_encoding(self, page: Path, name: str) -> None:
        raw = read(page, f'<html><head><meta charset="{name}"></head><p>{SWEDISH}'.encode("cp1252"))
        assert (raw.text, raw.encoding) == (SWEDISH, "windows-1252")

    def test_one_that_says_nothing_is_guessed_as_text_is(self, page: Path) -> None:
        assert read(page, f"<p>{SWEDISH}".encode("cp1252")).text == SWEDISH
        assert read(page, f"<p>{SWEDISH}".encode("utf-16")).text == SWEDISH

    def test_a_page_without_text_is_refused(self, page: Path) -> None:
        with pytest.raises(Refused):
            parsed(page, "<html><head><title>Tom</title></head><body><img src='x'></body></html>")

    def test_nesting_without_end_is_read_whole_or_refused(self, page: Path) -> None:
        deep = "<div>" * 1000 + "ord" + "</div>" * 1000 + "<p>slut"
        assert read(page, deep).text == "ord\nslut"
        with pytest.raises(Refused):
            read(page, deep.replace("<div>", "<div>" * 5))

    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1), min_size=1))
    def test_any_paragraphs_come_back(self, page: Path, texts: list[str]) -> None:
        import html

        body = "".join(f"<p>x{html.escape(text)}</p>" for text in texts)
        content = f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>"
        assert read(page, content).text == "\n".join(f"x{text}" for text in texts)


class TestRtf:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "intervju.rtf"

    def test_letters_in_every_way_of_writing_them(self, file: Path) -> None:
        body = (
            rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fnil\fcharset204 Y;}}\uc1\pard "
            rb"I: \'c5sele \u229?r\u228\'e4tt \u-10179?\u-8704? {\uc0\u8211} \emdash\~\lquote\{\\\}\par "
            rb"IP: \f1\'c4\'e0\f0  {\field{\*\fldinst HYPERLINK x}{\fldrslt l\'e4nk}}\tab slut}"
        )
        assert read(file, body).text == "I: Åsele årätt 😀 – —\xa0‘{\\}\nIP: Да länk\tslut"

    def test_text_of_old_macs(self, file: Path) -> None:
        assert read(file, rb"{\rtf1\mac IP: G\'8cr det? \'80rligt\par}").text == "IP: Går det? Ärligt"

    def test_what_is_left_out(self, file: Path) -> None:
        body = (
            rb"{\rtf1\ansi{\info{\title Hemlig}}{\header Sidhuvud}{\*\okand text}IP: Det \deleted aldrig \deleted0"
            rb" g\'e5r{\footnote en not}{\pict 89504e47} bra{\v dold}.\par}"
        )
        raw = read(file, body)
        assert raw.text == "IP: Det går bra."
        assert "tracked changes" in raw.remarks[0]
        assert raw.remarks[1] == "Left out: 1 footnote, 1 picture, hidden text, headers and footers."

    def test_a_deleted_paragraph_end_joins(self, file: Path) -> None:
        assert read(file, rb"{\rtf1 Ett{\deleted\par}tv\'e5\par tre}").text == "Etttvå\ntre"

    @pytest.mark.parametrize("data", [b"", b"hej", rb"{\rtf1 avbruten {\b text", rb"{\rtf1 \bin99999999999 x"])
    def test_what_is_no_rtf_or_cut_off_is_refused(self, file: Path, data: bytes) -> None:
        with pytest.raises(Refused):
            read(file, data)

    @settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.binary(max_size=200))
    def test_anything_is_read_or_refused(self, file: Path, data: bytes) -> None:
        try:
            read(file, b"{\\rtf1 " + data + b"}")
        except Refused as refusal:
            assert "\n" not in str(refusal)


def test_subrip(tmp_path: Path) -> None:
    content = (
        "1\r\n00:00:01,000 --> 00:00:04,000\r\n{\\an8}Maja: <i>Hur</i> går\r\ndet?\r\n\r\n"
        "2\r\n00:00:05,500 --> 00:00:06,000\r\nIP: Bra.\r\n3\r\n00:00:07,000 --> 00:00:08,000\r\nMaja: Då så.\r\n"
    )
    transcript = parsed(tmp_path / "film.srt", content.encode("cp1252"))
    assert (transcript.format, transcript.encoding) == ("srt", "windows-1252")
    assert turns(transcript) == [("Maja", "Hur går det?", 1000), ("IP", "Bra.", 5500), ("Maja", "Då så.", 7000)]


def test_rolling_captions_say_everything_once(tmp_path: Path) -> None:
    content = (
        "WEBVTT\nKind: captions\nLanguage: sv\n\n"
        "00:00:01.000 --> 00:00:03.000\n \ndet<00:00:01.500><c> är</c>\n\n"
        "00:00:03.000 --> 00:00:03.010\ndet är\n \n\n"
        "00:00:03.010 --> 00:00:05.000\ndet är\nlångt<00:00:03.500><c> dit</c>\n"
    )
    assert parsed(tmp_path / "film.vtt", content).text == "det är långt dit"


@pytest.mark.parametrize("hours", ["99", "9" * 15, pytest.param("9" * 3000, id="without end")])
def test_a_time_in_another_age_is_none(tmp_path: Path, hours: str) -> None:
    cues = f"WEBVTT\n\n{hours}:00:01.000 --> {hours}:00:02.000\nDet är så.\n"
    assert all(0 <= (time or 0) < 10**10 for _l, _s, time in turns(parsed(tmp_path / "a.vtt", cues)))
    rows = f"tid,talare,text\n{hours}{hours},I,Hur?\n{hours}:01:02,IP,Så.\n"
    assert all((time or 0) < 10**10 for _l, _s, time in turns(parsed(tmp_path / "a.csv", rows)))
    segments = f'[{{"start": {hours}{hours}, "text": "Det är så."}}]'
    try:
        assert all((time or 0) < 10**10 for _l, _s, time in turns(parsed(tmp_path / "a.json", segments)))
    except Refused as refused:
        assert "line 1" in str(refused)


def test_a_video_meeting_of_zoom(tmp_path: Path) -> None:
    content = (
        "WEBVTT\r\n\r\n1\r\n00:00:03.000 --> 00:00:05.000\r\nMaja Ek: Hör ni mig?\r\n\r\n"
        "2\r\n00:00:05.000 --> 00:00:06.000\r\nTor Öst (AF): Ja, problemet är: ljudet.\r\n"
    )
    assert turns(parsed(tmp_path / "GMT2014.vtt", content)) == [
        ("Maja Ek", "Hör ni mig?", 3000),
        ("Tor Öst (AF)", "Ja, problemet är: ljudet.", 5000),
    ]


class TestRecognised:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "inspelning.json"

    @pytest.mark.parametrize(
        "content",
        [
            {"text": "x", "segments": [{"start": 0.5, "text": " Hej"}, {"start": 2, "text": "då."}], "language": "sv"},
            [{"start": 0.5, "text": "Hej"}, {"start": "00:02", "text": "då."}],
            {
                "transcription": [
                    {"offsets": {"from": 500}, "text": " Hej"},
                    {"offsets": {"from": 2000}, "text": " då."},
                ]
            },
            {"text": "x", "chunks": [{"timestamp": [0.5, 2], "text": "Hej"}, {"timestamp": [2, None], "text": "då."}]},
        ],
    )
    def test_the_forms_that_programs_write(self, file: Path, content: object) -> None:
        assert turns(parsed(file, json.dumps(content))) == [("", "Hej då.", 500)]

    def test_speakers_are_told_apart(self, file: Path) -> None:
        segments = [
            {"start": 0, "end": 1, "text": "Hur är det?", "speaker": "SPEAKER_00", "words": [{"word": "Hur"}]},
            {"start": 1.25, "end": 2, "text": "Problemet är: avstånden.", "speaker": "SPEAKER_01"},
            {"start": 3, "end": 4, "text": "Problemet är: pengar.", "speaker": "SPEAKER_01"},
            {"start": 5, "text": "Jaha."},
            {"start": float("nan"), "text": "", "speaker": "SPEAKER_00"},
        ]
        assert turns(parsed(file, json.dumps({"segments": segments}))) == [
            ("SPEAKER_00", "Hur är det?", 0),
            ("SPEAKER_01", "Problemet är: avstånden. Problemet är: pengar. Jaha.", 1250),
        ]

    def test_what_is_known_of_single_words_is_left_out_and_said(self, file: Path) -> None:
        [remark] = parsed(file, '[{"start": 0, "text": "Hej du.", "words": [{"word": "Hej", "score": 0.9}]}]').remarks
        assert "single words" in remark

    def test_halves_of_characters_become_text_that_can_be_kept(self, file: Path) -> None:
        content = (
            '[{"text": "d\\u00e5 \\ud83d\\ude42 \\ud83d!", "speaker": "A\\udc00"}, {"text": "ja", "speaker": "B"}]'
        )
        found = turns(parsed(file, content))
        assert found == [("A\ufffd", "då \U0001f642 \ufffd!", 0), ("B", "ja", 0)]
        assert str(found).encode()

    @pytest.mark.parametrize(
        "content", ["{}", "[]", "{", "[1]", '{"segments": [{"start": 1}]}', '"text"', "null", "[" * 100_000]
    )
    def test_other_json_is_refused(self, file: Path, content: str) -> None:
        with pytest.raises(Refused) as refused:
            parsed(file, content)
        assert "\n" not in str(refused.value)


class TestTableOfTurns:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        return tmp_path / "samtal.csv"

    def test_a_row_is_a_turn(self, file: Path) -> None:
        content = (
            "Tid,Talare,Text,Säkerhet\n0:05,I,Hur är det?,0.9\n"
            '65,IP,"Jo: bra.\nMen:\nI: sa hon",0.8\n,,Och så.,\n,I,,\n'
        )
        transcript = parsed(file, content)
        assert turns(transcript) == [("I", "Hur är det?", 5000), ("IP", "Jo: bra.\nMen:\nI: sa hon\nOch så.", 65_000)]
        assert "Säkerhet" in transcript.remarks[0]
        assert "1 row without text" in transcript.remarks[1]

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
    def test_as_spreadsheets_write_them(self, file: Path, separator: str, encoding: str) -> None:
        rows = [["speaker", "text"], ["I", "Går det?"], ["Maja Ek", "Så där."]]
        content = "\r\n".join(separator.join(row) for row in rows).encode(encoding)
        assert turns(parsed(file, content)) == [("I", "Går det?", None), ("Maja Ek", "Så där.", None)]

    @pytest.mark.parametrize(
        "content",
        ["", "speaker,text\n", "a\nb\n", 'speaker,text\nI,"öppen\n', "speaker,text,text\nI,a,b\n", "a,b\n1,2\n"],
    )
    def test_what_is_no_table_of_speech_is_refused(self, file: Path, content: str) -> None:
        with pytest.raises(Refused) as refused:
            parsed(file, content)
        assert "\n" not in str(refused.value)

    def test_a_table_of_codings_is_told(self, file: Path) -> None:
        with pytest.raises(Refused, match="coder import"):
            parsed(file, "source,start,end,code,coder\name,0,4,buss,Maja\n")


class TestHeadings:
    def test_a_heading_in_markdown_is_the_interviewers(self, tmp_path: Path) -> None:
        content = "# Uppdrag\nI: Vad gör ni?\nIP: Vi söker upp folk.\n\n## 2. Vilka hinder ser ni?\n\nIP: Avstånden.\n"
        assert turns(parsed(tmp_path / "a.md", content)) == [
            ("I", "Uppdrag", None),
            ("I", "Vad gör ni?", None),
            ("IP", "Vi söker upp folk.", None),
            ("I", "2. Vilka hinder ser ni?", None),
            ("IP", "Avstånden.", None),
        ]

    def test_without_labels_what_follows_a_question_is_nobodys(self, tmp_path: Path) -> None:
        content = "# Vilka hinder ser ni?\nAvstånden.\nPengarna.\n"
        transcript = parsed(tmp_path / "a.md", content)
        assert [turn.label for turn in transcript.turns] == ["I", "", ""]
        assert {speaker.label: speaker.role for speaker in transcript.speakers} == {
            "I": "interviewer",
            "": "interviewee",
        }

    def test_headings_that_ask_nothing_are_nobodys(self, tmp_path: Path) -> None:
        transcript = parsed(tmp_path / "a.md", "# Anteckningar\nAvstånden.\n")
        assert [turn.label for turn in transcript.turns] == ["", ""]

    def test_a_label_counts_more_than_a_heading(self, tmp_path: Path) -> None:
        made = docx.Document()
        made.add_heading("I: Vad gör ni?", 2)
        made.add_paragraph("IP: Allt.")
        made.save(str(tmp_path / "a.docx"))
        transcript = read_transcript(tmp_path / "a.docx", reader_for("docx"))
        assert turns(transcript) == [("I", "Vad gör ni?", None), ("IP", "Allt.", None)]
