"""How the API is described: each route beside its parameters, the whole as OpenAPI, and an example of each answer."""
