"""Kernel without domain words: clock, canonical JSON and hashing, uncertain dates, problem+json, outbox."""
