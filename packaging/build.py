"""Build what this system can: ``make package``, or python packaging/build.py.

Everything goes to dist/. Needs an environment with requirements/package.txt and Strandline itself, not
editable. On Linux a tar.gz and a .deb, with appimagetool on the path an AppImage too; on Windows an
installer, with Inno Setup; on macOS a .dmg for the processor that it runs on. What belongs to one system
stands in linux.py, or in the folder of its name.
"""

import os
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import bill
import icons
import icu
import linux

ROOT = Path(__file__).parents[1]
BUILD, DIST = ROOT / "build", ROOT / "dist"
# Files of Qt and of numpy's arithmetic are damaged by strip; everything else keeps what debuggers want.
STRIPPED = (
    *("libpython", "python3", "sqlcipher3", "pandas", "kiwisolver", "matplotlib", "rapidfuzz", "sqlalchemy"),
    *("lxml", "regex", "contourpy", "cryptography", "PIL", "pydantic_core"),
)


def main() -> None:
    """Build the folder, then the packages made of it."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", last_commit())  # the same source gives the same package
    os.environ.setdefault("PYTHONHASHSEED", "0")
    # Unpacking modules at each start costs more than room on a disk; packages are compressed as a whole.
    os.environ.setdefault("PYINSTALLER_ZLIB_COMPRESSION_LEVEL", "0")
    DIST.mkdir(exist_ok=True)
    icons.draw_all(BUILD / "icons")
    folder = make_folder()
    name = f"strandline-{version('strandline')}"
    bill.write(folder / "THIRD-PARTY.txt", DIST / f"{name}.cdx.json")
    for made in packages(folder, name):
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB")


def packages(folder: Path, name: str) -> list[Path]:
    """Make what is handed out on this system; return the files."""
    if sys.platform == "win32":
        return [installer(name)]
    if sys.platform == "darwin":
        return [disk_image(name)]
    made = [
        linux.archive(folder, DIST / f"{name}-linux-{platform.machine()}.tar.gz"),
        linux.deb(folder, DIST),
    ]
    tool = shutil.which("appimagetool")
    return (
        made
        if tool is None
        else [*made, linux.appimage(folder, DIST / f"{name}-{platform.machine()}.AppImage")]
    )


def make_folder() -> Path:
    """Run PyInstaller; return the folder with the program."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    places = ["--distpath", str(BUILD / "package"), "--workpath", str(BUILD / "pyinstaller")]
    subprocess.run([*command, *places, str(ROOT / "packaging" / "strandline.spec")], cwd=ROOT, check=True)
    folder = BUILD / "package" / "strandline"
    if sys.platform == "linux":
        strip(folder)
        for library in (folder / "_internal").rglob("libicudata.so.*"):
            if not library.is_symlink():
                icu.make_small(library)
    return folder


def strip(folder: Path) -> None:
    """Take out of libraries what only debuggers read."""
    libraries = (path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink())
    for path in libraries:
        inside = path.relative_to(folder / "_internal")
        if inside.parts[0].startswith(STRIPPED):
            subprocess.run(["strip", "--strip-unneeded", str(path)], check=True)


def installer(name: str) -> Path:
    """Return the installer for Windows."""
    script = ROOT / "packaging" / "windows" / "strandline.iss"
    said = [f"/DVersion={version('strandline')}", f"/DRoot={ROOT}", f"/O{DIST}", f"/F{name}-windows-setup"]
    subprocess.run(["iscc", *said, str(script)], check=True)
    return DIST / f"{name}-windows-setup.exe"


def disk_image(name: str) -> Path:
    """Return the image for macOS, for this processor."""
    image = DIST / f"{name}-macos-{platform.machine()}.dmg"
    script = ROOT / "packaging" / "macos" / "make_dmg.sh"
    subprocess.run(["sh", str(script), str(BUILD / "package" / "Strandline.app"), str(image)], check=True)
    return image


def last_commit() -> str:
    """Return when the source was last changed, in seconds; a fixed day where no git tells."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "1767225600"


if __name__ == "__main__":
    main()
