"""The small study of the tests with actors, functions and claims about them."""

from coder.project import Facets, Project
from tests.conftest import CODEBOOK, passage
from tests.doing import rewrite

ROLES = """\
  - id: roller
    name: Roller
    codes:
      - {id: leda, name: Leda}
      - {id: betala, name: Betala}
  - id: pengar
    name: Pengar
    codes:
      - {id: fonden, name: Fonden}
"""
REGISTERS = """\
  - {id: grannen, name: Grannlänet, outside: true}
projects:
  - {id: steget, name: Steget, owner: byn-kommun, financier: af, period: "2013", groups: [unga], places: [norra]}
questions:
  - {id: q4, title: Vem gör vad?, codes: [roller, pengar], functions: [leda, betala], show: [roles]}
"""


def with_roles(project: Project) -> Project:
    """The codebook with two functions, a project and money beside them."""
    assert CODEBOOK.count("  # What stands in the way.") == 1
    rewrite(project, "themes:\n", "themes:\n" + ROLES)
    rewrite(
        project, "  - {id: byn-kommun, name: Byns kommun}\n", "  - {id: byn-kommun, name: Byns kommun}\n" + REGISTERS
    )
    project.read_codebook()
    return project


def claim(
    project: Project, source: str, said: str, code: str, about: tuple[str, ...], voice: str | None, mode: str | None
) -> str:
    """Apply a code with its facets; the quote's identifier."""
    return project.apply_code(source, *passage(project, source, said), code, Facets(about, voice, mode))
