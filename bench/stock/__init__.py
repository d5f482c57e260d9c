"""A stock Wagtail site with its API v2, to be measured against; nothing of ours runs in it."""
