"""The plan as a fold: what arrived and what was said, in order, and the plan that it comes to.

A function of a plan that is a step is noted in the plan that it returns, with what was given to it. So a plan
can be worked out anew: for a study that has changed, or with a mask in front, through which everything goes
that arrived or was said. What is worked out of a document is remembered with it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce, wraps
from typing import Concatenate, ParamSpec

from coding.intake.known_study import KnownStudy
from coding.intake.masked_plan import masked, unmasked
from coding.intake.participants import assign_participants
from coding.intake.plan import ImportPlan, ImportRow, NameMask, PlanStep, TheseFiles
from coding.privacy.masking import Pseudonyms

_P = ParamSpec("_P")


def plan_step(
    act: Callable[Concatenate[ImportPlan, _P], ImportPlan],
) -> Callable[Concatenate[ImportPlan, _P], ImportPlan]:
    """Let what a function does to a plan be a step of it."""

    @wraps(act)
    def taken(plan: ImportPlan, *said: _P.args, **more: _P.kwargs) -> ImportPlan:
        return _with(plan, _noted(plan, act, said, more))

    return taken


def row_step(
    change: Callable[Concatenate[ImportPlan, ImportRow, _P], ImportRow],
) -> Callable[Concatenate[ImportPlan, Iterable[int], _P], ImportPlan]:
    """Let a change of a row be a step of its plan: done to the readable ones of some rows, by position.

    The people are found anew afterwards.
    """

    def act(plan: ImportPlan, files: TheseFiles, *said: _P.args, **more: _P.kwargs) -> ImportPlan:
        chosen = {at for at in files.places(plan) if plan.rows[at].readable}
        rows = [change(plan, row, *said, **more) if at in chosen else row for at, row in enumerate(plan.rows)]
        return assign_participants(replace(plan, rows=tuple(rows)))

    @wraps(change)
    def taken(plan: ImportPlan, indices: Iterable[int], *said: _P.args, **more: _P.kwargs) -> ImportPlan:
        return _with(plan, _noted(plan, act, (TheseFiles.of(plan, indices), *said), more))

    return taken


def _noted(
    plan: ImportPlan, act: Callable[..., ImportPlan], said: tuple[object, ...], more: Mapping[str, object]
) -> PlanStep:
    """Return a step; what is picked under a mask is noted as it is called without, to hold there too."""
    if plan.mask is None:
        return PlanStep(act, said, more)
    called = unmasked(plan.mask)
    bare = {
        name: called.get(value, value) if isinstance(value, str) else value for name, value in more.items()
    }
    return PlanStep(
        act, tuple(called.get(each, each) if isinstance(each, str) else each for each in said), bare
    )


def _with(plan: ImportPlan, step: PlanStep) -> ImportPlan:
    """Take in a step, through the mask if there is one."""
    said, more = step.said, step.more
    if plan.mask is not None:
        said = masked(said, plan.mask)
        more = {name: masked(value, plan.mask) for name, value in more.items()}
    return replace(step.act(plan, *said, **more), steps=(*plan.steps, step), start=plan.start or plan)


def _folded(plan: ImportPlan, known: KnownStudy, mask: NameMask | None) -> ImportPlan:
    return reduce(_with, plan.steps, replace(plan.start or plan, known=known, mask=mask))


def with_known(plan: ImportPlan, known: KnownStudy) -> ImportPlan:
    """Hold a plan against a study as it is now."""
    return plan if known == plan.known else _folded(plan, known, plan.mask)


def with_pseudonyms(plan: ImportPlan, names: Pseudonyms) -> ImportPlan:
    """Mask names in everything that arrived and that was said, be it before or after this."""
    if not names:
        return plan
    plan = without_pseudonyms(plan)
    labels = {row.file.path: tuple(label.label for label in row.speaker_labels) for row in plan.rows}
    return _folded(plan, plan.known, NameMask(names, labels))


def without_pseudonyms(plan: ImportPlan) -> ImportPlan:
    """Take the mask off: what was corrected under it stays corrected."""
    return plan if plan.mask is None else _folded(plan, plan.known, None)
