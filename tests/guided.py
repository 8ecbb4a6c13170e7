"""A small study with an interview guide: two interviews, in one of which the last question is not asked."""

from coder.project import Project

GUIDE = """\
guide:
  - {id: f1, text: Berätta om ert uppdrag.}
  - {id: f2, text: Vilka samarbetar ni med i dag?}
  - {id: f3, text: "Vad saknas, och vilka når ni inte?", keywords: [vita fläckar]}
"""

NORR = """\
I: Berätta gärna om uppdraget!
IP: Vi ger sta\u0308d. Stuprören står kvar 👩\u200d👩\u200d👧 här.
I: Varför det?
IP: Det har blivit så.
I: Vilka samarbetar ni med?
IP: Med förmedlingen.
I: Och vem till?
IP: Kommunen. Praktik ordnar de.
I: Vilka är det ni inte når?
IP: De äldre. Bussen är borta.
"""

SYD = """\
I: Nu spelar jag in.
IP: Gör det.
I: Finns det några samarbeten här?
IP: Nej. Bussen går.
"""


def with_guide(project: Project) -> Project:
    """The project with a guide in its codebook, and two more interviews."""
    with project.codebook_path.open("a", encoding="utf-8") as file:
        file.write(GUIDE)
    for name, text in (("norr", NORR), ("syd", SYD)):
        (project.transcripts_folder / f"{name}.txt").write_text(text, encoding="utf-8")
    project.read_codebook()
    project.load()
    return project
