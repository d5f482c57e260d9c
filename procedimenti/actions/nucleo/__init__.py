"""Writing the Nucleo: its members, its sedute, what is done in them, their end; the rules are in `policies`."""
