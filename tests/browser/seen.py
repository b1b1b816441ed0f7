"""A page that is open in the browser, and what went wrong with it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
"""Where pictures of pages are kept; git ignores them."""


class Seen:
    """A page that is open, and everything that went wrong or over the network while it was."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", lambda request: self._requested(request.url, address))
        self.page.goto(address)

    def _requested(self, url: str, address: str) -> None:
        if url.split("#")[0] != address:
            self.complaints.append(f"request: {url}")
