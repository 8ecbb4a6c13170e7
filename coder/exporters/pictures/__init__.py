"""Figures as pictures: results of queries in, SVG or PNG out. Each kind of figure has a module of its own.

``style.py`` is what they share: colours, hatchings, type, the page with its title and caption, and the bytes.
matplotlib and networkx take half a second to import and are imported inside functions only.
"""
