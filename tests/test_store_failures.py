"""What goes wrong outside: a folder that may not be written, a full disk, a process killed in the middle."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.project import Project
from coder.queries.sources import source_rows
from tests.conftest import Opener, write_study
from tests.doing import code_words, path_of
from tests.tables import recorded, size, unwhole


def run(script: str, *arguments: object, as_nobody: bool = False) -> subprocess.CompletedProcess[str]:
    """A piece of Python in a process of its own, as a user without rights where that is asked for."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    if as_nobody and os.geteuid() == 0:
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "CODER_DATA": "/nonexistent/coder"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd="/")


OPEN_AND_CODE = """
import sys
from coder.errors import CoderError
from coder.i18n import set_language
from coder.errors import CoderError
from coder.project import Project
set_language("en")
try:
    project = Project.open(sys.argv[1], "Maja", create=True)
    print("opened", flush=True)
    project.apply_code("ame", 50, 59, "hinder")
    print("coded")
except CoderError as error:
    print("refused:", error)
"""


@pytest.fixture
def open_to_all(finished_study: Path) -> Iterator[Path]:
    """The small study with its project, where another user can reach it (pytest's own folders are private)."""
    if run("import coder", as_nobody=True).returncode:
        pytest.skip("a user without rights cannot reach this Python")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    shutil.copytree(finished_study, folder / "study")
    yield folder / "study"
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)


needs_another_user = pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and shutil.which("setpriv") is None),
    reason="needs a user without rights: setpriv, or not to be root",
)


@needs_another_user
def test_a_read_only_project_is_said_in_one_line(open_to_all: Path) -> None:
    path = open_to_all / "coder.db"
    before = recorded(path)
    path.chmod(0o444)
    open_to_all.chmod(0o755)
    done = run(OPEN_AND_CODE, path, as_nobody=True)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[-1].startswith("refused: ") and str(path) in lines[-1]
    assert "coded" not in lines
    assert recorded(path) == before


@needs_another_user
def test_a_read_only_folder_is_said_in_one_line(open_to_all: Path) -> None:
    open_to_all.chmod(0o555)
    done = run(OPEN_AND_CODE, open_to_all / "new.db", as_nobody=True)
    assert done.stderr == ""
    [line] = done.stdout.splitlines()
    assert line.startswith("refused: ") and "new.db" in line
    assert not (open_to_all / "new.db").exists()


FULL_DISK = """
import resource, sys
from coder.errors import CoderError
from coder.i18n import set_language
from coder.errors import CoderError
from coder.project import Project
set_language("en")
project = Project.open(sys.argv[1], "Maja")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
done = 0
try:
    while done < 1000:
        project.apply_code("ame", 50 + done % 9, 60 + done // 9, "hinder")
        done += 1
except CoderError as error:
    print("refused:", error)
print(done)
"""

FULL_FOR_EXPORTS = """
import resource, sys
from pathlib import Path
from coder.errors import CoderError
from coder.i18n import set_language
from coder.errors import CoderError
from coder.project import Project
set_language("en")
project = Project.open(sys.argv[1], "Maja")
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    project.export(Path(sys.argv[2]), ["quotes"])
except CoderError as error:
    print("refused:", error)
"""

KILLED_LOAD = """
import sys, time
from pathlib import Path
from coder.errors import CoderError
from coder.project import Project

project = Project.open(sys.argv[1], "Maja", create=True)
project.read_codebook()

def say(done, total, what):
    print(what, flush=True)
    time.sleep(0.05)  # what is read waits a moment to be written with more
    return True

project.load([Path(sys.argv[2])], say)
"""


@pytest.mark.skipif(os.name == "nt", reason="RLIMIT_FSIZE is POSIX's")
def test_a_full_disk_is_said_in_one_line_and_what_was_there_is_whole(opened: Opener) -> None:
    project = opened("Maja")
    path = path_of(project)
    steps = size(path, "step")
    project.close()
    limit = max(file.stat().st_size for file in path.parent.glob("coder.db*")) + 30_000
    done = run(FULL_DISK, path, limit)
    assert done.stderr == ""
    refused, number = done.stdout.splitlines()
    assert refused.startswith(f"refused: {path}") and "full" in refused
    assert 0 < int(number) < 1000
    assert unwhole(path) == []
    assert size(path, "coding") == int(number), "what was said to be done is there, the rest is not"
    assert size(path, "step") == steps + int(number)
    again = opened("Maja")
    assert code_words(again)


@pytest.mark.skipif(os.name == "nt", reason="RLIMIT_FSIZE is POSIX's")
def test_an_export_on_a_full_disk_leaves_the_old_file(opened: Opener) -> None:
    project = opened("Maja")
    code_words(project)
    folder = project.folder / "exports"
    project.export(folder, ["quotes"])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = run(FULL_FOR_EXPORTS, path_of(project), folder)
    assert done.stderr == ""
    assert done.stdout.startswith("refused: ") and "quotes" in done.stdout and done.stdout.count("\n") == 1
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_killed_load_leaves_whole_files_and_is_taken_up_again(tmp_path: Path) -> None:
    folder = write_study(tmp_path / "study")
    for number in range(40):
        turns = "".join(f"I: Fråga {turn}?\nIP: Svar {turn}, i källa {number}.\n" for turn in range(150))
        (folder / "transcripts" / f"lång-{number:02}.txt").write_text(turns, encoding="utf-8")
    command = [sys.executable, "-c", KILLED_LOAD, str(folder / "coder.db"), str(folder / "transcripts")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _number in range(12):
            process.stdout.readline()
        time.sleep(0.01)
        process.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    project = Project.open(folder / "coder.db", "Maja")
    assert unwhole(folder / "coder.db") == []
    there = {row.source: row for row in project.ask(source_rows)}
    assert 4 <= len(there) < 44
    assert all(row.turns == 300 and row.speakers == 2 for name, row in there.items() if name.startswith("lång"))
    statuses = {result.file: result.status for result in project.load()}
    assert {name for name, status in statuses.items() if status == "unchanged"} >= {
        f"{n}.txt" for n in there if "lång" in n
    }
    assert set(statuses.values()) == {"unchanged", "added"}
    assert len(project.ask(source_rows)) == 44
    project.close()


def test_a_damaged_project_is_said_to_be_damaged(opened: Opener, tmp_path: Path) -> None:
    project = opened("Maja")
    path = project.store.path
    assert path is not None
    project.close()
    data = bytearray(path.read_bytes())
    # Everything behind the first page, which holds the schema: rows and indexes turn to noise.
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(bytes(data))
    with pytest.raises(CoderError, match=r"damaged|skadad"):
        Project.open(path, "Maja").ask(source_rows)
