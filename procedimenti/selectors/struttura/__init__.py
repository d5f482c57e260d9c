"""What is read of a structure beyond one case: who may conclude in its place, what waits for another system."""
