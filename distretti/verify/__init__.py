"""Proves the register: the chain, the entries derived from it, the members' lists, the documents; reads only."""

from distretti.verify.catena import verify_chain, verify_head, verify_voce
from distretti.verify.elenchi import verify_elenchi
from distretti.verify.voci import renderings_proved

__all__ = ["renderings_proved", "verify_chain", "verify_elenchi", "verify_head", "verify_voce"]
