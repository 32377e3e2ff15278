"""The packages for Linux: a tar.gz that runs where it is unpacked, a .deb, an AppImage."""

import gzip
import os
import platform
import shutil
import subprocess
import tarfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUILD, HERE = ROOT / "build", ROOT / "packaging" / "linux"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
# What is not inside: it belongs to the screen, its drivers and fonts, or must be what drivers ask for.
DEPENDS = ("libstdc++6 (>= 9)", "libdbus-1-3", "libegl1", "libgl1", "libfontconfig1", "xkb-data")
RECOMMENDS = ("fonts-dejavu-core | fonts-liberation", "libcups2")
SUGGESTS = ("libreoffice-writer-nogui", "orca")


def archive(folder: Path, file: Path) -> Path:
    """Return the folder, its desktop file, icons and the script that puts them in place, as one archive."""
    tree = emptied(BUILD / "tar") / "strandline"
    shutil.copytree(folder, tree, symlinks=True)
    share(tree / "share")
    for name in ("install.sh", "uninstall.sh", "README.txt"):
        shutil.copy(HERE / name, tree / name)
    with gzip.GzipFile(file, "wb", 9, mtime=0) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(tree.parent.rglob("*")):
            tar.add(path, path.relative_to(tree.parent), recursive=False, filter=nobodys)
    return file


def nobodys(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return an entry without who packed it, and when."""
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mtime = int(os.environ["SOURCE_DATE_EPOCH"])
    return entry


def share(folder: Path) -> None:
    """Write what a desktop wants to know: entry, icons, the kind of file, what a shop shows."""
    for name, place in (
        ("org.strandline.Strandline.desktop", "applications"),
        ("strandline.xml", "mime/packages"),
        ("org.strandline.Strandline.metainfo.xml", "metainfo"),
    ):
        (folder / place).mkdir(parents=True)
        shutil.copy(HERE / name, folder / place / name)
    for picture in (BUILD / "icons").glob("*x*.png"):
        for kind, name in (
            ("apps", "org.strandline.Strandline"),
            ("mimetypes", "application-vnd.strandline"),
        ):
            put(picture, folder / "icons" / "hicolor" / picture.stem / kind / f"{name}.png")
    put(
        ROOT / "resources/icons/strandline.svg",
        folder / "icons/hicolor/scalable/apps/org.strandline.Strandline.svg",
    )


def deb(folder: Path, target: Path) -> Path:
    """Return the package for Debian, Ubuntu and what is made of them."""
    tree, architecture = emptied(BUILD / "deb"), ARCHITECTURES[platform.machine()]
    shutil.copytree(folder, tree / "usr/lib/strandline", symlinks=True)
    share(tree / "usr/share")
    (tree / "usr/bin").mkdir()
    (tree / "usr/bin/strandline").symlink_to("../lib/strandline/strandline")
    put(ROOT / "LICENSE", tree / "usr/share/doc/strandline/copyright")
    (tree / "usr/lib/strandline/THIRD-PARTY.txt").rename(tree / "usr/share/doc/strandline/THIRD-PARTY.txt")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(control(tree, architecture), "utf-8")
    shutil.copy(HERE / "postrm", tree / "DEBIAN/postrm")
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    file = target / f"strandline_{version('strandline')}_{architecture}.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(file)], check=True)
    return file


def control(tree: Path, architecture: str) -> str:
    """Return what the package says of itself."""
    libc = f"libc6 (>= {platform.libc_ver()[1]})"
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024
    return (
        f"Package: strandline\nVersion: {version('strandline')}\nArchitecture: {architecture}\n"
        "Maintainer: The Strandline maintainers <maintainers@strandline.invalid>\n"
        f"Section: science\nPriority: optional\nInstalled-Size: {size}\n"
        f"Depends: {', '.join((libc, *DEPENDS))}\nRecommends: {', '.join(RECOMMENDS)}\n"
        f"Suggests: {', '.join(SUGGESTS)}\n"
        "Description: code interviews, compare rounds, hand over a Word document\n"
        " For qualitative researchers: reads transcripts, codes passages with the strands of\n"
        " a framework or with open codes, counts them by school and round, and writes tables,\n"
        " charts and quotations to Word. Nothing leaves the computer.\n"
    )


def appimage(folder: Path, file: Path) -> Path:
    """Return the program as one file; needs appimagetool with its runtime, which no package registry has."""
    tree = emptied(BUILD / "appimage")
    shutil.copytree(folder, tree / "usr/lib/strandline", symlinks=True)
    share(tree / "usr/share")
    desktop = "org.strandline.Strandline.desktop"
    shutil.copy(HERE / desktop, tree / desktop)
    shutil.copy(BUILD / "icons/256x256.png", tree / "org.strandline.Strandline.png")
    (tree / "AppRun").symlink_to("usr/lib/strandline/strandline")
    known = {
        **os.environ,
        "ARCH": platform.machine(),
    }  # else it looks at every library, and takes none for sure
    subprocess.run(["appimagetool", "--no-appstream", str(tree), str(file)], env=known, check=True)
    return file


def put(source: Path, target: Path) -> None:
    """Copy a file into a folder that may not be there yet."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def emptied(folder: Path) -> Path:
    """Return the folder with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
