"""Kernel without domain words: clock, canonical JSON and hashing, uncertain dates, locks, outbox."""
