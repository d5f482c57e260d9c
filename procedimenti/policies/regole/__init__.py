"""Rules that an office writes as data: when a version may be written, and which one holds."""
