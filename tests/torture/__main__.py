"""Kill the program at random moments and look whether anything was lost: ``make torture``.

Kills come by the clock, or, where a compiler is there for the shim, at one certain write to the disk. The
last line is the verdict; where it is bad, the seed and the folder of each failure stand above it.
"""

import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.torture import shim

# A process with threads is not to be forked.
_ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}

_NO_SCREEN = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}


def main() -> int:
    """Start behind the shim, where it can be built; return the exit status."""
    parser = ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="", help="the scenes with this in their names")
    parser.add_argument("--workers", type=int, default=1, help="so many at a time")
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else Random().randrange(1_000_000)
    with TemporaryDirectory() as folder:
        words = [sys.executable, "-m", "tests.torture.killing", str(given.kills), str(seed), given.only]
        words.append(str(given.workers))
        environment = shim.with_shim(Path(folder)) | _ONE_THREAD | _NO_SCREEN
        return subprocess.run(words, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
