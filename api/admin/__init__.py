"""The admin's screens about the API: its keys."""
