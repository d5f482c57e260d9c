"""The officers' desk of the procedures: work list, case, steps; the rules are elsewhere."""
