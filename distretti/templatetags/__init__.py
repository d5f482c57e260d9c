"""What the templates of the officer's desk say with."""
