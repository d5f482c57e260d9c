"""Reads of the register that no single object answers."""

from distretti.selectors.registro import count_aderenti, head_of_chain, sezioni_with_head

__all__ = ["count_aderenti", "head_of_chain", "sezioni_with_head"]
