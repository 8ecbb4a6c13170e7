"""Installing the trained pipeline: from a file, from an address, and everything that can go wrong."""

import hashlib
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from coder import i18n
from coder.errors import CoderError
from coder.language import install
from coder.language.folders import pipelines_folder
from coder.language.install import install_pipeline, remove_pipeline
from coder.language.pipeline import describe_available, forget_pipelines, load_pipeline

BUILT_IN = "the built-in Swedish pipeline (rules and simplemma)"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODER_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("CODER_PIPELINE", raising=False)
    monkeypatch.setattr("coder.language.pipeline.PACKAGES", ())
    monkeypatch.setattr(i18n, "_current", "en")
    forget_pipelines()


def make_wheel(tmp_path: Path, language: str = "sv", version: str = "1.0.0") -> Path:
    """A wheel shaped like spaCy's: package, data folder inside it, dist-info."""
    import spacy

    name = f"{language}_tiny"
    nlp = spacy.blank(language)
    nlp.meta["name"], nlp.meta["version"] = "tiny", version
    data = tmp_path / f"{name}-{version}"
    nlp.to_disk(data)
    wheel = tmp_path / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(f"{name}/__init__.py", "raise SystemExit('imported')")
        file.write(data / "meta.json", f"{name}/meta.json")
        for path in sorted(data.rglob("*")):
            if path.is_file():
                file.write(path, f"{name}/{data.name}/{path.relative_to(data).as_posix()}")
        file.writestr(f"{name}-{version}.dist-info/METADATA", "Name: tiny")
    return wheel


def known(monkeypatch: pytest.MonkeyPatch, wheel: Path) -> None:
    """Make this wheel the one the program knows."""
    monkeypatch.setattr(install, "WHEEL_URL", wheel.as_uri())
    monkeypatch.setattr(install, "WHEEL_SHA256", hashlib.sha256(wheel.read_bytes()).hexdigest())


def left_behind() -> list[str]:
    folder = pipelines_folder()
    return sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []


def refused(from_file: Path | None = None) -> str:
    with pytest.raises(CoderError) as caught:
        install_pipeline(from_file, timeout=5)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_download_is_checked_unpacked_and_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = make_wheel(tmp_path)
    known(monkeypatch, wheel)
    steps: list[tuple[int, int | None]] = []
    installed = install_pipeline(timeout=30, progress=lambda done, total: steps.append((done, total)))
    assert installed.verified and installed.message() == "sv_tiny 1.0.0 is installed; its checksum is right."
    assert steps[-1] == (wheel.stat().st_size, wheel.stat().st_size)
    assert describe_available() == "sv_tiny 1.0.0 (trained)" == load_pipeline().description()
    assert left_behind() == ["current"]


def test_a_wrong_checksum_installs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, make_wheel(tmp_path))
    monkeypatch.setattr(install, "WHEEL_SHA256", "0" * 64)
    assert "wrong checksum" in refused()
    assert left_behind() == [] and describe_available() == BUILT_IN


def test_without_a_network_the_way_by_hand_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "WHEEL_URL", "http://127.0.0.1:9/tiny.whl")
    assert refused().endswith("coder pipeline install --from FILE")
    assert left_behind() == []


def test_a_download_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, make_wheel(tmp_path))
    with pytest.raises(CoderError, match="took too long"):
        install_pipeline(timeout=1e-9)
    assert left_behind() == []


def test_a_download_that_is_stopped_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known(monkeypatch, make_wheel(tmp_path))

    def stop(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        install_pipeline(timeout=30, progress=stop)
    assert left_behind() == []


def test_another_swedish_wheel_is_taken_and_said(tmp_path: Path) -> None:
    installed = install_pipeline(make_wheel(tmp_path))
    assert not installed.verified
    assert "not the file whose checksum is known" in installed.message()
    assert load_pipeline().trained


def test_the_known_wheel_from_a_file_is_verified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = make_wheel(tmp_path)
    known(monkeypatch, wheel)
    assert install_pipeline(wheel).verified


def test_a_new_pipeline_takes_the_old_ones_place_and_is_removed(tmp_path: Path) -> None:
    install_pipeline(make_wheel(tmp_path, version="1.0.0"))
    assert load_pipeline().version == "1.0.0"
    install_pipeline(make_wheel(tmp_path, version="2.0.0"))
    assert load_pipeline().version == "2.0.0" and left_behind() == ["current"]
    assert remove_pipeline() and not remove_pipeline()
    assert load_pipeline().description() == BUILT_IN


def test_a_wheel_for_another_language_is_refused(tmp_path: Path) -> None:
    assert "language en, not for Swedish" in refused(make_wheel(tmp_path, "en"))


def test_what_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.whl"
    with zipfile.ZipFile(other, "w") as file:
        file.writestr("other/__init__.py", "")
    assert "holds no spaCy pipeline" in refused(other)
    other.write_bytes(b"PK no zip")
    assert "cannot be read as a wheel" in refused(other)
    assert "cannot be read" in refused(tmp_path / "missing.whl")


def test_a_damaged_wheel_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    content = wheel.read_bytes()
    for offset in range(0, len(content) - 200, 97):
        wheel.write_bytes(content[:offset] + b"\xff" * 150 + content[offset + 150 :])
        with suppress(CoderError):  # what hits no file's content may pass
            install_pipeline(wheel)
        assert left_behind() in ([], ["current"])
    wheel.write_bytes(content[: len(content) // 2])
    assert "cannot be read as a wheel" in refused(wheel)


@pytest.mark.parametrize("name", ["../evil.txt", "/evil.txt", "a/../../evil.txt", "..\\evil.txt", "C:/evil.txt"])
def test_no_file_lands_outside_the_folder(name: str, tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    with zipfile.ZipFile(wheel, "a") as file:
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        file.writestr(member, "evil")
    assert "unsafe file name" in refused(wheel)
    assert left_behind() == [] and not list(tmp_path.rglob("evil.txt"))


def test_a_link_in_a_wheel_is_refused(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    member = zipfile.ZipInfo("sv_tiny/link")
    member.external_attr = 0o120777 << 16
    with zipfile.ZipFile(wheel, "a") as file:
        file.writestr(member, "/etc/passwd")
    assert "unsafe file name" in refused(wheel)


def test_a_wheel_that_cannot_be_loaded_leaves_the_old_one(tmp_path: Path) -> None:
    install_pipeline(make_wheel(tmp_path, version="1.0.0"))
    broken = make_wheel(tmp_path, version="2.0.0")
    with zipfile.ZipFile(broken) as file:
        content = {name: file.read(name) for name in file.namelist()}
    with zipfile.ZipFile(broken, "w") as file:
        for name, data in content.items():
            file.writestr(name, b"[nlp]\nlang = 3\n" if name.endswith("config.cfg") else data)
    assert "could not be loaded" in refused(broken)
    assert load_pipeline().version == "1.0.0"


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = make_wheel(tmp_path)
    (tmp_path / "file").write_text("in the way", "utf-8")
    monkeypatch.setenv("CODER_DATA", str(tmp_path / "file"))
    assert "cannot be written" in refused(wheel)
