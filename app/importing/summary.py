"""What came, in a line."""

from coding.arrivals import ImportPlan
from coding.language import plural


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
