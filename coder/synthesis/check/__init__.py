"""Checking a finished report: its quotations against what was said. Pure; what is known of the project is handed in."""
