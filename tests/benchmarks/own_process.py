"""A process of its own, whose time and memory are not those of the tests, with a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_HOMES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_DATA_HOME",
)


def peak_megabytes() -> float:
    """Return the most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says of a child includes what its parent had
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2 ** (20 if sys.platform == "darwin" else 10)


def run_alone(home: Path, script: str, *arguments: object) -> list[float]:
    """Run a script in a fresh Python that keeps what it compiles; return the numbers that it prints."""
    home.mkdir(exist_ok=True)
    own = dict.fromkeys(_HOMES, str(home))
    own |= {"PYTHONPYCACHEPREFIX": str(home / "compiled"), "QT_QPA_PLATFORM": "offscreen"}
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    words = [sys.executable, "-c", script, *map(str, arguments)]
    run = subprocess.run(
        words, cwd=ROOT, env=kept | own, capture_output=True, text=True, check=True, timeout=600
    )
    return [float(number) for number in run.stdout.split()]
