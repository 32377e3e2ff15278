"""What was said on the command line of an import, and doing it: codes, tables, questions, masks."""

import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from app.cli.study import names_of
from coding.errors import UnreadableError, UserError
from coding.intake.corrections import with_author, with_case, with_kind, with_person, with_round, with_school
from coding.intake.fold import with_pseudonyms
from coding.intake.mark_corrections import with_colour
from coding.intake.patterns import with_pattern
from coding.intake.plan import ImportPlan, PatternOf
from coding.intake.question_corrections import with_questions
from coding.intake.row_notes import KINDS
from coding.intake.several import with_taken_apart
from coding.intake.tables import guess_uses, with_table
from coding.intake.told_speakers import with_interviewer, with_told
from coding.language import _
from coding.model.study import InterviewKind
from coding.notation.code_names import Names, key_of
from coding.notation.colours import colour_in_words, colour_of
from coding.notation.hand_marks import CodedBy, HandRules, Reach
from coding.notation.questions import parse_by_round, understood
from coding.text.names import clean_name
from coding.text.told_labels import BEFORE_IT, NOTHING_TOLD, Told, told_by

_NO_CODE = frozenset({"", "-", "none", "no"})


class GivenFields(NamedTuple):
    """What was said of all files; what is empty says nothing."""

    round_name: str = ""
    school: str = ""
    person: str = ""
    pattern: str = ""
    heading_pattern: str = ""
    interviewer: str = ""
    speakers: str = ""
    unlabelled: str = ""
    kind: str = ""
    author: str = ""
    case: str = ""
    take_apart: bool = False

    @property
    def told(self) -> Told:
        """What was said of labels."""
        whose = {"interviewer": _("Interviewer"), "participant": _("Participant"), "before": BEFORE_IT}
        unlabelled = whose.get(self.unlabelled.casefold(), self.unlabelled)
        return replace(told_by(self.speakers), unlabelled=clean_name(unlabelled))


@dataclass(frozen=True)
class ImportOptions:
    """The options as they were given; ``highlights`` is None where colours are not to be read."""

    said: GivenFields
    inline_codes: bool = False
    reach: Reach = Reach.TURN
    highlights: str | None = None
    comments: bool = False
    coded_by: CodedBy = CodedBy.ME
    metadata: Path | None = None
    questions: Path | None = None
    mask: Path | None = None
    mask_password: str | None = None

    @property
    def rules(self) -> HandRules:
        """How the codes in the files are read."""
        return HandRules(
            read_letters=self.inline_codes,
            read_colours=self.highlights is not None,
            read_comments=self.comments,
            reach=self.reach,
            coded_by=self.coded_by,
        )


def apply_options(plan: ImportPlan, options: ImportOptions) -> ImportPlan:
    """Return the plan with everything that was said, in place of the guesses; names are masked last."""
    if options.said.take_apart:
        plan = with_taken_apart(plan, range(len(plan.rows)))
    if options.said.pattern:
        plan = with_pattern(plan, options.said.pattern)
    if options.said.heading_pattern:
        plan = with_pattern(plan, options.said.heading_pattern, of=PatternOf.HEADING)
    if options.metadata is not None:
        plan = _with_metadata(plan, options.metadata)
    plan = _overridden(plan, options.said)
    if options.highlights:
        plan = _with_highlights(plan, options.highlights)
    if options.questions is not None:
        plan = _with_questions(plan, options.questions)
    return plan if options.mask is None else _masked(plan, options.mask, options.mask_password)


def _overridden(plan: ImportPlan, said: GivenFields) -> ImportPlan:
    """Return the plan with what was said of all files in place of the guesses."""
    every = range(len(plan.rows))
    if said.kind:
        plan = with_kind(plan, every, _kind(said.kind))
    if said.author:
        plan = with_author(plan, every, said.author)
    if said.case:
        plan = with_case(plan, every, said.case)
    if said.told != NOTHING_TOLD:
        plan = with_told(plan, every, said.told)
    if said.interviewer:
        plan = with_interviewer(plan, every, said.interviewer)
    if said.person:
        plan = with_person(plan, every, said.person)
    if said.round_name:
        plan = with_round(plan, every, said.round_name)
    return with_school(plan, every, said.school) if said.school else plan


def _kind(word: str) -> InterviewKind:
    """Return what files are said to be; raises UserError for another word."""
    kinds = {kind.value: kind for kind in KINDS}
    if word.casefold() not in kinds:
        raise UserError(
            _("“{word}” is nothing that a file can be.").format(word=word),
            remedy=_("Say one of: {words}.").format(words=", ".join(kinds)),
        )
    return kinds[word.casefold()]


@contextmanager
def naming(path: Path) -> Generator[None]:
    """Say which of several files it is that cannot be read."""
    try:
        yield
    except UnreadableError as error:
        what = _("“{name}” cannot be read. {reason}").format(name=path.name, reason=error.what)
        raise UserError(what, error.means, error.remedy) from error


def _with_metadata(plan: ImportPlan, path: Path) -> ImportPlan:
    from storage.readers.tables import read_tables

    with naming(path):
        tables = read_tables(path)
    for table in tables:
        plan = with_table(plan, table, guess_uses(table, plan))
    return plan


def _with_questions(plan: ImportPlan, path: Path) -> ImportPlan:
    from storage.readers.files import read_file

    with naming(path):
        text = "\n".join(read_file(path).document.paragraphs)
    for round_name, listed in parse_by_round(text).items():
        plan = with_questions(plan, round_name, understood(listed, plan.known.names))
    return plan


def _masked(plan: ImportPlan, path: Path, password: str | None) -> ImportPlan:
    with naming(path):
        key = names_of(path, password)
    return with_pseudonyms(plan, key)


def _with_highlights(plan: ImportPlan, said: str) -> ImportPlan:
    """Say what colours mean: ``yellow=PC,green=JPD``, or the name of a file with such lines."""
    found = {highlight.colour for a in plan.rows for highlight in a.file.document.highlights}
    for written, code_id in meanings(_text_of(said), plan.known.names):
        meant = [colour for colour in found if _is_called(colour, written)]
        for colour in meant or [colour_of(written)]:
            plan = with_colour(plan, colour, code_id)
    return plan


def _text_of(said: str) -> str:
    """Return what a map says: itself, or the file that it names."""
    if "=" in said and not os.path.isfile(said):  # noqa: PTH113 - Path raises for what is longer than a name
        return said
    try:
        return Path(said).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            _("“{name}” is no map of colours and no file that can be read.").format(name=said),
            remedy=_("Write it as yellow=PC,green=JPD, or name a file with such lines."),
        ) from error


def _is_called(colour: str, written: str) -> bool:
    return written.casefold() in {colour.casefold(), colour_in_words(colour).casefold()} or (
        colour == colour_of(written)
    )


def meanings(text: str, names: Names | None) -> Sequence[tuple[str, int | None]]:
    """Read a map of colours; raises UserError for what is no such line or names no code."""
    found: list[tuple[str, int | None]] = []
    for line in text.replace(",", "\n").splitlines():
        colour, sign, meaning = (part.strip() for part in line.partition("="))
        if not sign and not colour:
            continue
        is_none = meaning.casefold() in _NO_CODE
        called = names.called(key_of(meaning)) if names and not is_none else ()
        if not sign or not colour or (not is_none and len(called) != 1):
            raise UserError(
                _("“{line}” does not say what a colour means.").format(line=line.strip()),
                remedy=_("Write a colour, = and one code of the framework: yellow=PC."),
            )
        found.append((colour, called[0].id if called else None))
    return found
