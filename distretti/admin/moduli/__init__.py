"""Forms of the desk: fields and widgets that people fill in; what may be written is decided by the actions."""
