"""What all tests stand on: an environment that says nothing, a small study as files, and a project made from it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from coder.i18n import current_language, set_language
from coder.project import Project
from coder.queries.transcript import transcript

REPOSITORY = Path(__file__).parent.parent
OF_THE_TESTS = (
    "CODER_TEST_PIPELINE",
    "CODER_EVAL",
    "CODER_TEST_AXE",
    "CODER_REFI_ORACLES",
    "CODER_REQUIRE_ALL",
    "CODER_TEST_LONG",
)
"""Variables that are meant for the tests; every other ``CODER_…`` is the program's and is unset."""

LONG = bool(os.environ.get("CODER_TEST_LONG"))


def drawn(number: int) -> int:
    """How often something is drawn at random: so often where there is time (``CODER_TEST_LONG=1``), else a third."""
    return number if LONG else -(-number // 3)


settings.register_profile("coder", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("coder")  # How fast the machine is says nothing about the program.

CODEBOOK = """\
# The codebook of a small study.
project: Liten studie
language: sv
method: codebook
themes:
  # What stands in the way.
  - id: hinder
    name: Hinder
    colour: red
    codes:
      - id: stuprör
        name: Stuprör
        definition: Ingen ser helheten.
        keywords: [stuprör, mellan stolarna]  # as people say it
      - id: avstånd
        name: Avstånd
        codes:
          # Only where the bus itself is meant.
          - id: buss
            name: Indragen buss
            keywords: [bussen]
  - id: möjligheter
    name: Möjligheter
    colour: green
    codes:
      - {id: praktik, name: Praktik, keywords: [praktik]}
      - id: närhet
        name: Närhet
actors:
  - {id: af, name: Arbetsförmedlingen, other_names: [AF]}
  - {id: byn-kommun, name: Byns kommun}
groups:
  - {id: unga, name: Unga, definition: 16–24 år}
places:
  - {id: norra, name: Norra byn, kind: kommun}
  - {id: södra, name: Södra byn, kind: kommun}
"""

# A decomposed å in "är", a family of five code points, and words that the codebook knows.
AME = """\
---
case: AME Byn
actor: byn-kommun
kind: kommun
place: norra
date: 2014-02-04
interviewer: Maja
speakers: {I: interviewer, IP: {case: AME Byn, actor: byn-kommun, place: norra, consent: organisation}}
---
I: Vad hindrar folk från att komma i arbete?

IP: Stuprören. Folk hamnar mellan stolarna, det a\u0308r så det är 👩\u200d👩\u200d👧 ja.

I: Och bussen?

IP: Den är indragen, så praktik i stan går inte. [bold]Så[/] är det.
"""

JOINT = """\
---
date: 2014-03-05
interviewer: Tor
speakers:
  I: interviewer
  IP1: {case: AME Norr, kind: kommun, place: norra}
  IP2: {case: AME Syd, kind: kommun, place: södra}
---
I: Vad fungerar hos er?
IP1: Närheten, vi känner alla.
IP2: Praktik fungerar, fast stuprören står kvar.
IP1: Just det.
"""

SEMINAR = """\
---
case: Förbundet
kind: samordningsförbund
place: södra
coder: Tor
speakers: {Chef: {consent: anonymous}}
---
Intervjuare: Hur är det med avstånden?
Chef: Det är långt. Å så är det dyrt – "tio mil", sa hon.
"""

SUBTITLES = """\
WEBVTT

00:00:01.000 --> 00:00:04.000
<v I>Vem betalar?</v>

00:00:04.000 --> 00:00:09.000
<v IP>Vi och kommunen &amp; <i>staten</i>. Praktik kostar.</v>
"""

CASES = "file,case,actor,kind,place,date\naf.vtt,AF Byn,af,stat,norra,2014-05-22\n"


@pytest.fixture(autouse=True)
def quiet_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the person's settings reaches a test; messages are the English of the source."""
    for name in list(os.environ):
        if name == "NO_COLOR" or (name.startswith("CODER_") and name not in OF_THE_TESTS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CODER_DATA", str(tmp_path / "data"))
    before = current_language()
    set_language("en")
    yield
    set_language(before)


def write_study(folder: Path) -> Path:
    """A small study as files: four sources of three formats and encodings, one of them a joint interview."""
    transcripts = folder / "transcripts"
    transcripts.mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    (transcripts / "ame.txt").write_bytes(AME.encode())
    (transcripts / "gemensam.txt").write_bytes(b"\xef\xbb\xbf" + JOINT.replace("\n", "\r\n").encode())
    (transcripts / "förbundet.md").write_bytes(SEMINAR.replace("\n", "\r\n").encode("cp1252"))
    (transcripts / "af.vtt").write_bytes(SUBTITLES.encode())
    (transcripts / "cases.csv").write_text(CASES, encoding="utf-8")
    return folder


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The small study's folder, without a project."""
    return write_study(tmp_path / "study")


@pytest.fixture(scope="session")
def finished_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study with its project made, for copying: never open it."""
    folder = write_study(tmp_path_factory.mktemp("template") / "study")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    project.close()
    return folder


Opener = Callable[..., Project]


@pytest.fixture
def opened(tmp_path: Path, finished_study: Path) -> Iterator[Opener]:
    """Opens the small study's project as a coder (``opened("Tor")``), and closes what was opened."""
    folder = tmp_path / "opened"
    shutil.copytree(finished_study, folder)
    projects: list[Project] = []

    def open_as(coder: str = "Maja") -> Project:
        projects.append(Project.open(folder / "coder.db", coder))
        return projects[-1]

    yield open_as
    for project in projects:
        project.close()


@pytest.fixture
def project(opened: Opener) -> Project:
    """The small study opened by Maja: four sources loaded, the codebook read, nothing coded."""
    return opened("Maja")


def passage(project: Project, source: str, words: str) -> tuple[int, int]:
    """Where words stand in a source, as (start, end)."""
    text = project.ask(transcript, source).text
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture(scope="session")
def bundled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own study with its project made from the files: for questions and copies, not for changes."""
    folder = tmp_path_factory.mktemp("bundled") / "study"
    shutil.copytree(REPOSITORY / "transcripts", folder / "transcripts")
    shutil.copytree(REPOSITORY / "synthesis", folder / "synthesis")
    shutil.copy(REPOSITORY / "codebook.yaml", folder)
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    project.close()
    return folder


@pytest.fixture(scope="session")
def bundled(bundled_folder: Path) -> Iterator[Project]:
    """The bundled study opened, to be asked only."""
    project = Project.open(bundled_folder / "coder.db", "Maja")
    yield project
    project.close()
