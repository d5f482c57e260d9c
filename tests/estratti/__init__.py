"""The certified extracts, in their readers' words."""
