"""Real servers that tests start for themselves on loopback, each from a Debian package, each stopped afterwards."""
