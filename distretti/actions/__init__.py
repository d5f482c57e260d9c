"""The only writers of the register: keyword-only, `by=` the actor, one transaction each."""
