"""What linguists transcribe with: ELAN (.eaf), EXMARaLDA (.exb), CHILDES (.cha). Tiers are speakers."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from coding.language import plural
from coding.model.document import Document
from coding.text.spoken import SpokenWords, joined
from storage.readers.encodings import text_and_notes
from storage.readers.kinds import LONGEST_TEXT, damaged, too_large
from storage.readers.safe_xml import DAMAGED_XML, Element, parsed, text_within
from storage.readers.spoken import spoken_document

_MOST: Final = 200_000
_BULLET: Final = re.compile(r"\x15?\b(\d{1,9})_(\d{1,9})\b\x15?|\x15[^\x15\n]{0,40}\x15")
_MAIN: Final = re.compile(r"\*([^:\s]{1,20}):\s*")


def _root(data: bytes) -> Element:
    if len(data) > 5 * LONGEST_TEXT:
        raise too_large()
    try:
        return parsed(data)
    except (DAMAGED_XML, etree.LxmlError, ValueError) as error:
        raise damaged() from error


def _left_out(n: int) -> list[str]:
    if not n:
        return []
    return [
        plural("{n} tier beside what is said is left out.", "{n} tiers beside what is said are left out.", n)
    ]


def read_elan(data: bytes) -> Document:
    """Read an ELAN file: each tier that hangs on no other is a speaker."""
    root = _root(data)
    times = {
        slot.get("TIME_SLOT_ID", ""): _thousandths(slot.get("TIME_VALUE")) for slot in root.iter("TIME_SLOT")
    }
    tiers = list(root.iter("TIER"))
    main = [tier for tier in tiers if not tier.get("PARENT_REF")]
    said: list[SpokenWords] = []
    for tier in main:
        name = tier.get("PARTICIPANT") or tier.get("TIER_ID") or ""
        for one in islice(tier.iter("ALIGNABLE_ANNOTATION"), _MOST):
            text = (one.findtext("ANNOTATION_VALUE") or "").strip()
            said.append(SpokenWords(times.get(one.get("TIME_SLOT_REF1", "")), name, text))
    in_order = sorted((one for one in said if one.text), key=lambda one: one.start or 0)
    return spoken_document(joined(in_order), _left_out(len(tiers) - len(main)))


def _thousandths(written: str | None) -> int | None:
    return int(written) if written is not None and written.isdecimal() and len(written) < 12 else None


def read_exmaralda(data: bytes) -> Document:
    """Read an EXMARaLDA transcription: its tiers of what is said, by their speakers' abbreviations."""
    root = _root(data)
    names = {
        speaker.get("id", ""): (speaker.findtext("abbreviation") or speaker.get("id") or "").strip()
        for speaker in root.iter("speaker")
    }
    order = {tli.get("id", ""): at for at, tli in enumerate(root.iter("tli"))}
    times = {tli.get("id", ""): _decimal(tli.get("time")) for tli in root.iter("tli")}
    tiers = list(root.iter("tier"))
    main = [tier for tier in tiers if tier.get("type") == "t"]
    said: list[tuple[int, SpokenWords]] = []
    for tier in main:
        name = names.get(tier.get("speaker", ""), "") or tier.get("speaker") or ""
        for event in islice(tier.iter("event"), _MOST):
            start = event.get("start", "")
            text = text_within(event)
            said.append((order.get(start, len(order)), SpokenWords(times.get(start), name, text.strip())))
    in_order = [one for _at, one in sorted(said, key=lambda pair: pair[0]) if one.text]
    return spoken_document(joined(in_order), _left_out(len(tiers) - len(main)))


def _decimal(written: str | None) -> int | None:
    """Return seconds with a point in milliseconds."""
    found = re.fullmatch(r"\d{1,7}(?:\.\d*)?", written or "")
    return round(float(found[0]) * 1000) if found else None


def read_chat(data: bytes) -> Document:
    """Read a CHILDES transcript: its main tiers; bullets give the times, dependent tiers are left out."""
    text, notes = text_and_notes(data.replace(b"\x15", b" "))
    said: list[SpokenWords] = []
    dependent = 0
    for line in _unfolded(text):
        found = _MAIN.match(line)
        if found:
            at = _BULLET.search(line)
            words = re.sub(r"\s+(?=[.?!]+\s*$)", "", _BULLET.sub("", line[found.end() :]).strip())
            said.append(SpokenWords(int(at[1]) if at and at[1] else None, found[1], " ".join(words.split())))
        dependent += line.startswith("%")
    if dependent:
        notes.append(
            plural("{n} dependent line (%) is left out.", "{n} dependent lines (%) are left out.", dependent)
        )
    return spoken_document(said, notes)


def _unfolded(text: str) -> Iterator[str]:
    """Yield the lines with those that go on behind a tab."""
    open_line = ""
    for line in text.split("\n"):
        if line.startswith("\t") and open_line:
            open_line = f"{open_line} {line.strip()}"
            continue
        if open_line:
            yield open_line
        open_line = line.strip()
    if open_line:
        yield open_line
