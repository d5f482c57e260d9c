"""The demonstration register: real districts, invented accounts; it writes through the same actions as people do."""
