"""Sources of a whole project with the versions of their texts: known ones have to say the same."""

from sqlalchemy import select
from sqlmodel import select as select_rows

from coder.errors import Refused
from coder.history import StepWriter
from coder.i18n import _
from coder.identity import sha256
from coder.model import Source, SourceText, Turn, table_of
from coder.project.exchange.whole_known import Record
from coder.project.exchange.whole_names import NamesOfFile
from coder.project.exchange.whole_placing import Placing
from coder.queries.whole.sections import SOURCES
from coder.readers.limits import check_length
from coder.spans import folded


class SourcesOfWhole:
    """Takes over the sources one by one."""

    def __init__(self, step: StepWriter, names: NamesOfFile, placing: Placing) -> None:
        self.step, self.names, self.placing = step, names, placing

    def take(self, record: Record) -> bool:
        """Take over a source, or find the one that it is; True for a new one. Raises ``Refused``."""
        row = self.step.session.get(Source, record["uuid"])
        name = record["name"]
        taken = self.step.session.exec(select_rows(Source)).all() if row is None else ()
        if any(folded(other.name) == folded(name) for other in taken):
            message = _("another source here is called {name}; rename one of them first.")
            raise Refused(message.format(name=name))
        self.names.source(name, record["uuid"])
        for each in record["versions"]:
            self._version(record, each, row)
        if row is not None:
            return False
        values = self.names.values(SOURCES, record)
        values["source_text_id"] = self.names.version_of(name, record["version"])
        self.step.insert(Source(**values))
        return True

    def _version(self, source: Record, record: Record, row: Source | None) -> None:
        """A version of a text: one that is here is the same text, or the file is refused."""
        sha, identity = sha256(record["text"].encode("utf-8", "surrogatepass")), record["uuid"]
        table = table_of(SourceText)
        query = select(table.c.id, table.c.sha256).where(table.c.source_id == source["uuid"])
        here = {each.id: each.sha256 for each in self.step.connection.execute(query.order_by(table.c.version)).all()}
        if row is not None and identity not in here:
            same = [each for each, digest in here.items() if digest == sha]
            if not same:
                message = _("{name} has been corrected otherwise in the file than here; settle one text first.")
                raise Refused(message.format(name=source["name"]))
            identity = same[-1]
        elif here.get(identity, sha) != sha:
            raise Refused(_("{name} has another text in the file than here.").format(name=source["name"]))
        elif identity not in here:
            if self.step.session.get(SourceText, identity) is not None:
                raise Refused(_("a version of {name} is that of another source here.").format(name=source["name"]))
            self._new_version(source, record, sha)
        self.names.version(source["name"], record["version"], identity, len(record["text"]))
        if row is not None:
            self.placing.current[identity] = row.source_text_id

    def _new_version(self, source: Record, record: Record, sha: str) -> None:
        check_length(len(record["text"]))
        length, before = len(record["text"]), 0
        for turn in record["turns"]:
            if not before <= turn["start"] <= turn["speech_start"] <= turn["end"] <= length:
                raise Refused(_("the turns of {name} do not fit its text.").format(name=source["name"]))
            before = turn["end"]
        row = SourceText(
            id=record["uuid"],
            source_id=source["uuid"],
            version=record["version"],
            text=record["text"],
            sha256=sha,
            origin=record["origin"],
        )
        self.step.append([row])
        columns = ("number", "label", "start", "speech_start", "end", "time_ms", "words")
        turns = [(row.id, *map(turn.__getitem__, columns)) for turn in record["turns"]]
        self.step.append_values(Turn, ("source_text_id", *columns), turns)
