"""What Wagtail's documentation suggests to write, to see it fail where ours does not; installed in tests only."""
