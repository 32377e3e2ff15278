"""Bytes become text: in whatever encoding, with strays, and never by guessing in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coding.errors import UnreadableError
from storage.readers.encodings import decoded, text_and_notes

WESTERN = "Head: “Ça va”, naïve – façade €5.\nDeputy: So.\n" * 3
CHINESE = "校长：我们互相信任，这很重要。\n老师：是的，我们每个星期都见面。\n"
JAPANESE = "校長：私たちは互いに信頼しています。\n先生：はい、毎週会います。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [WESTERN, CHINESE, JAPANESE, CHINESE.replace("\n", "")])
def test_every_unicode_encoding_with_and_without_mark(text: str, encoding: str) -> None:
    assert text_and_notes(text.encode(encoding)) == (text, [])


def test_windows_1252_is_read_and_said() -> None:
    text, notes = text_and_notes(WESTERN.encode("cp1252"))
    assert text == WESTERN
    assert notes == ["Read as Windows-1252: look whether accents and quotation marks are right."]


def test_one_accent_at_the_end_is_no_utf_8_that_was_cut_off() -> None:
    assert decoded("Head: So.\nZoë\n".encode("cp1252"))[0].endswith("Zoë\n")
    assert decoded("Zoë: au café".encode()[:-1])[0] == "Zoë: au caf\ufffd"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_stray_nuls_are_left_out_and_said(encoding: str) -> None:
    text = WESTERN * 10
    data = text.encode(encoding)
    read, notes = text_and_notes(data[:50] + b"\0" + data[50:] + b"\0\0")
    assert read == text
    assert "3 NUL characters are left out." in notes


def test_a_russian_or_a_greek_text_is_not_taken_for_chinese() -> None:
    said = "Директор: Мы доверяем друг другу, и это видно каждый день. " * 2
    assert decoded(said.encode("cp1251"))[0] == said
    assert decoded("Ο διευθυντής: εμπιστευόμαστε ο ένας τον άλλον, κάθε μέρα.".encode("cp1253"))[0][0] == "Ο"


@pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"a\0\0\0" * 90, b"text\x01\x02\x03" * 20])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="no text"):
        text_and_notes(data)


@given(st.binary(max_size=60))
def test_any_bytes_become_clean_text_or_are_refused(data: bytes) -> None:
    try:
        text, _notes = text_and_notes(data)
    except UnreadableError:
        return
    text.encode()
    assert "\0" not in text and "\r" not in text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=20, max_size=60))
def test_utf_8_is_always_read_as_such(text: str) -> None:
    assert decoded(text.encode()) == (text, "utf-8")
