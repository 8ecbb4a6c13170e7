"""A process that reads files for another one: wishes come in, transcripts go out, in order, until nobody listens.

It knows the readers and no database. What it cannot read, for whatever reason, it answers with None: the other process
then reads that file itself, and says what is wrong with it.
"""

import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from coder.i18n import set_language
from coder.readers import parse_transcript, reading
from coder.readers.base import ParsedTranscript, Reader, Told

READY = "ready"
"""The first thing that a process says."""


@dataclass(frozen=True)
class Wish:
    """A file that holds one source, and all that its reading depends on."""

    path: Path
    reader: Reader
    told: Told
    row: dict[str, str] | None
    """Of ``cases.csv``."""
    pattern: str
    """The turn pattern; empty for the usual way."""

    def parsed(self) -> ParsedTranscript:
        """The transcript. Raises ``Refused``."""
        return parse_transcript(self.path, reading(self.path, self.reader, self.told), self.row, self.pattern)


def answer(wish: bytes) -> bytes:
    """The transcript that a pickled wish is about, with what is worked out of its text; None where it fails."""
    try:
        parsed = pickle.loads(wish).parsed()
        _ = parsed.wording.text_sha256, parsed.wording.shape, parsed.wording.words
        return pickle.dumps(parsed, pickle.HIGHEST_PROTOCOL)
    except Exception:  # other people's readers may fail in any way
        return pickle.dumps(None)


def main(language: str) -> None:
    """Answer what comes in at standard input; ends at once when that is closed, whatever is being read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who pressed the key means the other process, which ends this one
    set_language(language)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a reader prints is no answer
    wishes, answers = SimpleQueue[bytes](), SimpleQueue[bytes]()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, wishes), daemon=True).start()
    threading.Thread(target=_tell, args=(answers, out), daemon=True).start()
    answers.put(pickle.dumps(READY))
    while True:
        answers.put(answer(wishes.get()))


def _listen(source: BinaryIO, wishes: "SimpleQueue[bytes]") -> None:
    try:
        while True:
            wishes.put(pickle.load(source))
    finally:
        os._exit(0)


def _tell(answers: "SimpleQueue[bytes]", out: BinaryIO) -> None:
    """Answers wait here until somebody takes them, while the next file is read."""
    while True:
        out.write(answers.get())
        out.flush()


if __name__ == "__main__":
    main(sys.argv[1])
