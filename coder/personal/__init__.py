"""Names, numbers and addresses of people found in what was said. No database, no screen.

Nothing here claims to find everything: what it offers, a person decides.
"""
