"""The joint display in words: tables on paper, records for other programs, what is said below it."""

from collections.abc import Iterator, Mapping, Sequence

from coding.analysis.joint_display import JointDisplay
from coding.analysis.joint_rows import JointBy, JointRound, JointRow, Silent
from coding.analysis.measure import DASH
from coding.analysis.survey_results import ALL
from coding.language import _
from coding.model.cells import CellKey
from coding.model.joint import JOINT_STATES_IN_WORDS, JointSentence, JointState
from coding.text.blocks import plain

Sentences = Mapping[CellKey, JointSentence]


def sentence_of(row: JointRow, sentences: Sentences) -> JointSentence:
    """Return what is written of a row; of one that a side did not ask about, that it is silent."""
    written = sentences.get(row.key) if row.key is not None else None
    if written is not None and (written.text or written.state):
        return written
    return JointSentence(state=JointState.SILENT) if row.silent else JointSentence()


def said_together(row: JointRow, sentences: Sentences) -> str:
    """Return the sentence of a row behind its state in words; what is silent says which side did not ask."""
    said = sentence_of(row, sentences)
    state = silent_in_words(row.silent) if said.state is JointState.SILENT else ""
    state = state or (_(JOINT_STATES_IN_WORDS[said.state]) if said.state else "")
    return ": ".join(filter(None, (_capital(state), plain(said.text).strip())))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def silent_in_words(silent: Silent) -> str:
    """Say which side did not ask."""
    match silent:
        case Silent.SURVEY:
            return _("the survey did not ask")
        case Silent.INTERVIEWS:
            return _("the interviews have no code for it")
        case Silent.NEITHER:
            return ""


def label_of(row: JointRow) -> str:
    """Return what a row is called below its strand's."""
    return _("all") if row.group == ALL else row.label


def shares_in_words(round_: JointRound) -> tuple[str, ...]:
    """Return the shares by stage, then that of deficits; a dash for what was not asked."""
    return tuple(share.text if share is not None else DASH for share in (*round_.shares, round_.deficits))


def codings_in_words(round_: JointRound) -> tuple[str, ...]:
    """Return the codings by stage, those without one first, all, and the interviews with at least one."""
    if not round_.has_interviews:
        return (DASH,) * (len(round_.codings) + 2)
    figures = (*map(str, round_.codings), str(round_.total))
    return (*figures, round_.share_of_interviews.text)


def headings(display: JointDisplay) -> tuple[str, ...]:
    """Return what stands over the columns of a table of the display."""
    letters = [stage.letter for stage in display.stages]
    return (
        *(_("Strand"), _("Of"), _("Round")),
        *(_("marked {stage}").format(stage=letter) for letter in letters),
        *(_("deficits marked"), _("codings without a stage")),
        *(_("codings {stage}").format(stage=letter) for letter in letters),
        *(_("codings"), _("interviews with at least one"), _("together")),
    )


def table_lines(display: JointDisplay, sentences: Sentences) -> Iterator[tuple[str, ...]]:
    """Yield the display as rows of words: headings, then a line a row and round."""
    yield headings(display)
    for row in display.rows:
        for at, round_ in enumerate(row.rounds):
            said = said_together(row, sentences) if at == 0 else ""
            named = (row.strand, label_of(row), round_.round)
            yield (*named, *shares_in_words(round_), *codings_in_words(round_), said)


def joint_records(display: JointDisplay, sentences: Sentences) -> Iterator[dict[str, object]]:
    """Yield a record a row and round.

    ``marked_A``, ``of_A`` and ``percent_A`` are of the strengths of a stage (no percentage below ten people,
    nothing where it was not asked), those of ``deficits`` likewise. ``codings_none`` are those without a
    stage; nothing stands where no interview is done yet.
    """
    for row in display.rows:
        said = sentence_of(row, sentences)
        for round_ in row.rounds:
            record: dict[str, object] = {
                "strand": row.strand,
                "group": row.group if row.group == ALL else row.label,
                "round": round_.round,
                "respondents": round_.people,
            }
            letters = [stage.letter for stage in display.stages]
            for letter, share in zip((*letters, "deficits"), (*round_.shares, round_.deficits), strict=True):
                record[f"marked_{letter}"] = share.marks.k if share else None
                record[f"of_{letter}"] = share.marks.n if share else None
                record[f"percent_{letter}"] = share.percent_number if share else None
            there = round_.has_interviews
            for letter, count in zip(("none", *letters), round_.codings, strict=True):
                record[f"codings_{letter}"] = count if there else None
            record["codings"] = round_.total if there else None
            record["interviews_with"] = round_.with_some if there else None
            record["interviews"] = round_.interviews
            record["interviews_done"] = round_.done
            record["question_names_it"] = round_.named
            record["silent"] = row.silent.value
            record["state"] = said.state.value
            record["sentence"] = plain(said.text).strip()
            yield record


def record_names(display: JointDisplay) -> tuple[str, ...]:
    """Return the names of what a record holds, in order."""
    letters = [stage.letter for stage in display.stages]
    shares = [f"{name}_{letter}" for letter in (*letters, "deficits") for name in ("marked", "of", "percent")]
    codings = [f"codings_{letter}" for letter in ("none", *letters)]
    return (
        *("strand", "group", "round", "respondents", *shares, *codings, "codings"),
        *("interviews_with", "interviews", "interviews_done", "question_names_it"),
        *("silent", "state", "sentence"),
    )


def answered_in_words(display: JointDisplay) -> str:
    """Return how many answered and were interviewed, round by round."""
    said: list[str] = []
    for round_id, name in display.rounds:
        answers = display.answers.get(round_id)
        survey = (
            " ".join(filter(None, (answers.response_text(), answers.response_percent())))
            if answers is not None
            else _("no survey")
        )
        round_ = display.data.round_by_id[round_id]
        interviews = len(display.data.interviews_of(round_))
        said.append(
            _("{round}: survey {survey}, interviews {n}").format(round=name, survey=survey, n=interviews)
        )
    return " · ".join(said)


def notes(display: JointDisplay) -> Sequence[str]:
    """Return what is said below the display, most important first."""
    found = [
        _(
            "A statement asks about the respondent’s school, a code is what was said of the partnership: "
            "they speak of different things, and are laid side by side, never summed."
        ),
        _(
            "Shares are marks at the strengths of a stage, of all that could have been set; deficits stand "
            "for themselves, and a fall in them is no loss. Fewer than ten people have no percentage."
        ),
    ]
    if display.by is JointBy.GROUP:
        found.append(
            _(
                "Groups of the survey and of the interviews may be made up differently, and nobody is "
                "linked to anybody."
            )
        )
    if display.by is JointBy.SCHOOL and display.results.few_schools:
        found.append(_("Schools with fewer than five answers are shown as one."))
    if any(round_.is_so_far for row in display.rows for round_ in row.rounds):
        found.append(_("Interviews that are not done yet: their codings are counted so far."))
    return [*found, *_unnamed(display)]


def _unnamed(display: JointDisplay) -> Iterator[str]:
    """Say which strands no question of a round that has questions asked about."""
    with_questions = {question.round_id for question in display.data.questions if question.code_ids}
    for round_id, name in display.rounds:
        if round_id not in with_questions:
            continue
        strands = [
            row.strand
            for row in display.rows
            if row.group == ALL and row.code_id in display.data.framework.by_id
            for round_ in row.rounds
            if round_.round_id == round_id and not round_.named
        ]
        if strands:
            listed = ", ".join(strands)
            yield _("No question of {round} asked about {strands}.").format(round=name, strands=listed)
