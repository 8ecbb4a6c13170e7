"""The key that leads from pseudonyms back to names: a file apart from the project, encrypted with a passphrase.

It is an age file (age-encryption.org), so the ``age`` program opens it too. The project works without it; nothing but a
person with the passphrase ever reads it.
"""

import contextlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coder.errors import CoderError
from coder.i18n import _
from coder.spans import folded

KEY_FILE = "pseudonyms.key.age"
"""Its name beside the project, unless another is given; ``.gitignore`` covers ``*.key.age``."""

_PATTERN = "*.key.age"
_VERSION = 1


@dataclass(frozen=True, order=True)
class KeyEntry:
    """Which names and numbers a pseudonym stands for."""

    replacement: str
    kind: str
    names: tuple[str, ...]


def read_key(path: Path, passphrase: str) -> tuple[KeyEntry, ...]:
    """What a key holds, by pseudonym; nothing if there is no file.

    ``CoderError`` for a wrong passphrase, a file that is no key, or one that cannot be read.
    """
    import pyrage

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise CoderError(_("{path}: cannot be read: {reason}.").format(path=path, reason=error.strerror)) from error
    try:
        stored = json.loads(pyrage.passphrase.decrypt(data, passphrase))
        return tuple(KeyEntry(each["replacement"], each["kind"], tuple(each["names"])) for each in stored["names"])
    except pyrage.DecryptError as error:
        raise CoderError(
            _("{path}: the passphrase is wrong, or the file is no key of coder.").format(path=path)
        ) from error
    except (ValueError, LookupError, TypeError) as error:
        raise CoderError(_("{path}: is no key of coder.").format(path=path)) from error


def add_to_key(path: Path, passphrase: str, entries: Iterable[KeyEntry]) -> None:
    """Write entries into a key beside what it holds, whole or not at all; only its owner may read the file.

    ``CoderError`` as ``read_key``, and where it cannot be written.
    """
    import pyrage

    if not passphrase:
        raise CoderError(_("The key needs a passphrase; without a key, say --no-key."))
    known = merged([*read_key(path, passphrase), *entries])
    names = [{"replacement": each.replacement, "kind": each.kind, "names": list(each.names)} for each in known]
    text = json.dumps({"version": _VERSION, "names": names}, ensure_ascii=False, indent=1)
    _keep_out_of_git(path)
    _write_privately(path, pyrage.passphrase.encrypt(text.encode(), passphrase))


def _keep_out_of_git(path: Path) -> None:
    """Where the key comes to lie in a work tree, see that ``.gitignore`` beside it covers it."""
    folder = path.absolute().parent
    if not any((each / ".git").exists() for each in (folder, *folder.parents)):
        return
    ignore = folder / ".gitignore"
    pattern = _PATTERN if path.match(_PATTERN) else f"/{path.name}"
    # Somebody's own file may be in any encoding; only its plain letters are looked at.
    with contextlib.suppress(OSError):
        before = ignore.read_bytes() if ignore.exists() else b""
        if pattern.encode() not in before.split():
            gap = b"" if before.endswith(b"\n") or not before else b"\n"
            ignore.write_bytes(before + gap + pattern.encode() + b"\n")


def merged(entries: Iterable[KeyEntry]) -> tuple[KeyEntry, ...]:
    """One entry for each pseudonym, with all its names, in order; each name once, with a capital if it ever had one."""
    names: dict[tuple[str, str], dict[str, str]] = {}
    for entry in entries:
        found = names.setdefault((entry.replacement, entry.kind), {})
        for name in entry.names:
            found[folded(name)] = min(name, found.get(folded(name), name))
    return tuple(
        sorted(
            KeyEntry(replacement, kind, tuple(sorted(found.values()))) for (replacement, kind), found in names.items()
        )
    )


def _write_privately(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.unlink(missing_ok=True)
        # Private from its first byte on, whatever the folder's habits are.
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
        raise CoderError(
            _("{path}: the key cannot be written: {reason}; choose another place with --key.").format(
                path=path, reason=error.strerror
            )
        ) from error
