"""The procedures: an istanza from its receipt to the act that writes the register, and the law's terms on the way."""
