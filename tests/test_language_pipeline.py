"""Which Swedish pipeline is at work, and loading it."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from coder import i18n
from coder.errors import CoderError
from coder.language.pipeline import Pipeline, available, describe_available, forget_pipelines, load_pipeline
from coder.spans import sentences

TRAINED = os.environ.get("CODER_TEST_PIPELINE")
TEXT = "Det är int stuprören som är problemet, bl.a. i Åsele. Sen så? AF-handläggarnas uppdrag\nhar vi."
needs_trained = pytest.mark.skipif(not TRAINED, reason="CODER_TEST_PIPELINE names no trained pipeline")


@pytest.fixture(autouse=True)
def _nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODER_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("CODER_PIPELINE", raising=False)
    monkeypatch.setattr("coder.language.pipeline.PACKAGES", ())
    monkeypatch.setattr(i18n, "_current", "en")
    forget_pipelines()


def make_pipeline(folder: Path, language: str = "sv") -> Path:
    """A real pipeline's folder without anything learnt."""
    import spacy

    nlp = spacy.blank(language)
    nlp.meta["name"], nlp.meta["version"] = "tiny", "1.2.3"
    folder.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(folder)
    return folder


def make_package(parent: Path, name: str) -> None:
    """An importable package that holds a pipeline as spaCy's do, and must not be imported to be described."""
    make_pipeline(parent / name / f"{name}-1.2.3")
    (parent / name / "__init__.py").write_text("raise SystemExit('imported')", "utf-8")


def test_the_built_in_pipeline_is_always_there() -> None:
    pipeline = load_pipeline()
    assert not pipeline.trained
    assert pipeline.description() == "the built-in Swedish pipeline (rules and simplemma)" == describe_available()
    assert pipeline.lemma("stuprören") == "stuprör"


def test_the_built_in_pipeline_gives_lemmas_and_the_sentences_of_the_rules() -> None:
    doc = load_pipeline().nlp(TEXT)
    assert [token.lemma_ for token in doc][1:4] == ["vara", "inte", "stuprör"]
    assert [sentence.start_char for sentence in doc.sents] == [span.start for span in sentences(TEXT)]


def test_a_pipeline_is_loaded_once_however_many_threads_ask() -> None:
    loaded: list[Pipeline] = []
    threads = [threading.Thread(target=lambda: loaded.append(load_pipeline())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 4
    assert len({id(pipeline) for pipeline in loaded}) == 1


def test_a_given_folder_is_used_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_pipeline(tmp_path / "tiny")
    pipeline = load_pipeline(str(folder))
    assert (pipeline.name, pipeline.version, pipeline.trained) == ("sv_tiny", "1.2.3", True)
    assert pipeline.description() == "sv_tiny 1.2.3 (trained)" == describe_available(str(folder))
    monkeypatch.setenv("CODER_PIPELINE", str(folder))
    assert load_pipeline().name == "sv_tiny"
    assert not load_pipeline("built-in").trained


def test_an_installed_package_is_found_without_importing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_package(tmp_path / "site", "sv_core_news_tiny")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setattr("coder.language.pipeline.PACKAGES", ("sv_core_news_tiny",))
    assert describe_available() == "sv_tiny 1.2.3 (trained)"
    assert load_pipeline("sv_core_news_tiny").trained and load_pipeline().trained


@pytest.mark.parametrize("spec", ["/no/such/folder", "no_such_package", "no such thing", "..", "json"])
def test_a_given_pipeline_that_is_missing_is_one_clear_line(spec: str, tmp_path: Path) -> None:
    with pytest.raises(CoderError) as caught:
        load_pipeline(str(tmp_path / "empty") if spec == ".." else spec)
    assert str(caught.value).startswith("There is no language pipeline")
    assert "\n" not in str(caught.value)


def test_a_given_wheel_is_pointed_to_install(tmp_path: Path) -> None:
    wheel = tmp_path / "x.whl"
    wheel.write_bytes(b"")
    with pytest.raises(CoderError, match="pipeline install --from FILE"):
        available(str(wheel))


def test_a_given_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CoderError, match="language en, not for Swedish"):
        load_pipeline(str(make_pipeline(tmp_path / "english", "en")))


@pytest.mark.parametrize("content", ["", "[]", "{broken", "\ud800"])
def test_an_unreadable_meta_is_one_clear_line(content: str, tmp_path: Path) -> None:
    folder = make_pipeline(tmp_path / "tiny")
    (folder / "meta.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    with pytest.raises(CoderError, match=r"no readable meta\.json"):
        load_pipeline(str(folder))


def _break(folder: Path) -> None:
    (folder / "config.cfg").write_text('[nlp]\nlang = "sv"\npipeline = ["nothing_known"]\n', "utf-8")


def test_a_broken_given_pipeline_is_one_clear_line(tmp_path: Path) -> None:
    folder = make_pipeline(tmp_path / "tiny")
    _break(folder)
    with pytest.raises(CoderError, match="sv_tiny could not be loaded") as caught:
        load_pipeline(str(folder))
    assert "\n" not in str(caught.value)


def test_a_broken_installed_pipeline_is_replaced_and_said(tmp_path: Path) -> None:
    folder = make_pipeline(tmp_path / "data" / "pipelines" / "current")
    assert load_pipeline().name == "sv_tiny"
    _break(folder)
    forget_pipelines()
    pipeline = load_pipeline()
    assert not pipeline.trained
    assert "sv_tiny could not be loaded" in pipeline.description()


def test_an_installed_folder_with_a_broken_meta_counts_as_none(tmp_path: Path) -> None:
    folder = make_pipeline(tmp_path / "data" / "pipelines" / "current")
    (folder / "meta.json").write_text(json.dumps({"lang": "en"}), "utf-8")
    assert not available().trained


def test_asking_which_pipeline_imports_no_spacy() -> None:
    program = (
        "import sys; import coder.language.pipeline as p, coder.language.install, coder.language.entities, "
        "coder.suggest.keywords, coder.suggest.reasons, coder.suggest.identity; "
        "p.describe_available(); "
        "sys.exit(bool({'spacy', 'simplemma', 'rapidfuzz'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@needs_trained
def test_a_trained_pipeline_gives_the_same_tokens_in_place() -> None:
    pipeline = load_pipeline(TRAINED)
    assert pipeline.trained and "(trained)" in pipeline.description()
    [doc] = pipeline.docs([TEXT])
    assert doc.text == TEXT
    assert {"stuprör", "uppdrag"} <= {token.lemma_ for token in doc}


def test_half_a_surrogate_pair_keeps_every_offset() -> None:
    [doc] = load_pipeline().docs(["en \ud83d stuprör"])
    assert [token.idx for token in doc if token.text == "stuprör"] == [5]
