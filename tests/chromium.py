"""Chromium without a window: pages opened, measured, pressed through with keys and printed. Spoken to over pipes."""

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(os.environ.get("CODER_TEST_AXE") or Path.home() / ".cache/coder-tests/node_modules/axe-core/axe.min.js")
"""axe-core, which ``.ci/run`` fetches."""
_TIMEOUT_S = 60
_KEYS = {"Tab": 9, "Enter": 13, "ArrowRight": 39}


def missing(what: str) -> None:
    """Skip the test, or fail where nothing may be skipped."""
    if os.environ.get("CODER_REQUIRE_ALL"):
        pytest.fail(what)
    pytest.skip(what)


class Browser:
    """One page of a browser."""

    def __init__(self, process: "subprocess.Popen[bytes]", reading: int, writing: int) -> None:
        self._process = process
        self._reading = reading
        self._writing = writing
        self._number = 0
        self._waiting = b""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self("Page.enable")

    def __call__(self, method: str, **arguments: Any) -> Any:
        """A command of the page (Chrome DevTools Protocol)."""
        return self._call(method, self._session, **arguments)

    def open(self, page: Path, width: int = 1280, height: int = 900) -> None:
        """Open a file at this size and wait until it is there."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self("Emulation.setDeviceMetricsOverride", **metrics)
        self("Page.navigate", url=page.as_uri())
        wanted = page.as_uri()
        for _attempt in range(600):
            if self.run("document.readyState") == "complete" and self.run("location.href.split('#')[0]") == wanted:
                return
        raise TimeoutError(wanted)

    def run(self, script: str) -> Any:
        """The value of an expression, awaited."""
        found = self("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    def night(self, dark: bool = True) -> None:
        value = "dark" if dark else "light"
        self("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])

    def paper(self, on: bool = True) -> None:
        """Show the page as it is printed."""
        self("Emulation.setEmulatedMedia", media="print" if on else "")

    def press(self, key: str, shift: bool = False) -> None:
        text = {"text": "\r"} if key == "Enter" else {}
        known = {"key": key, "code": key, "windowsVirtualKeyCode": _KEYS[key], "modifiers": 8 if shift else 0}
        self("Input.dispatchKeyEvent", type="keyDown", **known, **text)
        self("Input.dispatchKeyEvent", type="keyUp", **known)

    def picture(self, path: Path, whole: bool = False) -> None:
        data = self("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        path.write_bytes(base64.b64decode(data))

    def pdf(self, path: Path) -> None:
        printed = self("Page.printToPDF", preferCSSPageSize=True, printBackground=True, generateTaggedPDF=True)
        path.write_bytes(base64.b64decode(printed["data"]))

    def violations(self) -> list[str]:
        """What axe-core has against the page under WCAG 2.1 A and AA: rule and element. Skips where it is missing."""
        if not AXE.exists():
            missing("axe-core is not installed; set CODER_TEST_AXE to its axe.min.js")
        self.run(AXE.read_text("utf-8") + "; true")
        tags = json.dumps(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
        found = self.run(f"axe.run(document, {{runOnly: {{type: 'tag', values: {tags}}}}}).then(r => r.violations)")
        return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]

    def _call(self, method: str, session: str = "", **arguments: Any) -> Any:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": arguments}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._writing, data) :]
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            piece = os.read(self._reading, 1 << 20)
            if not piece:
                raise AssertionError("Chromium has gone")
            self._waiting += piece
        line, _end, self._waiting = self._waiting.partition(b"\0")
        answer: dict[str, Any] = json.loads(line)
        return answer


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser of its own; skips the test where Chromium is not installed."""
    if CHROMIUM is None:
        missing("Chromium is not installed")
    to_read, to_write = os.pipe(), os.pipe()
    # Chromium reads commands from descriptor 3 and answers on 4.
    command = (
        f'exec "$0" "$@" 3<&{to_read[0]} 4>&{to_write[1]}',
        str(CHROMIUM),
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
    )
    process = subprocess.Popen(
        ["bash", "-c", *command],
        pass_fds=(to_read[0], to_write[1]),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(to_read[0])
    os.close(to_write[1])
    try:
        yield Browser(process, to_write[0], to_read[1])
    finally:
        process.terminate()
        try:
            process.wait(_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
        os.close(to_read[1])
        os.close(to_write[0])
