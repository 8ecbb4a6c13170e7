"""Whole projects and codebooks to other programs and from them, as REFI-QDA has them."""
