"""Kinds, certainties and reasons of mentions in words, in the interface's language."""

from coder.i18n import N_, _
from coder.personal import base

_KINDS = {
    base.PERSON: N_("person"),
    base.PLACE: N_("place"),
    base.ORGANISATION: N_("organisation"),
    base.IDENTITY_NUMBER: N_("personal identity number"),
    base.COORDINATION_NUMBER: N_("coordination number"),
    base.PHONE: N_("telephone number"),
    base.EMAIL: N_("e-mail address"),
    base.ADDRESS: N_("address"),
    base.HEALTH: N_("health"),
    base.OTHER: N_("other personal data"),
}
_CERTAINTIES = {base.SURE: N_("sure"), base.LIKELY: N_("likely"), base.POSSIBLE: N_("possible")}
_REASONS = {
    "first-name": N_("a first name"),
    "surname": N_("a surname"),
    "full-name": N_("names beside each other"),
    "capital": N_("a capital inside a sentence, and no known word"),
    "unknown-word": N_("a word that is in no dictionary"),
    "initials": N_("two initials"),
    "title": N_("behind a title"),
    "introduced": N_("somebody is called so"),
    "acts": N_("may be a name, and does what people do"),
    "compound": N_("a compound with a name that is to be replaced"),
    "entity": N_("recognised by the language pipeline"),
    "label": N_("a speaker's label"),
    "own-list": N_("on the project's own list"),
    "decided": N_("decided about before"),
    "municipality": N_("a small municipality"),
    "checksum": N_("a valid checksum"),
    "no-checksum": N_("looks like one, but its checksum is wrong"),
    "phone": N_("a valid telephone number"),
    "local-phone": N_("digits where the talk is of calling"),
    "spoken": N_("digits spoken in words"),
    "email": N_("an e-mail address"),
    "birth-date": N_("a date of birth"),
    "last-four": N_("the last four digits of an identity number"),
    "street": N_("a street"),
    "flat": N_("a flat"),
    "postcode": N_("a postcode"),
    "box": N_("a post office box"),
    "health": N_("a word that points at health"),
}
REASONS = tuple(_REASONS)
"""All reasons that the finders give."""


def kind_in_words(kind: str) -> str:
    """A kind of personal data; an unknown one as it stands."""
    return _(_KINDS[kind]) if kind in _KINDS else kind


def certainty_in_words(certainty: str) -> str:
    """How sure the finders are."""
    return _(_CERTAINTIES[certainty]) if certainty in _CERTAINTIES else certainty


def reason_in_words(reason: str) -> str:
    """Why something was found."""
    return _(_REASONS[reason]) if reason in _REASONS else reason
