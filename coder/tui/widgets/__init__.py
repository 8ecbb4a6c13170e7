"""The app's widgets: frozen data in, messages out. None of them knows the project."""
