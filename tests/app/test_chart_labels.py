"""Names under the bars: wrapped at words, shortened with a mark, in the direction of their script."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.compare.labels import wrapped, write_lines

LONG = "Willingness to share weaknesses openly with partner schools"


@pytest.fixture
def metrics(qtbot: QtBot) -> QFontMetrics:
    return QFontMetrics(QFont("DejaVu Sans", 9))


@pytest.mark.parametrize("width", [90, 130, 400])
def test_lines_have_room_and_break_between_words(metrics: QFontMetrics, width: int) -> None:
    lines = wrapped(LONG, width, metrics, 3)
    assert len(lines) <= 3
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    whole = [line for line in lines if "…" not in line]
    assert LONG.startswith(" ".join(whole))
    assert set(" ".join(whole).split()) <= set(LONG.split())
    assert (" ".join(lines) == LONG) == (width == 400 or "…" not in "".join(lines))


def test_a_word_that_has_no_room_is_shortened_and_not_broken(metrics: QFontMetrics) -> None:
    first, *rest = wrapped("Unterrichtsentwicklungsprozesse im Verbund", 60, metrics, 3)
    assert first.endswith("…")
    assert "Verbund" in rest[-1] or rest[-1].endswith("…")


def test_a_name_from_right_to_left_begins_at_the_right(metrics: QFontMetrics) -> None:
    def ink(text: str) -> tuple[int, int]:
        image = QImage(200, 30, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setFont(QFont("DejaVu Sans", 12))
        write_lines(painter, QRectF(0, 0, 200, 30), [text])
        painter.end()
        dark = [x for x in range(200) if any(image.pixelColor(x, y).lightness() < 128 for y in range(30))]
        return dark[0], dark[-1]

    left, right = ink("שיתוף")
    assert abs((100 - left) - (right - 100)) <= 3  # in the middle
    # What stands at the end of a Hebrew name stands at its left.
    with_stop = ink("שיתוף.")
    assert with_stop[0] < left
