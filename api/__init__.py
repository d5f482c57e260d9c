"""The public read API: routes, filters, errors and their description; what it serves is rendered elsewhere."""
