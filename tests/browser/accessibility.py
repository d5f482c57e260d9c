"""Asks axe-core what is wrong with the open page for people with disabilities (WCAG 2.2, levels A and AA)."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


def violations(page: Page, *, within: str | None = None) -> list[str]:
    """Return each rule that the page breaks, with the elements that break it; `within` limits to a selector."""
    found = Axe().run(page, context=within, options=_RULES).response["violations"]
    return [f"{rule['id']}: {' '.join(str(node['target'][0]) for node in rule['nodes'])}" for rule in found]
