"""A walk through the whole window on studies of three sizes: what every act costs, and how that grows."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.benchmarks.conftest import WALKED, RecordWalk

ROOT = Path(__file__).parents[2]
_TIMES = {100: 3, 1_000: 3, 5_000: 1}  # so often each walk is taken
_AT_MOST = 600  # seconds for one
_WALK = """
import gc, sys
from pathlib import Path
import main
main.collect_seldom()
gc.disable()
import storage.study.study_file
from app.shell.quick_imports import read_no_sources
read_no_sources()
from tests.benchmarks.walk import print_walk
print_walk(Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment in which modules are compiled once, as where the program is installed."""
    compiled = str(tmp_path_factory.mktemp("compiled"))
    found = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def _walk(study: Path, environment: dict[str, str]) -> dict[str, Any]:
    command = [sys.executable, "-c", _WALK, str(study)]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=_AT_MOST
    )
    return json.loads(run.stdout)


@pytest.mark.parametrize("interviews", WALKED)
def test_walk(
    interviews: int,
    environment: dict[str, str],
    large_studies: Callable[[int], Path],
    walked: RecordWalk,
) -> None:
    walks = [_walk(large_studies(interviews), environment) for _time in range(_TIMES[interviews])]
    for act in walks[0]["times"]:
        walked(act, interviews, median(ms for walk in walks for ms in walk["times"][act]))
    for when in walks[0]["memory"]:
        walked(f"memory: {when}", interviews, median(walk["memory"][when] for walk in walks))
