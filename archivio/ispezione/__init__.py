"""Looking into a file that comes in: what it is, whether it is whole and harmless, who signed it; stores nothing."""
