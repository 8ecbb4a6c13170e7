"""A small study about who works with whom and where something is missing: three places, two groups, four actors."""

from pathlib import Path

from coder.project import Facets, Project
from tests.conftest import passage

CODEBOOK = """\
project: Fläckar
language: sv
themes:
  - {id: samverkan, name: Samverkan, codes: [{id: konstellation, name: Konstellation}, {id: stöd, name: Stöd}]}
  - {id: vita, name: Vita fläckar, codes: [{id: saknas, name: Saknas, keywords: [saknas]}]}
  - {id: hinder, name: Hinder}
guide:
  - {id: f1, text: Berätta om ert uppdrag.}
  - {id: f2, text: Vad saknas hos er?}
actors:
  - {id: af, name: Arbetsförmedlingen, other_names: [AF]}
  - {id: fk, name: Försäkringskassan}
  - {id: norr, name: Norra kommunen}
  - {id: borta, name: Långt borta, outside: true}
projects:
  - {id: torget, name: Torget, owner: norr, places: [norra]}
groups:
  - {id: unga, name: Unga, definition: 16–24 år, keywords: [ungdomar]}
  - {id: äldre, name: Äldre, definition: Över 55 år, keywords: [gamla]}
places:
  - {id: norra, name: Norra byn, kind: kommun}
  - {id: södra, name: Södra byn, kind: kommun}
  - {id: västra, name: Västra byn, kind: kommun}
questions:
  - {id: q1, title: Vilka konstellationer finns?, codes: [konstellation], show: [constellations]}
  - {id: q2, title: Var är det vitt?, codes: [vita], exists: [konstellation, stöd], show: [whitespots]}
"""

SOURCES = {
    "norr": (
        "case: AME Norr\nspeakers: {I: interviewer, IP: {case: AME Norr, actor: norr, place: norra}}",
        "I: Vad saknas hos er?\nIP: Vi har Torget med AF. Ungdomarna får stöd. De gamla har ingenting.\n",
    ),
    "af": (
        "case: AF Norr\nspeakers: {I: interviewer, IP: {case: AF Norr, actor: af, place: norra}}",
        "I: Hur är det annars?\nIP: Torget finns på papperet. Kassan är med ibland.\n",
    ),
    "syd": (
        "case: AME Syd\nspeakers: {I: interviewer, IP: {case: AME Syd, place: södra}}",
        "I: Och era ungdomar?\nIP: Bussen går inte.\n",
    ),
}

CODINGS = (
    ("norr", "Vi har Torget med AF.", "konstellation", Facets(("norr", "af", "norra", "unga"), "self", "now")),
    ("norr", "Ungdomarna får stöd.", "stöd", Facets(("unga",), "self", "now")),
    ("norr", "De gamla har ingenting.", "saknas", Facets(("äldre",), "self", "now")),
    ("af", "Torget finns på papperet.", "saknas", Facets(("unga", "norra"), "other", "now")),
    ("af", "Kassan är med ibland.", "konstellation", Facets(("norr", "af"), None, "now")),
    ("syd", "Bussen går inte.", "hinder", Facets(("unga", "södra"), None, "now")),
)


def spotted(folder: Path) -> Project:
    """The study as a project of Maja's, coded; the quotes in order of ``CODINGS`` are ``quotes_of``."""
    transcripts = folder / "transcripts"
    transcripts.mkdir(parents=True)
    (folder / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    for name, (head, text) in SOURCES.items():
        (transcripts / f"{name}.txt").write_text(f"---\n{head}\n---\n{text}", encoding="utf-8")
    project = Project.open(folder / "coder.db", "Maja", create=True)
    project.begin()
    for source, words, code, facets in CODINGS:
        project.apply_code(source, *passage(project, source, words), code, facets)
    return project
