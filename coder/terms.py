"""Words that files, database and interface share; never translated."""

INTERVIEWER = "interviewer"
INTERVIEWEE = "interviewee"
CONSENTS = ("named", "organisation", "anonymous")
VOICES = ("self", "other")
MODES = ("now", "wanted", "missing")
METHODS = ("codebook", "framework", "reflexive")
ABOUT_REGISTERS = ("actor", "group", "place")
"""The registers that a coding can be about."""
