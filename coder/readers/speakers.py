"""Who the labels of a transcript are: interviewers, and interviewees with the case each speaks for."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coder.errors import Refused
from coder.i18n import _
from coder.readers.base import ParsedSpeaker
from coder.readers.turns import label_key
from coder.spans import folded
from coder.terms import CONSENTS, INTERVIEWEE, INTERVIEWER

INTERVIEWER_LABELS = frozenset({"i", "intervjuare", "interviewer"})
ROLES = {
    "interviewer": INTERVIEWER,
    "intervjuare": INTERVIEWER,
    "moderator": INTERVIEWER,
    "interviewee": INTERVIEWEE,
    "intervjuperson": INTERVIEWEE,
}
_FROM_SOURCE = ("actor", "kind", "place")
_FIELDS = ("role", "case", *_FROM_SOURCE, "consent")


def declared_speakers(declared: object) -> tuple[dict[str, ParsedSpeaker], tuple[str, ...]]:
    """What ``speakers:`` says, by ``label_key``, and remarks on what it says that has no use.

    A label stands for a role (``interviewer``) or for a mapping of ``case, actor, kind, place, consent`` and
    ``role``. Raises ``Refused`` for anything else, since a wrong consent would expose a person.
    """
    if not declared:
        return {}, ()
    if not isinstance(declared, Mapping):
        raise Refused(_("speakers must map each label to interviewer or to its case, actor, kind, place, consent."))
    speakers, remarks = {}, []
    for label, value in declared.items():
        label = str(label).strip().rstrip(":").rstrip()
        speakers[label_key(label)] = _declared(label, value)
        unused = [str(name) for name in value if str(name) not in _FIELDS] if isinstance(value, Mapping) else []
        if unused:
            message = _("Speaker {label}: {names} is not used; a speaker has {fields}.")
            remarks.append(message.format(label=label, names=", ".join(unused), fields=", ".join(_FIELDS)))
    return speakers, tuple(remarks)


def _declared(label: str, value: object) -> ParsedSpeaker:
    if value is not None and not isinstance(value, str | Mapping):
        raise _unknown_role(label, str(value))
    said = {"role": value or ""} if not isinstance(value, Mapping) else value
    fields = {name: str(said[name]).strip() or None for name in _FIELDS if said.get(name) is not None}
    role = fields.pop("role", None)
    if role is not None and folded(role) not in ROLES:
        raise _unknown_role(label, role)
    if role is None:
        # A declared moderator is an interviewer unless the head says for whom the moderator speaks.
        asks = label_key(label) in INTERVIEWER_LABELS | {"moderator"} and "case" not in fields
        role = "interviewer" if asks else "interviewee"
    if "consent" in fields:
        fields["consent"] = checked_consent(fields["consent"], label)
    return ParsedSpeaker(label, ROLES[folded(role)], **fields)


def _unknown_role(label: str, role: str) -> Refused:
    message = _("Speaker {label} is {role}: write interviewer, or a mapping with case, actor, kind, place, consent.")
    return Refused(message.format(label=label, role=role))


def checked_consent(consent: str | None, whose: str) -> str | None:
    """The consent in lower case, None for nothing said; raises ``Refused`` for a word that is none of ``CONSENTS``."""
    if not consent:
        return None
    if folded(consent) not in CONSENTS:
        message = _("The consent of {whose} is {consent}: write one of {choices}.")
        raise Refused(message.format(whose=whose, consent=consent, choices=", ".join(CONSENTS)))
    return folded(consent)


def resolve_speakers(
    labels: Iterable[str], declared: Mapping[str, ParsedSpeaker], variables: Mapping[str, str]
) -> tuple[ParsedSpeaker, ...]:
    """Who the labels are, in their order; an interviewee nothing is said of speaks for the source's case.

    What a declared interviewee leaves open comes from the source, as far as both are of the same case: another
    organisation's place or kind is not the source's. Raises ``Refused`` for an unknown consent of the source.
    """
    source = ParsedSpeaker(
        label="",
        case=variables.get("case"),
        actor=variables.get("actor"),
        kind=variables.get("kind"),
        place=variables.get("place"),
        consent=checked_consent(variables.get("consent"), _("the source")),
    )
    return tuple(_resolved(label, declared.get(label_key(label)), source) for label in labels)


def _resolved(label: str, declared: ParsedSpeaker | None, source: ParsedSpeaker) -> ParsedSpeaker:
    if declared is None:
        interviewer = label_key(label) in INTERVIEWER_LABELS
        return ParsedSpeaker(label, INTERVIEWER) if interviewer else replace(source, label=label)
    if declared.role == INTERVIEWER:
        return replace(declared, label=label)
    same_case = not declared.case or not source.case or folded(declared.case) == folded(source.case)
    filled = {name: getattr(source, name) for name in ("case", *_FROM_SOURCE) if same_case}
    filled = {name: value for name, value in filled.items() if getattr(declared, name) is None}
    return replace(declared, label=label, consent=declared.consent or source.consent, **filled)
