"""What comes and what came in, in a line."""

from collections.abc import Mapping

from coding.intake.mark_summary import MarksSummary, marks_summary
from coding.intake.plan import ImportPlan
from coding.intake.row_notes import unclear_speakers
from coding.language import _, plural


def summary(plan: ImportPlan) -> str:
    """Return how many files there are, and how many of them do not come in."""
    rows = plan.rows
    unreadable = sum(not row.readable for row in rows)
    repeated = sum(bool(row.duplicate_of) and not row.include for row in rows)
    parts = [plural("{n} file", "{n} files", len(rows)) if rows else ""]
    if unreadable:
        parts.append(plural("{n} cannot be read", "{n} cannot be read", unreadable))
    if repeated:
        parts.append(plural("{n} is there already", "{n} are there already", repeated))
    ignored_files = len(plan.ignored_files)
    if ignored_files:
        parts.append(plural("{n} other file was skipped", "{n} other files were skipped", ignored_files))
    if rows:
        parts.append(needed(plan))
    return " · ".join(filter(None, parts))


def needed(plan: ImportPlan) -> str:
    """Return what has to be done before numbers can be right, or that nothing has."""
    n = len(unclear_speakers(plan))
    if not n:
        return _("nothing must be done")
    return plural(
        "say who asks in {n} file: none of its words count until then",
        "say who asks in {n} files: none of their words count until then",
        n,
    )


def codings_in_words(found: MarksSummary) -> str:
    """Return how many codings and memos the hand-written codes make; empty if none."""
    parts: list[str] = []
    if found.codings:
        codings = plural("{n} coding", "{n} codings", found.codings)
        codings += plural(" on {n} passage", " on {n} passages", found.passages)
        parts.append(codings + whose_in_words(found.by_coder))
    if found.remarks:
        parts.append(plural("{n} memo", "{n} memos", found.remarks))
    return ", ".join(parts)


def whose_in_words(by_coder: Mapping[str, int]) -> str:
    """Return whose the codings become: `` (yours: 3; Ann: 2)``; empty where all are one's own."""
    if not any(by_coder):
        return ""
    own = [_("yours: {n}").format(n=by_coder[""])] if by_coder.get("") else []
    others = [_("{coder}: {n}").format(coder=coder, n=n) for coder, n in by_coder.items() if coder]
    return f" ({'; '.join([*own, *others])})"


def stored_in_words(plan: ImportPlan) -> str:
    """Say what came in, with the counts that were announced before."""
    files = plural("{n} file was imported", "{n} files were imported", len(plan.included))
    codings = codings_in_words(marks_summary(plan))
    came = _("{files} with {codings}").format(files=files, codings=codings) if codings else files
    undo = plural("undo takes it back.", "undo takes them back.", len(plan.included))
    return f"{came}; {undo}"
