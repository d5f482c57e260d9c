"""The public pages of the procedures; each reads through selectors and acts through actions."""
