"""An import plan made at once of files as readers give them, and the study that they come to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from coding.intake.arriving import added
from coding.intake.interpretation import interpret_file
from coding.intake.known_study import KnownStudy
from coding.intake.plan import Batch, ImportPlan, IncomingFile
from coding.notation.hand_marks import UNREAD, HandRules
from storage.roles import new_roles, post_words

ROLES = new_roles()
NEW_STUDY = KnownStudy(roles=ROLES, post_words=post_words())


def new_study(**said: Any) -> KnownStudy:
    """Return a new study of which this is known."""
    return replace(NEW_STUDY, **said)


def plan_of(files: Sequence[IncomingFile], known: KnownStudy, rules: HandRules = UNREAD) -> ImportPlan:
    """Make the plan: guesses for every file, the same file twice left out, people found."""
    rows = tuple(interpret_file(file, known, rules) for file in files)
    return added(ImportPlan(known=known, rules=rules), Batch(rows, read_for=(known, rules)))
