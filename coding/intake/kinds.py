"""What a text is: an interview, a group's, a document such as minutes, notes; and who wrote it.

Only the name of a file, its folder and its first lines say so; whoever speaks by the name of Interviewer
makes it an interview. It is a guess, and said to be one.
"""

import re
from collections.abc import Sequence
from typing import Final

from coding.intake.hints import plain
from coding.intake.plan import Guess, GuessSource, ImportRow
from coding.model.study import InterviewKind
from coding.text.label_looks import asks_by_name
from coding.text.names import clean_name

_NOTES: Final = (
    r"field\s?notes?|field\s(?:diary|journal|log)|observations?(?:\s(?:notes?|schedule|record))?|"
    r"(?:reflexive|reflective|research(?:er)?(?:['’]s)?|my)\s(?:diary|journal|log|notes?|account)|"
    r"feldnotiz(?:en)?|feldtagebuch|beobachtung(?:en|sprotokoll)?|notes de terrain|"
    r"journal de (?:bord|terrain)|"
    r"notas de campo|diario de campo"
)
_DOCUMENT: Final = (
    r"minutes|agenda|polic(?:y|ies)|letter|newsletter|circular|prospectus|handbook|memorandum|"
    r"(?:action|development|improvement|strategic|school)\splan|(?:annual|inspection|ofsted|committee)\sreport|"
    r"mission statement|sitzungsprotokoll|protokoll der sitzung|rundschreiben|brief an|compte[\s-]rendu|"
    r"procès[\s-]verbal|acta de reunión|verbale di riunione|notulen"
)
_GROUP: Final = (
    r"focus\sgroups?|group\s(?:interview|discussion)|gruppen(?:interview|diskussion)|fokusgruppe|grupo focal|"
    r"groupe de discussion"
)
_KINDS: Final = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE))
    for kind, words in (
        (InterviewKind.NOTES, _NOTES),
        (InterviewKind.DOCUMENT, _DOCUMENT),
        (InterviewKind.GROUP, _GROUP),
    )
)
_AUTHOR: Final = re.compile(
    r"(?:(?:minutes|notes|record|account|observation|report)\s(?:taken\s|written\s|kept\s)?by|author|"
    r"written by|taken by|autor(?:in)?|verfasst von|protokoll(?:führung|ant(?:in)?)?|auteur|rédigé par|"
    r"escrito por)\s?:?\s+"
    r"(?P<name>[^\d,;:()]{2,60})",
    re.IGNORECASE,
)
_LINES: Final = 4  # of the top say what a text is, if they are short
_LONGEST: Final = 80


def guessed_kind(row: ImportRow) -> Guess:
    """Return what a text is by its name, its folder or its first lines; nothing where none says so."""
    labels = [label.label for label in row.speaker_labels]
    top = _top(row)
    places = (
        (plain(row.file.stem), GuessSource.FILE_NAME),
        (top[0] if top else "", GuessSource.HEADING),
        (plain(row.file.folders[0]) if row.file.folders else "", GuessSource.FOLDER),
    )
    for text, source in places:
        for kind, words in _KINDS:
            if words.search(text) and (kind.is_talk or not any(map(asks_by_name, labels))):
                is_talk_without = kind.is_talk and not labels
                return Guess() if is_talk_without else Guess(kind.value, source)
    return Guess()


def guessed_author(row: ImportRow) -> Guess:
    """Return who wrote a document or notes, by their first lines, else as the file says."""
    for line in _top(row):
        found = _AUTHOR.match(line)
        if found:
            return Guess(clean_name(found["name"].strip(" .[]")), GuessSource.HEADING)
    author = clean_name(row.file.document.author)
    return Guess(author, GuessSource.FILE) if author else Guess()


def _top(row: ImportRow) -> Sequence[str]:
    lines = [line for text in row.file.document.paragraphs[:_LINES] for line in text.split("\n")]
    return [line.strip() for line in lines[:_LINES] if line.strip() and len(line) <= _LONGEST]
