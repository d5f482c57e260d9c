"""The official models as managed files: what they are for, their versions, their permanent addresses."""
