"""An import plan made at once of files as readers give them."""

from collections.abc import Sequence

from coding.intake.interpretation import interpret_file, merge_batch
from coding.intake.plan import ImportPlan, IncomingFile, KnownStudy
from coding.notation.hand_marks import UNREAD, HandRules


def plan_of(files: Sequence[IncomingFile], known: KnownStudy, rules: HandRules = UNREAD) -> ImportPlan:
    """Make the plan: guesses for every file, the same file twice left out, people found."""
    return merge_batch(
        ImportPlan(tuple(interpret_file(file, known, rules) for file in files), known, rules=rules)
    )
