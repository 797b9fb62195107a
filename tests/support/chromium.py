"""A Chromium of this machine, driven by Playwright, without what it prepares for readers."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
)
# Chromium prepares two hidden pages for the suggestions of the address bar of each window, which take as much processor
# time as a page of ours, and a process for the next page, which in most tests never comes.
_PREPARED = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess")
# What Playwright switches off. Of two lists of features Chromium heeds the last one alone, so ours has these as well.
_AS_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--in-process-gpu",
    f"--disable-features={','.join((*_AS_PLAYWRIGHT, *_PREPARED))}",
)


def found() -> str | None:
    """Returns the path of a Chromium, or None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """A running Chromium, which is ended afterwards.

    Args:
        path: The path of the program.
    """
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where there is a browser

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=list(SWITCHES))
        yield chromium
        chromium.close()
