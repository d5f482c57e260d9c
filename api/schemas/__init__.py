"""What the API answers, field by field, as OpenAPI describes it; documents are rendered elsewhere."""
