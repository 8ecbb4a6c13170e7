"""Code Swedish interviews in the terminal and turn them into quoted evidence."""

__version__ = "0.4.0"
