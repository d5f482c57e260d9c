"""The whole proof of the register, put together from what each app proves of its own; reads only."""

from home.verify.registro import stale_documenti, steps, verify_registro

__all__ = ["stale_documenti", "steps", "verify_registro"]
