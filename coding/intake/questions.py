"""The questions of a round in what arrives: which turn asks which, before anything is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coding.intake.plan import Arrival, Asked, ImportPlan
from coding.model.study import Speaker, Transcript
from coding.notation.questions import ListedQuestion, recognise


def with_asked(plan: ImportPlan) -> ImportPlan:
    """Recognise the questions in every arrival of which turns, speakers, round or list are others now."""
    asked = [_asked(arrival, plan.questions_of(arrival.round.value)) for arrival in plan.arrivals]
    return replace(plan, arrivals=tuple(asked))


def with_questions(plan: ImportPlan, round_name: str, questions: Sequence[ListedQuestion]) -> ImportPlan:
    """Say what a round asks (ALL_ROUNDS: those without a list); no questions is an empty list."""
    return with_asked(replace(plan, questions={**plan.questions, round_name: tuple(questions)}))


def with_question_of(plan: ImportPlan, index: int, turn: int, question: int | None) -> ImportPlan:
    """Say which question of its round's list (by position) a turn of an arrival asks; None for none."""
    arrival = plan.arrivals[index]
    listed = plan.questions_of(arrival.round.value)
    text = None if question is None else listed[question].text
    choices = {**arrival.question_choices, turn: text}
    arrivals = list(plan.arrivals)
    arrivals[index] = _asked(replace(arrival, question_choices=choices), listed)
    return replace(plan, arrivals=tuple(arrivals))


def _asked(arrival: Arrival, listed: Sequence[ListedQuestion]) -> Arrival:
    texts = tuple(question.text for question in listed)
    if arrival.segmented is None or (not texts and not arrival.asked):
        return arrival
    kinds = tuple(voice.kind for voice in arrival.voices)
    asked_for = (arrival.segmented, texts, kinds, arrival.question_choices)
    if arrival.asked_for == asked_for:
        return arrival
    found = {
        at: Asked(at, best.question, best.likeness)
        for at, best in recognise(_as_voiced(arrival, arrival.segmented.transcript), texts).items()
    }
    found |= _by_hand(arrival.question_choices, texts)
    asked = tuple(found[at] for at in sorted(found) if found[at].question >= 0)
    return replace(arrival, asked=asked, asked_for=asked_for)


def _by_hand(choices: Mapping[int, str | None], texts: Sequence[str]) -> dict[int, Asked]:
    """Return what was said of turns; a position of -1 stands for no question."""
    return {
        turn: Asked(turn, -1 if text is None else texts.index(text), 1.0, by_hand=True)
        for turn, text in choices.items()
        if text is None or text in texts
    }


def _as_voiced(arrival: Arrival, transcript: Transcript) -> Transcript:
    """Return the transcript with its speakers as the researcher has them."""
    speakers = (Speaker(at, voice.label, voice.kind, None) for at, voice in enumerate(arrival.voices))
    return replace(transcript, speakers=tuple(speakers))
