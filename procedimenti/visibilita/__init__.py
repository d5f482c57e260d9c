"""Who may know each field of the procedures (design law 8): the words, and the one place where it is declared."""
