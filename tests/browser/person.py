"""Somebody at a browser: signs in, looks, takes pictures; whatever goes wrong on a page meanwhile is a failure."""

import io
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, ConsoleMessage, Request, Response, ViewportSize

from home.actions.demo.utenti import PASSWORD
from tests.demo import ADDRESS, HOST, ROOT

PICTURES = ROOT / "docs" / "guida" / "immagini"
DESKTOP, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=360, height=780)
_LOCAL_SCHEMES = {"data", "blob", "about"}


class Person:
    """One browser session of one person; `page` is the open page."""

    def __init__(self, browser: Browser, username: str = "", *, pictures: bool = False) -> None:
        self.username, self.pictures = username, pictures
        self.wrong: list[str] = []
        self.context = browser.new_context(locale="it-IT", timezone_id="Europe/Rome", viewport=DESKTOP)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda error: self.wrong.append(f"error: {error.error}"))
        self.context.on("request", self._see_request)
        self.context.on("response", self._see_response)
        if username:
            self.sign_in()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"console {message.type} at {self.page.url}: {message.text}")

    def _see_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in _LOCAL_SCHEMES and address.hostname != HOST:
            self.wrong.append(f"a remote request: {request.url}")

    def _see_response(self, response: Response) -> None:
        if response.status >= 500:
            self.wrong.append(f"{response.status} at {response.url}")

    def open(self, path: str) -> int:
        """Go to a path of the site; returns the status."""
        response = self.page.goto(f"{ADDRESS}{path}")
        assert response is not None
        return response.status

    def sign_in(self) -> None:
        self.open("/admin/login/")
        self.page.fill("input[name=username]", self.username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("form button[type=submit]")
        self.page.wait_for_url(f"{ADDRESS}/admin/")

    def forgive(self, *parts: str) -> None:
        """Drop findings that the test provoked on purpose, known by these words."""
        self.wrong = [finding for finding in self.wrong if not any(part in finding for part in parts)]

    def take_picture(self, name: str, *, whole: bool = True) -> None:
        """Write the page, or its first screen, as seen at a desk and on a phone, when pictures are being renewed."""
        if not self.pictures:
            return
        for suffix, size in (("desktop", DESKTOP), ("phone", PHONE)):
            self.page.set_viewport_size(size)
            self.page.wait_for_timeout(300)
            _store(PICTURES / f"{name}-{suffix}.png", self.page.screenshot(full_page=whole, animations="disabled"))
        self.page.set_viewport_size(DESKTOP)

    def leave(self) -> None:
        """Close the browser session; fails if anything went wrong on the way."""
        self.context.close()
        assert not self.wrong, f"{self.username or 'the public'}: " + "; ".join(self.wrong)


def _store(path: Path, png: bytes) -> None:
    """Write a picture with a palette: a third of the bytes, and nobody sees the difference."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(png)).convert("RGB").quantize(colors=200, dither=Image.Dither.NONE).save(path, optimize=True)
