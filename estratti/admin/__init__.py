"""The screens of the extracts, for who records the acts of a structure."""
