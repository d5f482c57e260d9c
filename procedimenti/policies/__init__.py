"""Whether a step may happen: the table of states, the days, what each step must say. Who may is in `permissions`."""
