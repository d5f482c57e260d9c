"""What the templates of every app say with."""
