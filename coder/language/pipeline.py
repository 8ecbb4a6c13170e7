"""The Swedish language pipeline: which one is at work, and loading it once.

A trained one is used where it is given (``--pipeline``, ``CODER_PIPELINE``) or installed; the built-in one is
always there. Importing this module does not import spaCy: only ``load_pipeline`` does.
"""

import importlib.util
import os
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from coder import __version__
from coder.errors import CoderError
from coder.i18n import _
from coder.language import folders, lemmas

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ENVIRONMENT = "CODER_PIPELINE"
BUILT_IN = "built-in"
PACKAGES = ("sv_core_news_sm", "sv_core_news_md", "sv_core_news_lg")
_SLOW = ("parser", "senter", "ner")
_NO_ENTITIES = ("parser", "senter", "morphologizer", "tagger", "attribute_ruler", "lemmatizer", "trainable_lemmatizer")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NO_LIMIT = 1_000_000_000
_cache: dict[tuple[Path | None, bool], "Pipeline"] = {}
_lock = Lock()


@dataclass(frozen=True)
class Found:
    """A pipeline that could be loaded: what its ``meta.json`` says. ``folder`` is None for the built-in one."""

    name: str
    version: str
    folder: Path | None = None

    @property
    def trained(self) -> bool:
        """False for the built-in pipeline."""
        return self.folder is not None

    def description(self) -> str:
        """Which pipeline this is, in the interface's language."""
        if not self.trained:
            return _("the built-in Swedish pipeline (rules and simplemma)")
        return _("{name} {version} (trained)").format(name=self.name, version=self.version)


_BUILT_IN = Found(BUILT_IN, __version__)


