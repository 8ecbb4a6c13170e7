"""Make docs/coder.svg, the README's picture: the real app on the bundled study, driven by the keys a coder would press.

Run ``make picture`` from the repository's root after a change that can be seen.
"""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from coder.i18n import set_language
from coder.project import Project
from coder.tui.app import CoderApp

SIZE = (120, 36)
PICTURE = Path(__file__).with_name("coder.svg")
KEYS = ["down", "down", "enter", *["ctrl+down"] * 15, *["ctrl+right"] * 2, "s"]
"""Choose the third interview, open it, go some turns and sentences on, select a sentence."""


async def take() -> str:
    """The picture as SVG, without fonts from elsewhere."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CODER_DATA"] = folder
        project = Project.open(Path(folder) / "coder.db", "Maja", create=True)
        project.begin()
        project.suggest()
        app = CoderApp(project)
        async with app.run_test(size=SIZE) as pilot:
            for key in KEYS:
                await pilot.pause(0.3)
                await pilot.press(key)
            await pilot.pause(1)
            picture = app.export_screenshot(title="coder")
        project.close()
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    set_language("sv")
    PICTURE.write_text(asyncio.run(take()), "utf-8")
    print(PICTURE)
