"""Writing into the register what the files of an import say, through its own acts; reading them is pure, elsewhere."""
