"""The way to the first screen is short: no spaCy, no lxml, no office formats."""

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import asyncio, sys
from coder.project import Project
from coder.tui.app import CoderApp

async def main():
    project = Project.open(sys.argv[1], "Maja")
    app = CoderApp(project)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        while any(not worker.is_finished for worker in app.workers):
            await asyncio.sleep(0.01)
        await pilot.pause()
        assert app.screen.NAME == "interviews"
        print(*sorted({name.partition(".")[0] for name in sys.modules}))

asyncio.run(main())
"""


def test_the_first_screen_is_reached_without_the_heavy_libraries(finished_study: Path, tmp_path: Path) -> None:
    database = tmp_path / "coder.db"
    database.write_bytes((finished_study / "coder.db").read_bytes())
    told = subprocess.run([sys.executable, "-c", PROGRAM, str(database)], capture_output=True, text=True, check=True)
    loaded = set(told.stdout.split())
    assert "textual" in loaded
    assert loaded.isdisjoint({"spacy", "thinc", "lxml", "docx", "openpyxl", "simplemma", "sklearn", "matplotlib"})
