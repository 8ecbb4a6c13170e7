"""The key to the names without its slow passphrase hashing: for tests that are about something else."""

import pyrage
import pytest


def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace age's encryption, which takes seconds on purpose, by one that only tells passphrases apart."""

    def encrypt(data: bytes, passphrase: str) -> bytes:
        return passphrase.encode() + b"\n" + bytes(byte ^ 0x55 for byte in data)

    def decrypt(data: bytes, passphrase: str) -> bytes:
        first, _newline, rest = data.partition(b"\n")
        if first != passphrase.encode():
            raise pyrage.DecryptError("wrong")
        return bytes(byte ^ 0x55 for byte in rest)

    monkeypatch.setattr(pyrage.passphrase, "encrypt", encrypt)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", decrypt)
