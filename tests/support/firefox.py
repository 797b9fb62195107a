"""A Firefox of this machine, driven over WebDriver BiDi, the protocol that it speaks by itself."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

PATIENCE = 60  # seconds, for an answer
PREFERENCES = {
    "security.fileuri.strict_origin_policy": True,  # the default; drivers tend to switch it off
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
    # no page or process made ready for later
    "browser.newtab.preload": False,
    "browser.newtabpage.enabled": False,
    "dom.ipc.processPrelaunch.enabled": False,
    # no requests of the browser's own, which would count as a page's
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}
WATCHED = ["log.entryAdded", "network.beforeRequestSent", "network.fetchError"]
KEYS = {"Enter": "\ue007", "Escape": "\ue00c"}
GIVEN_UP = "NS_BINDING_ABORTED"  # what Firefox says of a request that it ends itself when a reader goes on


class FirefoxError(Exception):
    """What Firefox answers to a command that it cannot carry out."""


@contextmanager
def started(program: str) -> Iterator[Firefox]:
    """A running Firefox whose profile is deleted when it ends."""
    from websockets.sync.client import connect  # noqa: PLC0415  only where there is a Firefox

    with TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        saved = Path(profile, "saved")
        saved.mkdir()
        lines = [
            f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()
        ]
        Path(profile, "user.js").write_text("\n".join(lines), "utf-8")
        said = Path(profile, "said.txt")
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with said.open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
            try:
                # A ping draws from `random` in a thread of its own, which Hypothesis takes for a fault of another test.
                options: dict[str, Any] = {"max_size": None, "ping_interval": None, "proxy": None}
                with connect(f"{_address(said)}/session", **options) as socket:
                    yield Firefox(socket, saved)
            finally:
                process.terminate()


def _address(said: Path) -> str:
    """The address at which Firefox listens, from what it prints when it has started."""
    end = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < end:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", said.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.05)
    raise FirefoxError(f"Firefox does not listen: {said.read_text('utf-8', 'replace')}")


class Firefox:
    """One window of a fresh profile, which records the requests and the errors of pages.

    Attributes:
        asked: every address that was asked for.
        said: every line of a console, every script's error and every request that failed.
        saved: the folder of what was downloaded.
    """

    def __init__(self, socket: ClientConnection, saved: Path) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        self.saved = saved
        self._socket = socket
        self._number = 0
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=WATCHED)
        allowed = {"type": "allowed", "destinationFolder": str(saved)}
        self.call("browser.setDownloadBehavior", downloadBehavior=allowed)
        # a tab of our own: in the one that Firefox starts with, the address bar keeps the focus
        self.window = self.call("browsingContext.create", type="tab")["context"]
        self.call("browsingContext.setViewport", context=self.window, viewport={"width": 1280, "height": 800})

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command and wait for its result; events in the meantime are recorded."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            told = json.loads(self._socket.recv(PATIENCE))
            if told.get("id") == self._number:
                break
            self._note(told)
        if told["type"] == "error":
            raise FirefoxError(f"{method}: {told['error']}: {told['message']}")
        return dict(told["result"])

    def _note(self, told: dict[str, Any]) -> None:
        params = told.get("params", {})
        match told.get("method"):
            case "network.beforeRequestSent":
                self.asked.append(params["request"]["url"])
            case "network.fetchError" if params["errorText"] != GIVEN_UP:
                self.said.append(f"failed: {params['request']['url']}: {params['errorText']}")
            case "log.entryAdded":
                self.said.append(f"{params['level']}: {params['text']}")

    def open(self, url: str) -> None:
        """Open an address and wait until all of it is loaded."""
        self.call("browsingContext.navigate", context=self.window, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """The value of an expression on the page, as far as JSON can hold it; a promise is awaited."""
        answer = self.call(
            "script.evaluate",
            expression=f"(async () => JSON.stringify(await ({script})))()",
            target={"context": self.window},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise FirefoxError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def wait(self, condition: str) -> Any:
        """Wait until an expression on the page is true, and return its value."""
        return self.run(
            f"""new Promise((resolve, reject) => {{
                const end = performance.now() + {PATIENCE * 500};
                const look = () => {{
                    const found = {condition};
                    if (found) resolve(found);
                    else if (performance.now() > end) reject(new Error({json.dumps("not so: " + condition)}));
                    else setTimeout(look, 30);
                }};
                look();
            }})"""
        )

    def type(self, text: str) -> None:
        """Press the keys of a text; a key without a character is written by its name."""
        keys = [KEYS[text]] if text in KEYS else list(text)
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": actions})

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the pointer to the middle of an element, and press it there if asked to.

        It is waited for: what a script has made, such as a list of hits, it may be about to make anew.
        """
        x, y = self.wait(
            f"""(() => {{ const e = document.querySelector({json.dumps(selector)});
                 e?.scrollIntoView({{block: "center", behavior: "instant"}});
                 const box = e?.getClientRects()[0];
                 if (!box) return null;
                 return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; }})()"""
        )
        moves: list[dict[str, Any]] = [{"type": "pointerMove", "x": x, "y": y}]
        if click:
            moves += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act(
            {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": moves}
        )

    def _act(self, source: dict[str, Any]) -> None:
        self.call("input.performActions", context=self.window, actions=[source])
