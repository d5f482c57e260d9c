"""What surrounds the application: running its tests and checks, building its data, serving it."""
