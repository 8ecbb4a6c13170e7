"""Every change to a project: one use case, one transaction, one step; and the way back."""

from coder.history.step import History, StepWriter, TakenBack

__all__ = ["History", "StepWriter", "TakenBack"]
