"""The desk of the Nucleo: sedute, the items of their agenda, who sits; the rules are elsewhere."""
