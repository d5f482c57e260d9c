"""Reads of the kernel's own rows, for whoever looks after the machine."""
