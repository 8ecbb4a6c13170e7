"""What screens ask of the app, which alone knows the other screens."""

from textual.message import Message

from coder.spans import Span
from coder.tui.passages import Passages


class OpenInterview(Message):
    """Show an interview: at a passage, or where its coder left it."""

    def __init__(self, source: str, passage: Span | None = None) -> None:
        super().__init__()
        self.source = source
        self.passage = passage


class ShowQuotes(Message):
    """Show the quotes of a code, with those of the codes under it."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class ShowPassages(Message):
    """Show the passages behind a figure."""

    def __init__(self, passages: Passages) -> None:
        super().__init__()
        self.passages = passages


class ShowSearch(Message):
    """Search all interviews for something."""

    def __init__(self, query: str) -> None:
        super().__init__()
        self.query = query


class ShowWalk(Message):
    """Show the passages that most likely belong to a code, to be walked through."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code


class ShowPast(Message):
    """Show the project as of a moment."""

    def __init__(self, moment: str) -> None:
        super().__init__()
        self.moment = moment


class ShowSpeakers(Message):
    """Show who speaks in an interview."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source = source
