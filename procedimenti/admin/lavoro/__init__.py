"""What a structure works on: its list with filters and bulk acts, and the dashboard of its load and times."""
