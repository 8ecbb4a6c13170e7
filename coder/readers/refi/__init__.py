"""REFI-QDA, the exchange format of programs for qualitative analysis: ``.qdpx`` projects and ``.qdc`` codebooks.

Programs write it each in its own way; what is read here is put into one shape (``model``), without any database.
"""
