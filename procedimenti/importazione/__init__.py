"""Reading the istanze of a file before the office knows them; nothing is stored here."""
