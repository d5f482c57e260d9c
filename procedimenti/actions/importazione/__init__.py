"""Importing what exists: the whole of a file, and the istanze in it."""
