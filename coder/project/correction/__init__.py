"""Correcting texts: versions, what is carried from one to the next, and what waits for a person."""
