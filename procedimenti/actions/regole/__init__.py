"""Writers of the rules that an office keeps as data."""
