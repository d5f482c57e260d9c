"""The only writers of what is published: keyword-only, one transaction each."""
