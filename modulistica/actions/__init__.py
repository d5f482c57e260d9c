"""The only writers of the models: keyword-only, `by=` the actor, one transaction each."""
