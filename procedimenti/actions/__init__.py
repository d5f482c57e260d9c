"""The only writers of the procedures; each in one transaction, by somebody, leaving a step behind."""
