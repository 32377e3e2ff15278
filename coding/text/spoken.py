"""Talk that programs write as rows: who, when, what; and which columns of a table hold it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from coding.text.stamps import is_time, stamp_ms
from coding.text.times import exact_clock
from coding.text.units import listed


class SpokenWords(NamedTuple):
    """Words of one speaker, whose name may be empty; ``notes`` stand beside and are no speech."""

    start: int | None
    speaker: str
    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkColumns:
    """Which columns of a table hold what: positions, None for none; ``first`` is the first row of talk."""

    text: int
    speaker: int | None
    time: int | None
    notes: tuple[int, ...]
    first: int
    unit: float = 1.0  # of times that are plain numbers: seconds in one

    def said(self, row: Sequence[str], heads: Sequence[str] = ()) -> SpokenWords:
        """Return what a row says."""
        notes = (
            f"{heads[at]}: {row[at].strip()}" if at < len(heads) and heads[at] else row[at].strip()
            for at in self.notes
            if at < len(row) and row[at].strip()
        )
        speaker = _cell(row, self.speaker).strip(" :：\t\n")
        return SpokenWords(
            self.ms(_cell(row, self.time)), speaker, _cell(row, self.text).strip(), tuple(notes)
        )

    def ms(self, written: str) -> int | None:
        """Return a time of the table in milliseconds."""
        written = written.strip()
        if _NUMBER.fullmatch(written):
            return round(float(written.replace(",", ".")) * self.unit * 1000)
        return stamp_ms(written) if is_time(written) else None


_NUMBER: Final = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")
_IN_MILLISECONDS: Final = re.compile(r"\bms\b|millis", re.IGNORECASE)
# What columns are called, in small letters without signs.
_TIMES: Final = listed(
    "time start starttime begin begintime timestamp timecode tc tcin in from starts zeit beginn "
    "anfang von start zeitstempel temps début debut horodatage inicio hora tiempo tempo inizio "
    "orario tijd starttijd begintijd tid время начало 时间 時間 開始 开始 الوقت זמן startms "
    "beginms starts startseconds begins timein"
)
_ENDS: Final = listed(
    "end endtime stop to out tcout ends ende bis dauer duration fin durée duree fine fim durata "
    "duración duracion einde eindtijd slut конец 结束 終了 endms durationms endseconds length "
    "timeout"
)
_SPEAKERS: Final = listed(
    "speaker speakers name participant person who voice speakername speakerlabel speakerid tier "
    "sprecher sprecherin sprechende redner locuteur locutrice intervenant orateur interlocuteur "
    "hablante orador oradora interlocutor parlante falante relatore spreker talare taler "
    "говорящий спикер 发言人 说话人 話者 发言者 講者 المتحدث דובר"
)
_TEXTS: Final = listed(
    "text what whatwassaid "
    "transcript transcription utterance utterances dialog dialogue content speech words said "
    "annotation value sentence caption subtitle talk äußerung ausserung inhalt wortlaut texte "
    "énoncé propos paroles contenu texto enunciado testo contenuto tekst uitspraak yttrande текст "
    "реплика 内容 文本 发言 テキスト 発言 النص טקסט utteranceraw"
)
_NUMBERS: Final = listed(
    "# no nr id index line row turn number num cue segment zeile nummer ligne número linea n"
)
_FEWEST: Final = 2  # rows of talk under a header
_FEWEST_BARE: Final = 4  # without one
_LIKE: Final = 0.9


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def columns_of(rows: Sequence[Sequence[str]]) -> TalkColumns | None:
    """Return what the columns of a table hold, by its header or by what is in them; None for no talk."""
    for number, row in enumerate(rows[:6]):
        found = _by_header(rows, number, row)
        if found is not None:
            return found
    return _by_content(rows)


def _key(head: str) -> str:
    return re.sub(r"[^\w#]|_", "", head.lower())


def _by_header(rows: Sequence[Sequence[str]], number: int, row: Sequence[str]) -> TalkColumns | None:
    keys = [_key(head) for head in row]
    texts = [at for at, key in enumerate(keys) if key in _TEXTS]
    text = max(texts, key=lambda at: sum(len(_cell(r, at)) for r in rows[number + 1 :]), default=None)
    speaker = next((at for at, key in enumerate(keys) if key in _SPEAKERS), None)
    time = next((at for at, key in enumerate(keys) if key in _TIMES), None)
    if text is None or (speaker is None and time is None) or len(rows) - number <= _FEWEST - 1:
        return None
    if len({"code", "document"} & set(keys)) == 2:
        return None
    beside = [at for at in range(len(keys)) if at not in {text, speaker, time}]
    notes = tuple(at for at in beside if keys[at] not in _ENDS | _NUMBERS | _TIMES)
    end = next((at for at, key in enumerate(keys) if key in _ENDS), None)
    body = rows[number + 1 :]
    read = map(TalkColumns(0, None, time, (), 0).ms, (_cell(r, time) for r in body))
    if time is not None and all(ms is None for ms in read):
        if speaker is None:
            return None  # dates, say
        notes, time = (*notes, time), None
    if time is None and not _comes_back([_cell(r, speaker).strip() for r in body]):
        return None  # people, each once
    in_ms = time is not None and _IN_MILLISECONDS.search(row[time].replace("_", " ")) is not None
    unit = 0.001 if in_ms or _is_in_milliseconds(body, time, end) else 1.0
    return TalkColumns(text, speaker, time, tuple(sorted(notes)), number + 1, unit)


def _comes_back(cells: Sequence[str]) -> bool:
    named = [cell for cell in cells if cell]
    return len(set(named)) < len(named)


def _is_in_milliseconds(rows: Sequence[Sequence[str]], time: int | None, end: int | None) -> bool:
    """Tell whole thousandths from seconds by how long things take that are said."""
    starts = [_cell(row, time).strip() for row in rows]
    if time is None or not all(start.isdecimal() for start in starts if start):
        return False
    if end is not None:
        pairs = ((start, _cell(row, end).strip()) for start, row in zip(starts, rows, strict=True))
        lengths = [int(b) - int(a) for a, b in pairs if a.isdecimal() and b.isdecimal()]
    else:
        lengths = [int(b) - int(a) for a, b in pairwise(filter(None, starts))]
    return bool(lengths) and median(lengths) >= 200


def _by_content(rows: Sequence[Sequence[str]]) -> TalkColumns | None:
    """Return the columns of a table without a header: speakers recur, the longest is said."""
    widths = Counter(map(len, rows))
    width, count = max(widths.items(), key=lambda item: item[1], default=(0, 0))
    if width < 3 or len(rows) < _FEWEST_BARE or count < _LIKE * len(rows):
        return None
    columns = [[_cell(row, at).strip() for row in rows] for at in range(width)]
    filled = [[cell for cell in column if cell] for column in columns]
    times = [
        at for at, cells in enumerate(filled) if cells and sum(map(is_time, cells)) >= _LIKE * len(cells)
    ]
    if not times and len(rising := [at for at, cells in enumerate(columns) if _rises(cells)]) > 1:
        times = rising  # seconds from and to
    others = [at for at, cells in enumerate(filled) if cells and at not in times and not _counts(cells)]
    if not times or not others:
        return None
    text = max(others, key=lambda at: sum(map(len, columns[at])))
    speaker = next((at for at in others if at != text and _recurs(filled[at])), None)
    notes = tuple(at for at in others if at not in {text, speaker})
    return TalkColumns(text, speaker, times[0], notes, 0)


def _rises(cells: Sequence[str]) -> bool:
    """Tell numbers none of which is less than the one before."""
    if not all(map(_NUMBER.fullmatch, cells)):
        return False
    return all(a <= b for a, b in pairwise(float(cell.replace(",", ".")) for cell in cells))


def _counts(cells: Sequence[str]) -> bool:
    """Tell numbers that rise row by row."""
    return all(cell.strip(".").isdecimal() for cell in cells) and all(
        int(a.strip(".")) < int(b.strip(".")) for a, b in pairwise(cells)
    )


def _recurs(cells: Sequence[str]) -> bool:
    return len(set(cells)) <= max(2, len(cells) / 2) and max(map(len, cells)) <= 60


def paragraph_of(said: SpokenWords, *, named: bool) -> str:
    """Return words as a paragraph that segmentation takes apart again: ``[02:35] Jane Hill: With lunch.``."""
    stamp = "" if said.start is None else f"[{exact_clock(max(said.start, 0))}] "
    return f"{stamp}{said.speaker}: {said.text}" if named and said.speaker else f"{stamp}{said.text}"


_STOPS: Final = (".", "?", "!", "…", "。", "？", "！", "؟", '"', "”", "»")
_LONG: Final = 30_000  # milliseconds after which a turn gets another time


def joined(said: Iterable[SpokenWords]) -> Iterator[SpokenWords]:
    """Join what programs have cut: words go on until a sentence ends, a named turn for half a minute."""
    last: SpokenWords | None = None
    for one in said:
        if last is not None and _goes_on(last, one):
            last = last._replace(text=f"{last.text} {one.text}", notes=(*last.notes, *one.notes))
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _goes_on(last: SpokenWords, one: SpokenWords) -> bool:
    if one.speaker != last.speaker:
        return False
    lasted = (one.start or 0) - (last.start or 0)
    if not last.text.endswith(_STOPS):
        return lasted < 3 * _LONG
    return bool(one.speaker) and lasted < _LONG
