"""Screens for the members' lists: what awaits, an entry's versions and upload, one list with what it changes."""
