"""A real browser on a real server over a copy of the demo register; every page is watched while it is used."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser.person import Person
from tests.demo import ADDRESS, HOST, DemoSite
from tests.servers.packages import need

CHROMIUM = "/usr/bin/chromium"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--unsafely-treat-insecure-origin-as-secure={ADDRESS}",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, and takes its time."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of the browser; gone before other tests, because its loop would forbid them the database."""
    need(CHROMIUM, "chromium")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    """A demo register of this module's own, served."""
    made = DemoSite(tmp_path_factory.mktemp("site"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def browser(playwright: Playwright, site: DemoSite) -> Iterator[Browser]:
    rules = f"--host-resolver-rules=MAP {HOST}:80 {site.server_address}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_FLAGS, rules])
    yield started
    started.close()


@pytest.fixture
def people(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Give a person at a browser of their own: `people("redattore")`, or `people()` for anybody of the public."""
    made: list[Person] = []

    def person(username: str = "") -> Person:
        one = Person(browser, username, pictures=bool(request.config.getoption("--update-screenshots")))
        made.append(one)
        return one

    yield person
    for one in made:
        one.leave()
