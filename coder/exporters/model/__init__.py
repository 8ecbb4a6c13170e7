"""The collaboration model as a document: a section for each question of the codebook, and the distribution of roles.

The program gathers and shows; people write. What a section shows is said by ``show`` in the codebook (``parts.py``).
"""
