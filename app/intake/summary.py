"""What comes and what came in, in a line."""

from coding.intake.mark_summary import MarksSummary, marks_summary
from coding.intake.plan import ImportPlan
from coding.language import _, plural


def summary(plan: ImportPlan) -> str:
    """Return how many files there are, and how many of them do not come in."""
    arrivals = plan.arrivals
    unreadable = sum(not arrival.readable for arrival in arrivals)
    repeated = sum(bool(arrival.repeats) and not arrival.include for arrival in arrivals)
    parts = [plural("{n} file", "{n} files", len(arrivals)) if arrivals else ""]
    if unreadable:
        parts.append(plural("{n} cannot be read", "{n} cannot be read", unreadable))
    if repeated:
        parts.append(plural("{n} is there already", "{n} are there already", repeated))
    passed_over = len(plan.passed_over)
    if passed_over:
        parts.append(
            plural("{n} other file was passed over", "{n} other files were passed over", passed_over)
        )
    return " · ".join(filter(None, parts))


def codings_in_words(found: MarksSummary) -> str:
    """Return how many codings and memos the hand-written codes make; empty if none."""
    parts: list[str] = []
    if found.codings:
        codings = plural("{n} coding", "{n} codings", found.codings)
        parts.append(codings + plural(" on {n} passage", " on {n} passages", found.passages))
    if found.remarks:
        parts.append(plural("{n} memo", "{n} memos", found.remarks))
    return ", ".join(parts)


def stored_in_words(plan: ImportPlan) -> str:
    """Say what came in, with the counts that were announced before."""
    files = plural("{n} file came in", "{n} files came in", len(plan.included))
    codings = codings_in_words(marks_summary(plan))
    came = _("{files} with {codings}").format(files=files, codings=codings) if codings else files
    undo = plural("undo takes it back.", "undo takes them back.", len(plan.included))
    return f"{came}; {undo}"
