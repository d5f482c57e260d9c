"""Screens of a structure, not of one case: who holds the potere sostitutivo, what went past its term as a file."""
