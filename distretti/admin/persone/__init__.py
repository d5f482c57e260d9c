"""Screens for who writes the profile of an entry (deleghe) and who holds its offices (organi)."""
