"""Folders, disks and pipes that cannot be written: one line, and what was there before is whole."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command_line import COMMAND, TIMEOUT_S, CommandLine, run_installed


@pytest.fixture
def folder(finished_study: Path, tmp_path: Path) -> Path:
    """The small study, loaded, nothing coded."""
    return shutil.copytree(finished_study, tmp_path / "here")


@pytest.fixture
def coder(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    return CommandLine(folder, monkeypatch, capsys)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that failed has said: one line, and not how it was made."""
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr
    return done.stderr.strip()


class TestPlacesThatCannotBeWritten:
    @pytest.fixture
    def plain_user(self) -> tuple[str, ...]:
        """What to put before a command so that a read-only folder is one: root may write anywhere."""
        if not hasattr(os, "geteuid"):
            pytest.skip("folders have no write permission to take away here")
        if os.geteuid() != 0:
            return ()
        found = shutil.which("setpriv")
        if found is None:
            pytest.skip("setpriv is not installed, and root may write into any folder")
        return (found, "--bounding-set", "-dac_override,-dac_read_search")

    @pytest.fixture
    def locked(self, folder: Path) -> Iterator[Path]:
        files = [path for path in (folder, *folder.rglob("*")) if not path.is_symlink()]
        for path in files:
            path.chmod(path.stat().st_mode & ~0o222)
        yield folder
        for path in files:
            path.chmod(path.stat().st_mode | 0o200)

    def test_a_read_only_folder(self, locked: Path, plain_user: tuple[str, ...]) -> None:
        before = {path: path.read_bytes() for path in locked.rglob("*") if path.is_file()}
        for line in ("code ame 1 5 hinder", "export"):
            said = one_line(run_installed(locked, *line.split(), prefix=plain_user))
            assert "choose" in said and "write" in said.replace("written", "write")
        assert {path: path.read_bytes() for path in locked.rglob("*") if path.is_file()} == before

    def test_a_read_only_folder_without_a_project(self, locked: Path, plain_user: tuple[str, ...]) -> None:
        said = one_line(run_installed(locked, "load", "--project", "new.db", prefix=plain_user))
        assert said.startswith("new.db: cannot be written")
        assert not (locked / "new.db").exists()

    def test_doctor_says_so(self, locked: Path, plain_user: tuple[str, ...]) -> None:
        done = run_installed(locked, "doctor", prefix=plain_user)
        assert done.returncode == 1
        assert any(line.startswith("wrong  folder") for line in done.stdout.splitlines())

    @pytest.mark.parametrize("kilobytes", [60, 400])
    def test_a_full_disk(self, coder: CommandLine, kilobytes: int) -> None:
        resource = pytest.importorskip("resource")

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

        big = "I: Fråga?\nIP: " + "Svar på frågan, och det är långt. " * 20_000 + "\n"
        (coder.folder / "transcripts" / "big.txt").write_text(big, "utf-8")
        before = coder("sources", "--format", "csv").out
        said = one_line(run_installed(coder.folder, "load", preexec=limit))
        assert "the disk may be full" in said or "cannot be written" in said
        assert coder("sources", "--format", "csv").out == before
        coder("doctor")
        assert coder("load").out.startswith("unchanged af.vtt\nunchanged ame.txt\nadded     big.txt")

    def test_an_export_on_a_full_disk_leaves_the_former_one(self, coder: CommandLine) -> None:
        resource = pytest.importorskip("resource")
        coder("export")
        exports = coder.folder / "exports"
        before = {path.name: path.read_bytes() for path in exports.iterdir()}

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        one_line(run_installed(coder.folder, "export", preexec=limit))
        assert {path.name: path.read_bytes() for path in exports.iterdir()} == before

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
    @pytest.mark.parametrize("line", ["freq", "text ame"])
    def test_standard_output_that_cannot_be_written(self, folder: Path, line: str) -> None:
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [str(COMMAND), *line.split(), "--lang", "en"],
                cwd=folder,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                timeout=TIMEOUT_S,
            )
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1 and "No space left" in done.stderr

    @pytest.mark.parametrize("line", ["freq", "text ame"])
    def test_a_reader_that_has_seen_enough_is_no_mistake(self, folder: Path, line: str) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            done = subprocess.run(
                [str(COMMAND), *line.split()], cwd=folder, stdout=pipe, stderr=subprocess.PIPE, timeout=TIMEOUT_S
            )
        assert (done.returncode, done.stderr) == (0, b"")
