"""The key to the names: encrypted, its owner's alone, merged, whole or as it was."""

import os
from pathlib import Path

import pytest

from coder.errors import CoderError
from coder.personal.base import PERSON, PHONE
from coder.project.names.keyfile import KeyEntry, add_to_key, merged, read_key
from tests.keys import quick_keys

ANNA = KeyEntry("[Person 1]", PERSON, ("Anna Berg",))


def test_a_key_is_really_encrypted_and_leads_back(tmp_path: Path) -> None:
    path = tmp_path / "pseudonyms.key.age"
    add_to_key(path, "hemligt å", [ANNA])
    assert path.read_bytes().startswith(b"age-encryption.org/v1") and b"Anna" not in path.read_bytes()
    assert read_key(path, "hemligt å") == (ANNA,)


def test_it_is_its_owners_alone_and_leaves_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_keys(monkeypatch)
    path = tmp_path / "pseudonyms.key.age"
    mask = os.umask(0)
    try:
        add_to_key(path, "a", [ANNA])
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_what_comes_later_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_keys(monkeypatch)
    path = tmp_path / "key.age"
    assert read_key(path, "a") == ()
    add_to_key(path, "a", [ANNA])
    add_to_key(path, "a", [KeyEntry("[Person 1]", PERSON, ("Anna",)), KeyEntry("[tel]", PHONE, ("0701",))])
    assert read_key(path, "a") == (
        KeyEntry("[Person 1]", PERSON, ("Anna", "Anna Berg")),
        KeyEntry("[tel]", PHONE, ("0701",)),
    )


def test_a_wrong_passphrase_or_a_broken_file_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_keys(monkeypatch)
    path = tmp_path / "key.age"
    add_to_key(path, "a", [ANNA])
    before = path.read_bytes()
    for passphrase, said in (("b", "passphrase is wrong"), ("", "needs a passphrase")):
        with pytest.raises(CoderError, match=said):
            add_to_key(path, passphrase, [KeyEntry("[Person 2]", PERSON, ("Karin",))])
    assert path.read_bytes() == before
    path.write_bytes(b"a\nskr")
    with pytest.raises(CoderError, match="is no key of coder"):
        read_key(path, "a")
    with pytest.raises(CoderError, match="cannot be written"):
        add_to_key(tmp_path / "nowhere" / "key.age", "a", [ANNA])


def test_entries_of_one_pseudonym_are_one() -> None:
    assert merged([KeyEntry("[a]", PERSON, ("B", "A")), KeyEntry("[a]", PERSON, ("A", "C"))]) == (
        KeyEntry("[a]", PERSON, ("A", "B", "C")),
    )


def test_git_is_told_to_leave_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_keys(monkeypatch)
    ignore = tmp_path / "study" / ".gitignore"
    ignore.parent.mkdir()
    add_to_key(ignore.with_name("pseudonyms.key.age"), "a", [ANNA])
    assert not ignore.exists(), "there is no work tree"
    (tmp_path / ".git").mkdir()
    ignore.write_text("*.db", encoding="utf-8")
    for name in ("pseudonyms.key.age", "nyckel", "pseudonyms.key.age", "nyckel"):
        add_to_key(ignore.with_name(name), "a", [ANNA])
    assert ignore.read_text("utf-8") == "*.db\n*.key.age\n/nyckel\n"
