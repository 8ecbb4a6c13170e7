"""Every change to a project: one use case, one transaction, one step; and the way back."""

from coder.history.step import History, Several, StepWriter, TakenBack

__all__ = ["History", "Several", "StepWriter", "TakenBack"]
