"""A study whose every text that a file or a person can set would run, link or show something, if an export let it.

Each place bears a word of its own (``Qkälla``, ``Qtalare`` …), so that an export can be searched for what it holds.
"""

from pathlib import Path

from coder.project import Project
from coder.project.synthesis.constellations import Wording

FORMULA, MARKUP, LINK = '=HYPERLINK("http://q.se")', "<script>larm()</script>", "[k](javascript:larm())"
FIELD, PICTURE = '{ INCLUDETEXT "/etc/passwd" }', "<img src=http://q.se/x onerror=larm()>"
PAYLOADS = (FORMULA, MARKUP, LINK, FIELD, PICTURE)
HIDDEN = ("Qkälla", "Qfall", "Qtalare", "Qkodare", "Qanteckning", "Qsammanfattning")
"""Of source, case, speaker, coder, note and a case's summary: what a report must not show."""
SEEN = ("Qkod", "Qtema", "Qdefinition", "Qaktör", "Quppdrag", "Qgrupp", "Qfråga", "Qrubrik", "Qkonstellation", "Qtext")


def loaded(word: str) -> str:
    """A word with everything that could run behind it, and a formula in front."""
    return f"={word} " + " ".join(PAYLOADS)


def hostile_study(folder: Path) -> Project:
    """Four interviews, one code, an actor, a group, a place, notes, picks, summaries and a question of the model."""
    (folder / "transcripts").mkdir()
    said = {key: _quoted(loaded(word)) for key, word in _CODEBOOK.items()}
    (folder / "codebook.yaml").write_text(
        f"project: {said['project']}\nlanguage: sv\nthemes:\n  - id: t\n    name: {said['theme']}\n    codes:\n"
        f"      - {{id: k, name: {said['code']}, definition: {said['definition']}}}\n"
        f"actors: [{{id: a, name: {said['actor']}, mandate: {said['mandate']}}}, {{id: b, name: Bolaget}}]\n"
        f"groups: [{{id: g, name: {said['group']}, definition: {said['definition']}}}]\n"
        "places: [{id: p, name: Orten}]\n"
        f"questions: [{{id: q, title: {said['question']}, codes: [t], functions: [k], "
        "show: [matrix, quotes, roles, actors, constellations, whitespots, statistics]}]\n",
        encoding="utf-8",
    )
    for number in range(4):
        case, label = _quoted(loaded(f"Qfall{number}")), f"=Qtalare{number} <b>"
        (folder / "transcripts" / f"=Qkälla{number} <b>.txt").write_text(
            f"---\ncase: {case}\nactor: a\nkind: kommun\nplace: p\n=v: {case}\n"
            f"speakers: {{I: interviewer, {_quoted(label)}: {{consent: anonymous}}}}\n---\n"
            f"I: Hej?\n{label}: {loaded('Qtext')} och vi samarbetar med Bolaget {number}.\n",
            encoding="utf-8",
        )
    project = Project.open(folder / "coder.db", "=Qkodare", create=True)
    project.begin()
    quotes = [_coded(project, f"=Qkälla{number} <b>") for number in range(4)]
    project.pick(quotes[:2], heading=loaded("Qrubrik"))
    for number in range(4):
        project.write_summary(loaded(f"Qfall{number}"), "k", f"{loaded('Qsammanfattning')} [{quotes[number]}]")
    project.add_constellation(
        loaded("Qkonstellation"), Wording(members=("a", "b"), place="p", purpose=loaded("Qsyfte")), quotes[:1]
    )
    project.write_role("k", "a", "now", loaded("Qroll"))
    project.decide_white_spot("g", "p", "missing", loaded("Qvarför"))
    return project


_CODEBOOK = {
    "project": "Qprojekt",
    "theme": "Qtema",
    "code": "Qkod",
    "definition": "Qdefinition",
    "actor": "Qaktör",
    "mandate": "Quppdrag",
    "group": "Qgrupp",
    "question": "Qfråga",
}


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _coded(project: Project, source: str) -> str:
    from coder.project import Facets
    from coder.queries.transcript import transcript

    text = project.ask(transcript, source).text
    start = text.index("=Qtext")
    quote = project.apply_code(source, start, len(text.rstrip()), "k", Facets(("a",), "other", "now"))
    project.write_note(quote, loaded("Qanteckning"))
    project.star(quote)
    return quote
