"""Parts of the desk's forms that belong to some steps only."""
