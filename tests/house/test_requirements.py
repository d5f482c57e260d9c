"""What is installed, against what the README promises to whoever installs it."""

from importlib.metadata import distributions

from packaging.specifiers import SpecifierSet

DEBIAN_12 = "3.11.2"  # the Python of the least system that the README and publiccode.yml name


def test_every_package_takes_the_python_of_debian_12() -> None:
    asked = {d.name: str(d.metadata.json.get("requires_python", "")) for d in distributions()}
    assert [name for name, wants in asked.items() if DEBIAN_12 not in SpecifierSet(wants)] == []
