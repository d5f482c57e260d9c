"""Which entries of Wagtail's menus nobody sees: they lead to what is shut (`doors`), or speak of Wagtail."""

_HIDDEN_MENUS = frozenset({"reports"})
_HIDDEN_HELP = ("editor-guide", "whats-new-in-wagtail")


def is_useful(name: str) -> bool:
    """Tell whether an entry of the main menu leads somewhere."""
    return name not in _HIDDEN_MENUS


def is_helpful(name: str) -> bool:
    """Tell whether an entry of the help menu is about this register."""
    return not name.startswith(_HIDDEN_HELP)
