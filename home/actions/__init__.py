"""The only writers of the site's own pages."""
