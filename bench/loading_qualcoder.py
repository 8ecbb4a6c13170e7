"""How long QualCoder's own import takes; run by ``loading.py`` with the Python of QualCoder's environment.

    python bench/loading_qualcoder.py SOURCE FOLDER     (SOURCE is the ``src`` of a checkout, FOLDER holds transcripts)

Its file manager is made without a screen and asked to import, with the paths where its dialogue would ask for them.
What importing texts does not touch may be missing from the environment: players, pages of a browser, language models
and the windows for coding are stood in for. The list on the screen is not redrawn. Prints the number of sources in its
database and the seconds that the import took.
"""

import builtins
import importlib.abc
import importlib.machinery
import os
import sqlite3
import sys
import tempfile
import time
import types
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

NOT_NEEDED = frozenset(
    [
        "httpx",
        "langchain",
        "langchain_core",
        "langchain_openai",
        "langchain_community",
        "langchain_text_splitters",
        "faiss",
        "transformers",
        "sentence_transformers",
        "mcp",
        "torch",
        "Bio",
        "openai",
        "huggingface_hub",
        "tiktoken",
    ]
)
WINDOWS = frozenset(
    f"qualcoder.{name}"
    for name in ["code_pdf", "code_text", "code_av", "report_codes", "view_av", "view_image", "ai_llm", "ai_chat"]
)
TABLES = (
    "source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text, "
    "av_text_id integer, risid integer, unique(name))",
    "attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text)",
    "attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text, "
    "unique(name, attr_type, id))",
    "cases (caseid integer primary key, name text, memo text, owner text, date text)",
    "case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text, "
    "date text, memo text)",
    "code_text (ctid integer primary key, fid integer)",
    "code_image (imid integer primary key, id integer)",
    "code_av (avid integer primary key, id integer)",
    "annotation (anid integer primary key, fid integer)",
    "ris (risid integer, tag text, longtag text, value text)",
    "manage_files_display (mfid integer primary key, name text, tblrows text, tblcolumns text, owner text)",
    "files_filter (filterid integer primary key, name text, filter text, owner text)",
)
"""What the import reads and writes."""


class StandIn(types.ModuleType):
    """A module that holds a class of whatever name is asked for."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds a stand-in for each module that is not needed."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: types.ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.split(".")[0] in NOT_NEEDED or fullname in WINDOWS:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """There is nothing in it."""


def imported(paths: list[str], folder: Path) -> tuple[int, float]:
    """Sources in the database afterwards, and seconds."""
    from PyQt6 import QtWidgets
    from qualcoder import manage_files

    screen = QtWidgets.QApplication([])
    (folder / "documents").mkdir()
    database = sqlite3.connect(folder / "data.qda")
    for table in TABLES:
        database.execute(f"create table {table}")
    database.commit()
    settings = defaultdict(str, codername="Maja", fontsize=10, docfontsize=10, treefontsize=10, ai_enable="False")
    app = types.SimpleNamespace(
        settings=settings, conn=database, project_path=str(folder), delete_backup=True, project_events=None
    )
    dialog = manage_files.DialogManageFiles
    files = dialog(app, QtWidgets.QTextEdit(), None, None, None)
    asked = mock.patch.object(QtWidgets.QFileDialog, "getOpenFileNames", return_value=(paths, ""))
    with asked, mock.patch.object(dialog, "update_files_in_dialogs", lambda _files: None):
        begin = time.perf_counter()
        files.import_files()
        taken = time.perf_counter() - begin
    number = database.execute("select count(*) from source").fetchone()[0]
    database.close()
    screen.quit()
    return number, taken


def main() -> None:
    source, transcripts = sys.argv[1:]
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    builtins._ = lambda text: text
    sys.path.insert(0, source)
    sys.meta_path.insert(0, StandIns())
    paths = sorted(str(path) for path in Path(transcripts).iterdir() if path.suffix in (".txt", ".docx"))
    with tempfile.TemporaryDirectory() as folder:
        number, taken = imported(paths, Path(folder))
    print(number, taken)


if __name__ == "__main__":
    main()
