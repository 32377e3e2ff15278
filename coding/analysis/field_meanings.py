"""What the columns of exported tables mean, in a sentence each: for a README and a workbook's first sheet."""

from collections.abc import Mapping
from typing import Final

from coding.language import N_

CODING: Final[Mapping[str, str]] = {
    "round": N_("The round of the interview."),
    "school": N_("The letters of the schools of those who speak in the passage."),
    "school_name": N_("What these schools are called."),
    "interview": N_("What the interview is called."),
    "key": N_("The keys of those who speak: school and role, such as B2."),
    "role": N_("The roles of those who speak, in that round."),
    "speaker": N_("The speaker’s label in the transcript, where the passage begins."),
    "attribution": N_("Who says it, as it stands under a quotation."),
    "dimension": N_("The code at the top of the framework, by its abbreviation."),
    "strand": N_("The code that the coding counts for; empty for a coding on a dimension alone."),
    "code": N_("The code that was given: a strand, a sub-strand or a dimension."),
    "counts": N_(
        "1, or 0 where the passage has a coding before that counts for the same strand; add these up."
    ),
    "stage": N_("The letter of the stage, where one is coded."),
    "direction": N_("What the passage says of the strand: shows, lacks, mixed, wishes; empty: not coded."),
    "unsure": N_("Whether the coder was in doubt."),
    "question": N_("The question of the round’s list that the words answer."),
    "prompted": N_("What asked for the strand: list, name (just before), neither; empty: not known."),
    "text": N_("The words of the passage."),
    "quotation": N_("The same, with an ellipsis where it begins or ends in mid-sentence."),
    "words": N_("How many words the passage has."),
    "place": N_("Where the passage begins: turn and time, or paragraph."),
    "turn": N_("The number of the turn, from 1; empty in a document without speakers."),
    "time": N_("The time of the turn in the recording."),
    "start": N_("Where the passage begins in the transcript: characters (code points) from 0."),
    "end": N_("Where it ends: the first character after it."),
    "quote": N_("Whether it may be quoted: open, cleared, shown, ask, refused, no."),
    "shown_on": N_("The day on which it was shown to whoever says it, or answered."),
    "memo": N_("What was written on the coding."),
    "coder": N_("Whose coding it is."),
    "created": N_("When it was coded (UTC)."),
    "framework": N_("The framework that the code belongs to."),
    "revision": N_("The revision of the framework when it was coded."),
    "interview_id": N_("The number of the interview: the same in all of these files."),
    "coding_id": N_("The number of the coding."),
}
INTERVIEW: Final[Mapping[str, str]] = {
    "interview_id": CODING["interview_id"],
    "interview": CODING["interview"],
    "kind": N_("What it is: interview, group, document, notes, answers; rates are of the first two."),
    "round": CODING["round"],
    "date": N_("The day of the interview."),
    "school": N_("The letter of the interview’s school."),
    "keys": N_("The keys of those who take part."),
    "people": N_("How many people take part."),
    "minutes": N_("How long it took."),
    "words": N_("All words that are said."),
    "participant_words": N_("The words of those who are known to be participants."),
    "state": N_("How far these coders have read it: not started, being read, done."),
    "partial": N_("Whether the transcript is not complete; its words are in no rate."),
    "codings": N_("Codings of these coders with the framework, as rows of the sheet of codings."),
    "passages": N_("Distinct passages with such codings."),
    "file": N_("The file that the transcript came from."),
}
PERSON: Final[Mapping[str, str]] = {
    "person_id": N_("The number of the person."),
    "person": N_("What the study calls the person."),
    "round": N_("A round in which the person has a post; a row each."),
    "key": N_("The key in that round."),
    "school": N_("The letter of the school in that round."),
    "role": N_("The role in that round."),
    "title": N_("What the person is in that round, finer than the role."),
    "interviews": N_("In how many interviews of that round the person takes part."),
    "words": N_("The words of the speakers who are this person, in that round."),
    "quoting": N_("Whether the person’s words may be quoted: empty (yes), ask, no."),
}
