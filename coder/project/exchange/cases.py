"""Cases of a file: who they are, what is known of them, and who of them speaks where."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import select

from coder.i18n import _
from coder.model import Case, CaseVariable
from coder.project.exchange.taking import Taking, first_names
from coder.project.sources.cases import set_case_variable
from coder.readers.base import ParsedSpeaker, ParsedTurn
from coder.readers.head import variable_name
from coder.readers.refi.model import RefiCase, RefiSelection, RefiText, RefiValue
from coder.spans import Span, folded, union_length
from coder.terms import INTERVIEWEE

_DESCRIPTION = "description"
"""The variable that keeps what a program says of a case in a text of its own."""


@dataclass
class CasesOfFile:
    """What the file's cases say of its sources."""

    whole: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Names of the cases that a source (its identity in the file) belongs to as a whole."""
    selected: dict[str, str] = field(default_factory=dict)
    """Names of cases by the selections that are theirs."""
    by_guid: dict[str, str] = field(default_factory=dict)
    """Names of cases by their identities: NVivo has them among its codes, too."""
    of_sources: dict[str, list[RefiValue]] = field(default_factory=lambda: defaultdict(list))
    """Values of sources that stand in a case without a name."""
    new: set[str] = field(default_factory=set)
    """Ids of cases that were not there before."""

    def of_selection(self, selection: RefiSelection) -> set[str]:
        """The cases that a passage is said to be of."""
        coded = {self.by_guid[code] for each in selection.codings for code in each.codes if code in self.by_guid}
        own = self.selected.get(selection.guid)
        return coded | {own} if own else coded


def take_cases(taking: Taking) -> CasesOfFile:
    """Take over the cases by name; what is known of them comes later, after the sources that say it too."""
    known = {folded(row.name): row for row in taking.step.session.exec(select(Case)).all()}
    by_id = {row.id: row for row in known.values()}
    found = CasesOfFile()
    for case in taking.file.cases:
        if not case.name:
            _nameless(taking, case, found)
            continue
        row = by_id.get(case.guid) or known.get(folded(case.name))
        if row is None:
            row = taking.step.insert(Case(id=taking.free(Case, case.guid), name=case.name))
            known[folded(row.name)] = by_id[row.id] = row
            found.new.add(row.id)
            taking.result.added["cases"] += 1
        else:
            taking.result.equal["cases"] += row.id not in found.new
        found.by_guid[case.guid] = row.name
        for source in case.sources:
            found.whole[source].append(row.name)
        found.selected |= dict.fromkeys(case.selections, row.name)
        if case.codes:
            message = _("the codes that {name} as a case is linked to, without a passage.")
            taking.result.losses.append(message.format(name=case.name))
    return found


def _nameless(taking: Taking, case: RefiCase, found: CasesOfFile) -> None:
    if len(case.sources) == 1:
        found.of_sources[case.sources[0]].extend(case.values)
    elif case.values:
        names = ", ".join(value.name for value in case.values)
        taking.result.losses.append(_("a case without a name, with values of {names}.").format(names=names))


def take_values(taking: Taking, found: CasesOfFile) -> None:
    """What is known of the cases: of a new one exactly what the file says, of another what it does not know yet."""
    rows = {folded(row.name): row for row in taking.step.session.exec(select(Case)).all()}
    for case in taking.file.cases:
        row = rows.get(folded(case.name))
        if not case.name or row is None:
            continue
        held = {
            variable.name: variable
            for variable in taking.step.session.exec(select(CaseVariable).where(CaseVariable.case_id == row.id)).all()
        }
        values = {variable_name(value.name): value.value for value in case.values}
        if case.description.strip():
            values.setdefault(_DESCRIPTION, case.description.strip())
        for name, value in values.items():
            if name not in held or row.id in found.new:
                taking.result.added["variables"] += name not in held
                set_case_variable(taking.step, row.id, name, value)
            elif held[name].value != value:
                message = _("{variable} of {name} is “{ours}” here and “{theirs}” in the file.")
                said = message.format(variable=name, name=row.name, ours=held[name].value, theirs=value)
                taking.result.conflicts.append(said)
        for name in set(held) - set(values) if row.id in found.new else ():
            set_case_variable(taking.step, row.id, name, "")


def cases_of_speakers(
    taking: Taking,
    found: CasesOfFile,
    text: RefiText,
    spans: Sequence[tuple[str, Span]],
    turns: Iterable[ParsedTurn],
    speakers: Iterable[ParsedSpeaker],
) -> tuple[ParsedSpeaker, ...]:
    """The speakers of a new source with the cases that the file gives them.

    ``spans`` are passages that belong to a case. A label is a case's where most of its speech is.
    """
    whole = list(dict.fromkeys(found.whole.get(text.guid, ())))
    if len(whole) > 1 and not spans:
        message = _("{source}: several cases speak there ({names}), and the file does not say who is who.")
        taking.result.losses.append(message.format(source=text.name, names=first_names(whole)))
    spoken: dict[str, list[Span]] = defaultdict(list)
    for turn in turns:
        spoken[turn.label].append(Span(turn.start, turn.end))
    told = []
    for speaker in speakers:
        case = _most(spoken[speaker.label], spans) if speaker.role == INTERVIEWEE else ""
        told.append(replace(speaker, case=case) if case else speaker)
    silent = {name for name, _span in spans} - {speaker.case for speaker in told}
    if silent:
        message = _("{source}: which passages are of {names}, since they are nobody's whole speech.")
        taking.result.losses.append(message.format(source=text.name, names=first_names(sorted(silent))))
    return tuple(told)


def _most(speech: Sequence[Span], spans: Sequence[tuple[str, Span]]) -> str:
    """The case that has more than half of somebody's speech, "" for none."""
    shares: Counter[str] = Counter()
    for name in dict.fromkeys(name for name, _span in spans):
        own = [span for other, span in spans if other == name]
        shares[name] = union_length(part for turn in speech for span in own if (part := turn.clip(span)))
    name, most = max(shares.items(), key=lambda item: item[1], default=("", 0))
    return name if 2 * most > union_length(speech) else ""
