"""Merging codebooks: what only one side changed is taken, what both changed differently is asked."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coder.codebook.book import Codebook, CodeEntry, RegisterItem, in_tree_order
from coder.codebook.changes import (
    Added,
    Changed,
    MergeConflict,
    Moved,
    Reordered,
    Retired,
    apply_changes,
    take_theirs,
)
from coder.codebook.merge import merge
from tests.test_codebook_write import codebooks

BASE = Codebook(
    "Studien",
    codes=(
        CodeEntry("hinder", "Hinder", colour="red"),
        CodeEntry("stuprör", "Stuprör", "hinder", keywords=("stuprör", "remiss")),
        CodeEntry("språk", "Språk", "hinder"),
        CodeEntry("roller", "Roller"),
        CodeEntry("leda", "Leda", "roller"),
    ),
    items=(
        RegisterItem("actor", "af", "AF", {"kind": "stat", "other_names": ["förmedlingen"]}),
        RegisterItem("place", "lycksele", "Lycksele", {"population": 12500}),
    ),
)


def _with(book: Codebook, key: str, **values: object) -> Codebook:
    codes = [replace(code, **values) if code.key == key else code for code in book.codes]  # type: ignore[arg-type]
    return replace(book, codes=in_tree_order(codes))


def _without(book: Codebook, *keys: str) -> Codebook:
    return replace(book, codes=in_tree_order(code for code in book.codes if code.key not in keys))


def _plus(book: Codebook, *entries: CodeEntry) -> Codebook:
    return replace(book, codes=in_tree_order((*book.codes, *entries)))


def _item(book: Codebook, key: str, **data: object) -> Codebook:
    changed = (replace(item, data={**item.data, **data}) if item.key == key else item for item in book.items)
    return replace(book, items=tuple(changed))


def test_at_the_first_load_everything_is_added_parents_first() -> None:
    result = merge(Codebook(), Codebook(), BASE)
    added = [change.entry.key for change in result.changes if isinstance(change, Added)]
    assert added == ["hinder", "stuprör", "språk", "roller", "leda", "af", "lycksele"]
    assert result.conflicts == ()
    assert result.merged == BASE


def test_what_either_side_changed_is_in_the_merged_codebook() -> None:
    ours = _plus(_with(BASE, "språk", name="Språket"), CodeEntry("ny", "Ny", "roller"))
    theirs = _without(_with(_with(BASE, "språk", colour="blue"), "stuprör", parent="roller"), "leda")
    result = merge(BASE, ours, theirs)
    assert result.conflicts == ()
    assert Changed("code", "språk", "colour", "", "blue") in result.changes
    assert Moved("stuprör", "hinder", "roller") in result.changes
    assert Retired("code", "leda") in result.changes
    merged = result.merged.by_key
    assert (merged["språk"].name, merged["språk"].colour) == ("Språket", "blue")
    assert set(merged) == {"hinder", "språk", "roller", "stuprör", "ny"}


def test_one_field_changed_in_two_ways_is_asked_and_stays_ours_until_then() -> None:
    result = merge(BASE, _with(BASE, "språk", name="Vårt"), _with(BASE, "språk", name="Deras"))
    assert result.changes == ()
    assert result.conflicts == (MergeConflict("code", "språk", "name", "Språk", "Vårt", "Deras"),)
    settled = apply_changes(result.merged, take_theirs(result.conflicts[0], result.merged))
    assert settled.by_key["språk"].name == "Deras"


def test_keywords_are_merged_word_by_word() -> None:
    ours = _with(BASE, "stuprör", keywords=("stuprör", "remiss", "vårt ord"))
    theirs = _with(BASE, "stuprör", keywords=("deras ord", "stuprör"))
    result = merge(BASE, ours, theirs)
    assert result.conflicts == ()
    assert result.merged.by_key["stuprör"].keywords == ("deras ord", "stuprör", "vårt ord")


def test_a_code_removed_here_and_changed_there_is_asked_either_way() -> None:
    changed = _with(BASE, "leda", definition="Ny.")
    removed = _without(BASE, "leda")
    ours_changed = merge(BASE, changed, removed)
    assert [(one.key, one.field, one.theirs) for one in ours_changed.conflicts] == [("leda", "", None)]
    assert "leda" in ours_changed.merged.by_key
    assert take_theirs(ours_changed.conflicts[0], ours_changed.merged) == (Retired("code", "leda"),)
    ours_removed = merge(BASE, removed, changed)
    assert [(one.key, one.field, one.ours) for one in ours_removed.conflicts] == [("leda", "", None)]
    settled = apply_changes(ours_removed.merged, take_theirs(ours_removed.conflicts[0], ours_removed.merged))
    assert settled.by_key["leda"].definition == "Ny."


def test_what_one_side_removed_stays_gone_but_not_from_under_a_new_code() -> None:
    without_theme = _without(BASE, "roller", "leda")
    assert "roller" not in merge(BASE, without_theme, BASE).merged.by_key
    with_new = _plus(BASE, CodeEntry("ny", "Ny", "roller"))
    kept = merge(BASE, with_new, without_theme)
    assert [code.key for code in kept.merged.children("roller")] == ["ny"]
    revived = merge(BASE, without_theme, with_new)
    assert [code.key for code in revived.merged.children("roller")] == ["ny"]
    assert kept.conflicts == revived.conflicts == ()


def test_two_moves_that_would_close_a_circle_are_asked() -> None:
    ours = _with(BASE, "hinder", parent="roller")
    theirs = _with(BASE, "roller", parent="hinder")
    result = merge(BASE, ours, theirs)
    assert [(one.key, one.field, one.ours, one.theirs) for one in result.conflicts] == [
        ("roller", "parent", None, "hinder")
    ]
    assert result.merged == ours
    settled = apply_changes(result.merged, take_theirs(result.conflicts[0], result.merged))
    assert settled.by_key["roller"].parent == "hinder"
    assert set(settled.by_key) == set(BASE.by_key)


def test_two_different_moves_of_one_code_are_asked() -> None:
    result = merge(BASE, _with(BASE, "språk", parent="roller"), _with(BASE, "språk", parent=None))
    assert [(one.field, one.base, one.ours, one.theirs) for one in result.conflicts] == [
        ("parent", "hinder", "roller", None)
    ]


def test_a_new_order_and_the_place_of_a_new_code_are_taken() -> None:
    first = replace(BASE, codes=in_tree_order((CodeEntry("först", "Först", "hinder"), *BASE.codes)))
    assert Reordered("code", "hinder", ("först", "stuprör", "språk")) in merge(BASE, BASE, first).changes
    turned = replace(BASE, codes=in_tree_order(sorted(BASE.codes, key=lambda code: code.key, reverse=True)))
    ours = _plus(BASE, CodeEntry("ny", "Ny", "hinder"))
    merged = merge(BASE, ours, turned).merged
    assert [theme.key for theme in merged.themes] == ["roller", "hinder"]
    assert [code.key for code in merged.children("hinder")] == ["stuprör", "språk", "ny"]


def test_registers_are_merged_field_by_field() -> None:
    ours = _item(BASE, "af", kind="myndighet", other_names=["förmedlingen", "AF"])
    theirs = _item(_item(BASE, "af", mandate="Platser", other_names=["arbetsförmedlingen"]), "lycksele", population=1)
    theirs = replace(theirs, items=(*theirs.items, RegisterItem("place", "umea", "Umeå")))
    result = merge(BASE, ours, theirs)
    assert result.conflicts == ()
    items = {item.key: item for item in result.merged.items}
    assert items["af"].data == {"kind": "myndighet", "mandate": "Platser", "other_names": ["arbetsförmedlingen", "AF"]}
    assert items["lycksele"].data == {"population": 1}
    assert items["umea"].name == "Umeå"
    gone = merge(BASE, BASE, replace(BASE, items=BASE.items[:1]))
    assert gone.changes == (Retired("place", "lycksele"),)


def test_a_setting_changed_in_the_file_is_taken() -> None:
    result = merge(BASE, BASE, replace(BASE, method="framework"))
    assert result.changes == (Changed("codebook", "", "method", "codebook", "framework"),)
    assert result.merged.method == "framework"


@settings(max_examples=100, deadline=None)
@given(codebooks(), codebooks())
def test_a_file_that_alone_has_changed_is_taken_as_it_is(base: Codebook, theirs: Codebook) -> None:
    result = merge(base, base, theirs)
    assert result.conflicts == ()
    assert result.merged == theirs
    assert merge(theirs, result.merged, theirs).changes == ()


@settings(max_examples=100, deadline=None)
@given(codebooks(), codebooks())
def test_a_file_that_has_not_changed_changes_nothing(base: Codebook, ours: Codebook) -> None:
    result = merge(base, ours, base)
    assert (result.changes, result.conflicts, result.merged) == ((), (), ours)
    both = merge(base, ours, ours)
    assert (both.changes, both.conflicts) == ((), ())


@st.composite
def _edited(draw: st.DrawFn, book: Codebook) -> Codebook:
    """The codebook after some work on it."""
    for number in range(draw(st.integers(0, 4))):
        keys = [code.key for code in book.codes]
        what = draw(st.sampled_from(["add", "move", "remove", "rename"])) if keys else "add"
        key = draw(st.sampled_from(keys)) if keys else ""
        below = {key, *(code.key for code in book.descendants(key))} if keys else set()
        if what == "add":
            new = draw(st.sampled_from(["x", "y"])) + str(number)
            parent = draw(st.sampled_from([None, *keys]))
            book = _plus(book, CodeEntry(new, draw(st.sampled_from("AB")), parent)) if new not in keys else book
        elif what == "move":
            parent = draw(st.sampled_from([None, *(each for each in keys if each not in below)]))
            book = _with(book, key, parent=parent)
        elif what == "remove":
            book = _without(book, *below)
        else:
            book = _with(book, key, name=draw(st.sampled_from("CD")))
    return book


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_both_sides_do_the_result_is_whole_and_merging_again_changes_nothing(data: st.DataObject) -> None:
    ours, theirs = data.draw(_edited(BASE)), data.draw(_edited(BASE))
    result = merge(BASE, ours, theirs)
    merged = result.merged
    assert merged.codes == in_tree_order(merged.codes)
    assert apply_changes(ours, result.changes) == merged
    present = set(merged.by_key)
    asked = {conflict.key for conflict in result.conflicts}
    both = set(ours.by_key) & set(theirs.by_key)
    new = (set(ours.by_key) | set(theirs.by_key)) - set(BASE.by_key)
    assert both | new <= present | asked
    # With theirs as what was last read, and merged as ours, there is nothing left to take.
    assert merge(theirs, merged, theirs).changes == ()
    for conflict in result.conflicts:
        merged = apply_changes(merged, take_theirs(conflict, merged))
        assert set(merged.by_key) >= both


def test_a_whole_entry_of_theirs_that_is_there_already_becomes_as_theirs_is_and_no_second_one() -> None:
    theme, other = (code.key for code in BASE.codes[:2])
    mine = _plus(BASE, CodeEntry("x", "Min", theme))
    mine = _plus(mine, CodeEntry("y", "Under", "x"))
    settled = apply_changes(
        mine, take_theirs(MergeConflict("code", "x", "", None, None, CodeEntry("x", "Deras", other)), mine)
    )
    assert [code.key for code in settled.codes].count("x") == 1
    assert (settled.by_key["x"].name, settled.by_key["x"].parent) == ("Deras", other)
    assert settled.by_key["y"].parent == "x"
