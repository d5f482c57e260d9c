"""Who acts: our user model, the two competent structures, roles and permissions."""
