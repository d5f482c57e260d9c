"""The performance suite: ours against stock Wagtail, a minimal Django view and nginx, in one run on one machine."""
