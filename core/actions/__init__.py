"""The only writers of the kernel's own rows."""
