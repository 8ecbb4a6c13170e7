"""The app's screens: each asks the project, shows the answer, and turns what a person does into use cases."""
