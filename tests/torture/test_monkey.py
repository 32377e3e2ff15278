"""The short form of the monkey: ``python -m tests.torture.monkey`` is the long one."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_monkey_at_the_window() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.torture.monkey", "--seed", "1", "--steps", "100"],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.endswith("100 steps went well\n")
