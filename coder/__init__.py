"""Code Swedish interviews in the terminal and turn them into quoted evidence."""

__version__ = "0.5.1"
