"""Words that files, database and interface share; never translated."""

INTERVIEWER = "interviewer"
INTERVIEWEE = "interviewee"
CONSENTS = ("named", "organisation", "anonymous")
VOICES = ("self", "other")
MODES = ("now", "wanted", "missing")
PARTS = ("corrected", "speakers", "pseudonyms")
"""What can be done about a source before it is coded."""
METHODS = ("codebook", "framework", "reflexive")
TURN, SENTENCE, CHARACTER = "turn", "sentence", "character"
UNITS = (TURN, SENTENCE, CHARACTER)
"""What coders are compared on."""
ADJUDICATED = "adjudicated"
"""The coder under whose name stands what was decided between coders: no person codes under it."""
ABOUT_REGISTERS = ("actor", "group", "place")
"""The registers that a coding can be about."""
