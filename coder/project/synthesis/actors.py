"""The register of actors, from documents and interviews."""

from coder.project.synthesis.name_readings import NameReadingUseCases
from coder.queries.claims import claims
from coder.queries.codes import code_tree
from coder.queries.counted import counted_sources
from coder.queries.registers import register_entries
from coder.queries.selection import DEFAULT, Selection
from coder.synthesis.actors import ActorRegister, NamedActor, actor_register


class ActorUseCases(NameReadingUseCases):
    """Who matters, as far as documents and interviews say."""

    def actor_register(self, selection: Selection = DEFAULT, named: bool = True) -> ActorRegister:
        """All actors of the codebook. Slow the first time: loads spaCy to find out who is named, unless ``named`` is
        False; then nobody is."""
        naming: list[NamedActor] = self.named_actors() if named else []
        with self.store.reading() as session:
            return actor_register(
                claims(session, (), selection),
                register_entries(session),
                code_tree(session),
                naming,
                len(counted_sources(session)),
            )
