"""Where the restore points of a study are kept, and which folders are copied to other computers."""

import json
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from platformdirs import user_data_path

# Folders that programs keep alike on several computers, by what they are called or what lies in them.
_MOST: Final = 1_000_000  # bytes of choices that are read
_NAMES: Final = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "icloudrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "com~apple~clouddocs": "iCloud Drive",
    "cloudstorage": "a cloud drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box": "Box",
    "box sync": "Box",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "seafile": "Seafile",
    "sync": "Sync",
    "syncthing": "Syncthing",
}
_BEGINNINGS: Final = (
    "dropbox",
    "onedrive",
    "nextcloud",
    "owncloud",
    "google drive",
)  # "OneDrive - University"
_MARKERS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync": "Resilio Sync",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".csync_journal.db": "Nextcloud",
    ".seafile-data": "Seafile",
}


def sync_service(path: Path) -> str:
    """Return which service copies a study's folder to other computers; empty where none does."""
    for folder in path.absolute().parents:
        name = folder.name.casefold()
        if name in _NAMES:
            return _NAMES[name]
        if found := next(
            (known for known in _BEGINNINGS if name.startswith((f"{known} ", f"{known}-"))), None
        ):
            return _NAMES[found]
        if found := next((known for known in _MARKERS if (folder / known).exists()), None):
            return _MARKERS[found]
    return ""


def restore_folder(path: Path) -> Path:
    """Return the folder for a study's restore points.

    It is the one that was chosen on this computer, else one beside the study; where the study's folder is
    copied to other computers, one of this program's own, so that not every hour's copy travels with it.
    """
    if chosen := _chosen().get(str(path)):
        return Path(chosen)
    usual = path.with_name(f"{path.stem} restore points")
    if usual.exists() or not sync_service(path):
        return usual
    which = sha256(os.fsencode(path)).hexdigest()[:8]
    return _own_folder() / "restore points" / f"{path.stem} {which}"


def choose_restore_folder(path: Path, folder: Path) -> None:
    """Keep the restore points of a study in another folder from now on, on this computer.

    Those that are there stay where they are. Raises OSError where the choice cannot be stored.
    """
    chosen = _chosen() | {str(path): str(folder)}
    _own_folder().mkdir(parents=True, exist_ok=True)
    _choices().write_text(json.dumps(chosen, ensure_ascii=False, indent=1), encoding="utf-8")


def _chosen() -> dict[str, str]:
    with suppress(OSError, ValueError, TypeError):
        if _choices().stat().st_size < _MOST:
            found: dict[object, object] = dict(json.loads(_choices().read_text(encoding="utf-8")))
            return {str(study): str(folder) for study, folder in found.items()}
    return {}


def _choices() -> Path:
    return _own_folder() / "restore folders.json"


def _own_folder() -> Path:
    """Return where this program keeps what belongs to the person at this computer."""
    return Path(os.environ.get("STRANDLINE_DATA") or user_data_path("strandline", appauthor=False))
