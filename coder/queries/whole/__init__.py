"""The whole project as records in the words of the field: what ``coder export json`` writes and an import reads."""
