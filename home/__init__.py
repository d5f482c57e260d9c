"""The site around the register: its own pages and settings, groups and rights, the demo, the wall of the admin."""
