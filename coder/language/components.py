"""The built-in Swedish pipeline: spaCy's tokeniser, sentences by rule, lemmas by simplemma.

Imports spaCy: only ``coder.language.pipeline`` imports this, at the moment of loading.
"""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from coder.language.lemmas import lemma
from coder.spans import sentences

SENTENCES = "coder_sentences"
"""Under this key a Doc's ``user_data`` holds its sentences as spans, where they were found by rule."""


@Language.component("coder_sentences", assigns=["token.is_sent_start"])
def rule_sentences(doc: Doc) -> Doc:
    """Mark where sentences begin, as ``coder.spans.sentences`` sees them."""
    found = tuple(sentences(doc.text))
    doc.user_data[SENTENCES] = found
    starts = [span.start for span in found]
    position = 0
    for token in doc:
        begins = position < len(starts) and token.idx >= starts[position]
        token.is_sent_start = begins or token.i == 0
        while position < len(starts) and token.idx >= starts[position]:
            position += 1
    return doc


@Language.component("coder_lemmas", assigns=["token.lemma"])
def simple_lemmas(doc: Doc) -> Doc:
    """Give every token its lemma in lower case; what has no letter keeps its text."""
    for token in doc:
        token.lemma_ = lemma(token.text) or token.text
    return doc


def built_in() -> Language:
    """A fresh built-in pipeline."""
    nlp = spacy.blank("sv")
    nlp.add_pipe("coder_sentences")
    nlp.add_pipe("coder_lemmas")
    return nlp


def load_trained(folder: Path) -> Language:
    """A pipeline from its folder; raises whatever its components raise."""
    return spacy.load(folder)
