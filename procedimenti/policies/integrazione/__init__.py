"""The rules of an integration: what it may ask, and what its answer changed."""
