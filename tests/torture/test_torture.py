"""The short form of ``make torture``; the long one finds what this one does not."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="programs are forked and killed as Linux does")
@pytest.mark.parametrize(("kills", "only"), [(12, ""), (3, "merging copies"), (3, "settling")])
def test_a_dozen_kills_lose_nothing(kills: int, only: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.torture", "--kills", str(kills), "--seed", "7", "--only", only],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1].startswith(f"{kills} kills, ")
    assert run.stdout.endswith(" acknowledged, 0 lost, 0 corrupt, 0 unopenable\n")
