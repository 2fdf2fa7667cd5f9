"""Drives a headless Chromium through its debugging pipe."""

from __future__ import annotations

import json
import os
import select
import shlex
import subprocess
import time
from contextlib import contextmanager
from shutil import which
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = which("chromium") or which("chromium-browser") or which("google-chrome")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
)
_SECONDS = 60


class Page:
    """One page, what it asked the network for, and what it complained of."""

    def __init__(self, reading: int, writing: int) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self._reading, self._writing = reading, writing
        self._rest = b""
        self._number = 0
        self._session = ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Load an address and wait until it is there."""
        self.send("Page.navigate", url=url)
        self.wait_for("document.readyState", "complete")

    def ask(self, expression: str) -> Any:  # noqa: ANN401  # the value of an expression may be anything
        """The value of an expression of JavaScript."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait_for(self, expression: str, value: object) -> None:
        """Wait until an expression has a value; what is clicked or pressed shows a moment later."""
        end = time.monotonic() + _SECONDS
        while (found := self.ask(expression)) != value:
            assert time.monotonic() < end, f"{expression} is {found!r}, not {value!r}"
            time.sleep(0.02)

    def press(self, key: str, text: str = "") -> None:
        """Press a key."""
        self.send("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, text=text)
        self.send("Input.dispatchKeyEvent", type="keyUp", key=key, code=key)

    def click(self, selector: str) -> None:
        """Click into the middle of what a selector finds first."""
        box = self.ask(
            f"(() => {{ const found = document.querySelector({json.dumps(selector)});"
            " found.scrollIntoView({block: 'center'}); const box = found.getBoundingClientRect();"
            " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """Ask the browser for something, and what it answers."""
        self._number += 1
        message: dict[str, object] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while True:
            found = self._read()
            if found.get("id") == self._number:
                assert "error" not in found, found
                result: dict[str, Any] = found["result"]
                return result
            self._note(found)

    def _note(self, event: dict[str, Any]) -> None:
        parameters = event.get("params", {})
        if event.get("method") == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        if event.get("method") in {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"}:
            self.complaints.append(json.dumps(parameters))
        if event.get("method") == "Page.javascriptDialogOpening":
            self.complaints.append("a dialog was opened")

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._reading], [], [], _SECONDS)[0], "the browser says nothing"
            piece = os.read(self._reading, 1 << 16)
            assert piece, "the browser has ended"
            self._rest += piece
        message, _, self._rest = self._rest.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found


@contextmanager
def browse(folder: Path) -> Iterator[Page]:
    """A page of a browser of its own, which keeps its state in a folder."""
    theirs, writing = os.pipe()
    reading, their_end = os.pipe()
    arguments = [str(PROGRAM), *_FLAGS, f"--user-data-dir={folder / 'profile'}"]
    command = f"exec {shlex.join(arguments)} 3<&{theirs} 4>&{their_end}"
    process = subprocess.Popen(
        ["/bin/bash", "-c", command],
        pass_fds=(theirs, their_end),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
    )
    os.close(theirs)
    os.close(their_end)
    try:
        yield Page(reading, writing)
    finally:
        os.close(writing)
        os.close(reading)
        process.terminate()
        process.wait(_SECONDS)
