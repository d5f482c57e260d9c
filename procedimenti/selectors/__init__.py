"""What the procedures are read by: one case with its history and clock, the work list, what the checklist asks."""
