"""Steps in words: the sentence that the history, undo and error messages use for each kind of step."""

from typing import Any

from coder.i18n import N_, _

SENTENCES = {
    "load": N_("Load {source}"),
    "update_source": N_("Update what is known of {source}"),
    "read_codebook": N_("Read codebook.yaml"),
    "import_codings": N_("Import {count} codings from {file}"),
    "apply_code": N_("Apply {code} in {source}"),
    "remove_coding": N_("Remove {code} in {source}"),
    "recode": N_("Recode {quote} from {old} to {code}"),
    "set_facets": N_("Set facets of {quote}"),
    "adjust": N_("Adjust the ends of {quote}"),
    "star": N_("Star {quote}"),
    "unstar": N_("Take the star off {quote}"),
    "write_note": N_("Write a note on {target}"),
    "remove_note": N_("Remove a note on {target}"),
    "accept_suggestion": N_("Accept {code} in {source}"),
    "reject_suggestion": N_("Reject {code} in {source}"),
    "finish": N_("Call {source} finished"),
    "unfinish": N_("Call {source} not finished"),
    "add_code": N_("Add code {code}"),
    "rename_code": N_("Rename {code} to {name}"),
    "move_code": N_("Move {code}"),
    "merge_codes": N_("Merge {code} into {into}"),
    "remove_code": N_("Remove code {code}"),
}


def in_words(kind: str, detail: dict[str, Any]) -> str:
    """A step's sentence in the interface's language."""
    if kind in ("undo", "redo"):
        inner = in_words(detail["step"], detail["detail"])
        return (_("Undo: {step}") if kind == "undo" else _("Redo: {step}")).format(step=inner)
    return _(SENTENCES[kind]).format(**detail) if kind in SENTENCES else kind
