"""The icon in all sizes and kinds, from resources/icons/strandline.svg: python packaging/icons.py FOLDER.

PNG for Linux, .ico for Windows, .icns for macOS: all three hold PNGs, and are made on any system.
"""

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).parents[1] / "resources" / "icons" / "strandline.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
OF_WINDOWS = (16, 24, 32, 48, 64, 128, 256)
# What Apple calls a PNG of each size.
OF_MAC = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def drawn(size: int) -> bytes:
    """Return the icon as a PNG, this many pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon: a directory of pictures (a width of 256 is written 0), then the pictures."""
    offset = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, png in pictures.items():
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), offset + len(body))
        body += png
    return head + body


def icns(pictures: dict[int, bytes]) -> bytes:
    """Return a macOS icon: its name and length, then each picture with its own."""
    body = b"".join(OF_MAC[size] + struct.pack(">I", len(png) + 8) + png for size, png in pictures.items())
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def draw_all(folder: Path) -> None:
    """Write ``strandline.ico``, ``strandline.icns`` and ``SIZExSIZE.png`` into a folder."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: drawn(size) for size in SIZES}
    for size, png in pictures.items():
        (folder / f"{size}x{size}.png").write_bytes(png)
    (folder / "strandline.ico").write_bytes(ico({size: pictures[size] for size in OF_WINDOWS}))
    (folder / "strandline.icns").write_bytes(icns({size: pictures[size] for size in OF_MAC}))
    del application


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
