"""The editorial interface as our roles find it: which of Wagtail's addresses are open, menus, home panels."""
