"""What the Nucleo is read by: who sits in it and by which rules, its sedute, the personal links, the verbale."""
