"""Whether an act may happen, given the facts that are handed in; who may do it lives in permissions."""
