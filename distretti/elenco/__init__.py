"""Reading a members' list from a file, and comparing it with another; pure: nothing is stored here."""
