"""The officers' screens on the models: their list, each with its versions on a line of time, and a version at work."""
