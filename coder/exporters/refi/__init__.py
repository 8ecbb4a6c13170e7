"""REFI-QDA, written: projects (``.qdpx``) and codebooks (``.qdc``), as a stream and the same bytes every time.

UTF-8 without byte order mark, LF, positions in code points from 0, end exclusive; a selection for each coding.
"""
