"""Where a pipeline that the program itself has installed lies. Imports nothing heavy."""

import json
import os
from pathlib import Path

ENVIRONMENT = "CODER_DATA"


def pipelines_folder() -> Path:
    """The folder for installed pipelines: ``pipelines`` in the person's data folder (or in ``CODER_DATA``)."""
    given = os.environ.get(ENVIRONMENT)
    if given:
        return Path(given) / "pipelines"
    from platformdirs import user_data_path

    return user_data_path("coder", appauthor=False) / "pipelines"


def model_folder(root: Path) -> Path | None:
    """The folder that spaCy can load: ``root`` itself, or the one inside an unpacked wheel or a package.

    A wheel holds ``sv_core_news_sm/sv_core_news_sm-3.8.0/config.cfg``, so it lies at most two levels down.
    """
    if not root.is_dir():
        return None
    for pattern in ("config.cfg", "*/config.cfg", "*/*/config.cfg"):
        for config in sorted(root.glob(pattern)):
            if (config.parent / "meta.json").is_file():
                return config.parent
    return None


def read_meta(folder: Path) -> dict[str, object] | None:
    """What a pipeline says about itself (``lang, name, version``), or None where that cannot be read."""
    try:
        meta = json.loads((folder / "meta.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return meta if isinstance(meta, dict) else None


def installed_pipeline() -> Path | None:
    """The folder of the pipeline that ``coder pipeline install`` put there, or None."""
    root = pipelines_folder()
    try:
        kept = sorted(entry for entry in root.iterdir() if not entry.name.startswith("."))
    except OSError:
        return None
    return next((folder for folder in map(model_folder, kept) if folder is not None), None)
