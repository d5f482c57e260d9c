"""What the guide for the website's developers says works as it is written there."""

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from tests.demo import ADDRESS, ROOT, DemoSite

pytestmark = pytest.mark.slow
GUIDE = (ROOT / "docs" / "guida" / "sviluppatore-del-sito.md").read_text(encoding="utf-8")
LOCAL = "http://localhost:8000"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSite]:
    made = DemoSite(tmp_path_factory.mktemp("guida"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def read(site: DemoSite, address: str) -> Any:
    with urllib.request.urlopen(address.replace(ADDRESS, f"http://{site.server_address}"), timeout=10) as answer:  # noqa: S310
        return json.load(answer)


def test_the_addresses_to_try_answer(site: DemoSite) -> None:
    addresses = re.findall(rf"^curl '({LOCAL}[^']+)'$", GUIDE, re.MULTILINE)
    assert len(addresses) == 3
    for address in addresses:
        assert read(site, address.replace(LOCAL, ADDRESS))


@pytest.mark.parametrize("query", re.findall(r"`(\?[^`]+)`", GUIDE))
def test_each_query_of_the_table_is_accepted(site: DemoSite, query: str) -> None:
    assert "items" in read(site, f"{ADDRESS}/api/v1/iscrizioni{query}")


def test_the_copy_holds_the_whole_register_and_then_reads_only_what_changed(site: DemoSite) -> None:
    code = re.search(r"```python\n(.*?)```", GUIDE, re.DOTALL)
    assert code is not None
    asked: list[str] = []

    def reader(address: str) -> Any:
        asked.append(address)
        return read(site, address)

    definitions = code[1].partition("\ncopia = {}")[0].replace(LOCAL, ADDRESS)
    names: dict[str, Any] = {}
    exec(definitions, names)  # noqa: S102 - the code of our own guide
    names["leggi"] = reader
    copy: dict[tuple[str, str], Any] = {}
    following = names["aggiorna"](copy, names["INIZIO"])
    assert sum(1 for risorsa, _chiave in copy if risorsa == "iscrizioni") == 35
    asked.clear()
    assert names["aggiorna"](copy, following) == following
    assert asked == [following]