@dataclass(frozen=True, slots=True)
class Entity:
    """A name that a trained pipeline recognised; offsets are code points, ``label`` is the pipeline's own."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Pipeline:
    """A loaded pipeline. It may be used from several threads one after the other."""

    found: Found
    nlp: "Language" = field(repr=False, compare=False)
    remark: str = ""
    """A translated sentence if another pipeline was installed but could not be loaded."""

    @property
    def name(self) -> str:
        """``sv_core_news_sm``, or ``built-in``."""
        return self.found.name

    @property
    def version(self) -> str:
        """The trained pipeline's own version; the program's for the built-in one."""
        return self.found.version

    @property
    def trained(self) -> bool:
        """False for the built-in pipeline."""
        return self.found.trained

    def description(self) -> str:
        """Which pipeline is at work, in the interface's language, with what went wrong, if anything."""
        return "; ".join(part for part in (self.found.description(), self.remark) if part)

    def lemma(self, word: str) -> str:
        """The lemma of a word out of context, in lower case; the same with every pipeline."""
        return lemmas.lemma(word)

    def docs(self, texts: Iterable[str]) -> Iterator["Doc"]:
        """Texts with tokens and lemmas, in order, in small batches; the costly components are left out."""
        disabled = [name for name in _SLOW if name in self.nlp.pipe_names]
        # Half a surrogate pair cannot be handed to spaCy; what stands in for it is one code point too.
        clean = (_SURROGATES.sub("\ufffd", text) for text in texts)
        return self.nlp.pipe(clean, batch_size=32, disable=disabled)

    @property
    def entity_labels(self) -> tuple[str, ...]:
        """What a trained pipeline recognises by name, by its own labels; nothing with the built-in one."""
        names = [self.nlp.get_pipe(name) for name in self.nlp.pipe_names if name == "ner"]
        return tuple(sorted(str(label) for pipe in names for label in getattr(pipe, "labels", ())))

    def entities(self, texts: Iterable[str]) -> Iterator[tuple[Entity, ...]]:
        """For each text what a trained pipeline recognises by name, in order; nothing with the built-in one."""
        disabled = [name for name in _NO_ENTITIES if name in self.nlp.pipe_names]
        clean = (_SURROGATES.sub("\ufffd", text) for text in texts)
        for doc in self.nlp.pipe(clean, batch_size=8, disable=disabled):
            yield tuple(Entity(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents)


def available(spec: str | None = None) -> Found:
    """The pipeline that would be at work, without loading it; ``CoderError`` if a given one is missing or broken."""
    given = spec or os.environ.get(ENVIRONMENT) or ""
    if given == BUILT_IN:
        return _BUILT_IN
    if given:
        return _given(given)
    own = folders.installed_pipeline()
    candidates = [own] if own is not None else []
    candidates += [folder for folder in map(_package_folder, PACKAGES) if folder is not None]
    for folder in candidates:
        found = _found(folder)
        if found is not None:
            return found
    return _BUILT_IN


def describe_available(spec: str | None = None) -> str:
    """In words, which pipeline would be at work; the same errors as ``available``."""
    return available(spec).description()


def load_pipeline(spec: str | None = None) -> Pipeline:
    """The pipeline that ``spec`` (a folder, a package name or ``built-in``), the environment or the machine names.

    Loaded once for each folder. A given pipeline that is missing or broken raises ``CoderError``; an installed one
    that cannot be loaded is replaced by the built-in one, and ``remark`` says so.
    """
    found = available(spec)
    is_given = bool(spec or os.environ.get(ENVIRONMENT))
    key = (found.folder, is_given)
    with _lock:
        if key not in _cache:
            _cache[key] = _load(found, is_given)
        return _cache[key]


def forget_pipelines() -> None:
    """Load anew next time, because what is installed has changed."""
    with _lock:
        _cache.clear()


def _given(spec: str) -> Found:
    path = Path(spec)
    if path.is_file():
        message = _("{path} is a file, not a folder; install a wheel with coder pipeline install --from FILE.")
        raise CoderError(message.format(path=spec))
    folder = folders.model_folder(path) if path.is_dir() else _package_folder(spec)
    if folder is None:
        message = _("There is no language pipeline {spec}: give a folder with config.cfg and meta.json, or a package.")
        raise CoderError(message.format(spec=spec))
    meta = folders.read_meta(folder)
    if meta is None:
        raise CoderError(_("The language pipeline {spec} has no readable meta.json.").format(spec=spec))
    if meta.get("lang") != "sv":
        message = _("The language pipeline {spec} is for the language {language}, not for Swedish (sv).")
        raise CoderError(message.format(spec=spec, language=meta.get("lang")))
    return _described(folder, meta)


def _package_folder(package: str) -> Path | None:
    """The folder of an installed package's pipeline, without importing the package."""
    if not package.isidentifier():
        return None
    try:
        spec = importlib.util.find_spec(package)
    except (ImportError, ValueError):
        return None
    places = spec.submodule_search_locations if spec is not None else None
    return next((found for place in places or () if (found := folders.model_folder(Path(place)))), None)


def _found(folder: Path) -> Found | None:
    meta = folders.read_meta(folder)
    return _described(folder, meta) if meta is not None and meta.get("lang") == "sv" else None


def _described(folder: Path, meta: dict[str, object]) -> Found:
    return Found(f"{meta.get('lang')}_{meta.get('name', '')}", str(meta.get("version", "")), folder)


def _load(found: Found, is_given: bool) -> Pipeline:
    if found.folder is None:
        return _load_built_in()
    try:
        return Pipeline(found, load_folder(found.folder, found.name))
    except CoderError as error:
        if is_given:
            raise
        return _load_built_in(str(error))


def load_folder(folder: Path, name: str) -> "Language":
    """A trained pipeline from its folder; ``CoderError`` naming ``name`` if it cannot be loaded."""
    from coder.language import components

    try:
        with warnings.catch_warnings():
            # A neighbouring version of spaCy is announced as a warning; what cannot work raises.
            warnings.simplefilter("ignore")
            nlp = components.load_trained(folder)
    except Exception as error:  # a broken pipeline fails in as many ways as there are components
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
        message = _("The language pipeline {name} could not be loaded: {reason}")
        raise CoderError(message.format(name=name, reason=reason)) from error
    nlp.max_length = _NO_LIMIT
    return nlp


def _load_built_in(remark: str = "") -> Pipeline:
    from coder.language.components import built_in

    nlp = built_in()
    nlp.max_length = _NO_LIMIT
    return Pipeline(_BUILT_IN, nlp, remark)
