"""Reading the files of what exists (acts, entries, members) before the register knows them; nothing is stored here."""
