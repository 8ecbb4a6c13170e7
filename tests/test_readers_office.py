"""Documents that LibreOffice wrote from the same text: it comes back word for word, with what stands in its margins."""

import re
from pathlib import Path

import pytest

from coder.errors import Refused
from coder.plugins import reader_for
from coder.readers import read_transcript
from coder.readers.base import RawTranscript
from tests.office import PASSWORD, Job, flat_document, once_a_session, paragraph, written_by_office

TALK = [
    "# Intervju med arbetsmarknadsenheten",
    "I: Hur ser ert uppdrag ut när det gäller unga som varken arbetar eller studerar, och vilka samarbetar ni med?",
    "IP: Jo, alltså – ”det är ju så” att vi far in till Umeå för he, och 70 % av dem som kommer hit har ingen "
    "gymnasieexamen. AF-handläggare och Försäkringskassans folk sitter någon annanstans, och då hamnar folk mellan "
    "stolarna; det är ingen som ser helheten, varken här i Åsele eller i Örträsk.",
    "# Vilka hinder möter de?",
    "[00:12:40] I: Språk- och yrkespraktik, fungerar det?",
    "IP: Nej. [skratt] Efterfrågan är liten… Affären, office, flicka, fjäll. Inte <b>alls</b> & {nästan} aldrig.",
]
MANY = [
    line for number in range(40) for line in (f"I: Fråga {number}?", "IP: " + "Det är långt till Umeå. " * (number % 9))
]
EMOJI = ["IP: Bra 😀 👩‍👩‍👧 a\u0308 é", "I:\tTvå  blanksteg, tabb, \\par {}"]
MARGINS = """
<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info>
<dc:creator>Maja Ek</dc:creator><dc:date>2014-02-05T10:00:00</dc:date></office:change-info>
<text:p>aldrig </text:p></text:deletion></text:changed-region>
<text:changed-region xml:id="c2" text:id="c2"><text:insertion><office:change-info>
<dc:creator>Maja Ek</dc:creator><dc:date>2014-02-05T10:00:00</dc:date></office:change-info></text:insertion>
</text:changed-region></text:tracked-changes>
<text:p>I: Hur går det?</text:p>
<text:p>IP: Det går <text:change text:change-id="c1"/>bra med <text:change-start text:change-id="c2"/>den nya
<text:change-end text:change-id="c2"/>praktiken, <office:annotation office:name="1"><dc:creator>Maja Ek</dc:creator>
<dc:date>2014-02-06T11:30:00</dc:date><meta:creator-initials>ME</meta:creator-initials><text:p>Vilken praktik?</text:p>
</office:annotation>säger de i Malå<office:annotation-end office:name="1"/>.<text:note text:note-class="footnote">
<text:note-citation>1</text:note-citation>
<text:note-body><text:p>En fotnot.</text:p></text:note-body></text:note></text:p>
<table:table><table:table-column/><table:table-column/><table:table-row>
<table:table-cell><text:p>ett</text:p></table:table-cell><table:table-cell><text:p>två</text:p></table:table-cell>
</table:table-row></table:table>
<text:p/>
"""
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
SCANNED = (
    '<text:p><draw:frame svg:width="15cm" svg:height="20cm"><draw:image><office:binary-data>'
    f"{PICTURE}</office:binary-data></draw:image></draw:frame></text:p>"
)
ALL = ("docx", "odt", "rtf", "pdf", "html")
WITH_MARGINS = ("docx", "odt", "rtf")


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents."""
    folder, mine = once_a_session(tmp_path_factory, "office")
    if not mine:
        return folder
    bodies = {
        "talk": "".join(map(paragraph, TALK)),
        "many": "".join(map(paragraph, MANY)),
        "emoji": "".join(map(paragraph, EMOJI)),
        "margins": MARGINS,
        "scanned": SCANNED,
        "empty": "<text:p/>",
    }
    sources = {name: folder / f"{name}.fodt" for name in bodies}
    for name, body in bodies.items():
        sources[name].write_bytes(flat_document(body))
    jobs = [Job(sources["talk"], ending) for ending in ALL]
    jobs += [Job(sources["empty"], ending) for ending in ALL]
    jobs += [Job(sources["many"], "pdf"), Job(sources["scanned"], "pdf")]
    jobs += [Job(sources["emoji"], ending) for ending in ("docx", "odt", "rtf", "html")]
    jobs += [Job(sources["talk"], ending, PASSWORD) for ending in ("docx", "odt", "pdf")]
    # LibreOffice falls over what follows a .docx with comments, so that comes last.
    jobs += [Job(sources["margins"], ending) for ending in ("odt", "rtf", "docx")]
    try:
        return written_by_office(folder, jobs)
    finally:
        (folder / "done").touch()


def read(path: Path) -> RawTranscript:
    return reader_for(path.suffix).read(path)


@pytest.mark.parametrize("ending", ALL)
def test_the_text_comes_back_word_for_word(office: Path, ending: str) -> None:
    raw = read(office / f"talk.{ending}")
    assert raw.text.split("\n") == [line.removeprefix("# ") for line in TALK]
    assert raw.format == ending


@pytest.mark.parametrize("ending", ALL)
def test_headings_are_turns_of_their_own_and_the_interviewers(office: Path, ending: str) -> None:
    parsed = read_transcript(office / f"talk.{ending}", reader_for(ending))
    turns = [(turn.label, parsed.text[turn.speech_start : turn.end][:12], turn.time_ms) for turn in parsed.turns]
    assert turns == [
        ("I", "Intervju med", None),
        ("I", "Hur ser ert ", None),
        ("IP", "Jo, alltså –", None),
        ("I", "Vilka hinder", None),
        ("I", "Språk- och y", 760_000),
        ("IP", "Nej. [skratt", None),
    ]


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html"])
def test_any_letters_and_blanks_come_back(office: Path, ending: str) -> None:
    text = read(office / f"emoji.{ending}").text
    if ending == "html":
        text = re.sub("[\xa0\t ]+", " ", text)  # a page has no tabs, and keeps two blanks with one of no break
    expected = [re.sub("[\t ]+", " ", line) for line in EMOJI] if ending == "html" else EMOJI
    assert text.split("\n") == expected


def test_paragraphs_of_a_pdf_go_on_over_lines_and_pages(office: Path) -> None:
    raw = read(office / "many.pdf")
    assert raw.text.split("\n") == [line.rstrip() for line in MANY]


@pytest.mark.parametrize("ending", WITH_MARGINS)
def test_tracked_changes_count_as_accepted(office: Path, ending: str) -> None:
    raw = read(office / f"margins.{ending}")
    assert "Det går bra med den nya praktiken, säger de i Malå." in raw.text
    assert "fotnot" not in raw.text
    assert any("tracked changes" in remark for remark in raw.remarks)
    assert any("footnote" in remark for remark in raw.remarks)


@pytest.mark.parametrize("ending", WITH_MARGINS)
def test_table_cells_are_lines(office: Path, ending: str) -> None:
    lines = read(office / f"margins.{ending}").text.split("\n")
    assert lines[2:4] == ["ett", "två"]


@pytest.mark.parametrize("ending", WITH_MARGINS)
def test_comments_keep_the_passage_they_are_about(office: Path, ending: str) -> None:
    raw = read(office / f"margins.{ending}")
    [comment] = raw.comments
    assert raw.text[comment.start : comment.end] == "säger de i Malå"
    assert (comment.text, comment.initials) == ("Vilken praktik?", "ME")
    assert comment.written_at.startswith("2014-02-06T11:30")


@pytest.mark.parametrize("ending", ["docx", "odt", "pdf"])
def test_a_document_with_a_password_is_refused(office: Path, ending: str) -> None:
    with pytest.raises(Refused, match="password"):
        read(office / f"talk-locked.{ending}")


def test_a_scanned_pdf_is_refused_with_what_to_do(office: Path) -> None:
    with pytest.raises(Refused, match="OCR"):
        read(office / "scanned.pdf")


@pytest.mark.parametrize("ending", ALL)
def test_an_empty_document_is_refused(office: Path, ending: str) -> None:
    with pytest.raises(Refused) as refused:
        read_transcript(office / f"empty.{ending}", reader_for(ending))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("ending", ALL)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9, 0.999])
def test_a_torn_document_is_refused_or_read_never_a_fault(
    office: Path, tmp_path: Path, ending: str, share: float
) -> None:
    whole = (office / f"talk.{ending}").read_bytes()
    path = tmp_path / f"torn.{ending}"
    path.write_bytes(whole[: int(len(whole) * share)])
    try:
        raw = read(path)
    except Refused as refusal:
        assert "\n" not in str(refusal)
    else:
        assert ending in ("html", "pdf"), "what is packed or nested shows that it is torn"
        assert set(raw.text.split()) <= set(" ".join(TALK).split()) | {*raw.text.split()[-1:]}
