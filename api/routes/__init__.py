"""The routes of the API, a resource a module: read parameters, ask the selectors, answer; no rule lives here."""
