"""Killing one child after another, and what is found: started by ``python -m tests.torture``."""

import os
import sys
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from shutil import rmtree
from tempfile import TemporaryDirectory, mkdtemp
from time import monotonic

from tests.torture import shim
from tests.torture.child import End, Usual, run_and_kill
from tests.torture.judging import CORRUPT, LOST, UNOPENABLE, Finding
from tests.torture.keeping_scenes import keeping_scenes
from tests.torture.merging_scenes import merging_scenes
from tests.torture.scenes import ACTS, Bases, Making, Migrating, Scene, Working
from tests.torture.window_scene import InWindow

_SHARES = {
    "working": 6.0,
    "in the window": 3.0,
    "new studies": 1.0,
    "earlier formats": 1.0,
    "with a password": 2.0,
    "going back": 1.0,
    "repairs": 1.0,
    "merging copies": 1.5,
    "settling": 1.0,
}


class Torture:
    """Kills one child after another."""

    def __init__(self, scenes: list[Scene], seed: int, folder: Path) -> None:
        """Work in this folder; what failed stays there."""
        self._scenes, self._seed, self._folder = scenes, seed, folder
        self._usual = Usual()
        self.acknowledged = 0
        self.found: Counter[str] = Counter()
        self.killed_in: Counter[str] = Counter()

    def kill(self, number: int) -> None:
        """Let a child work, kill it, and look."""
        random = Random(f"{self._seed}/{number}")
        scene = random.choices(self._scenes, [_SHARES[scene.name] for scene in self._scenes])[0]
        folder = self._folder / str(number)
        folder.mkdir()
        scene.prepare(folder, random)
        manner = random.choice((shim.Mode.NOTHING, *shim.KILLS)) if shim.is_here() else shim.Mode.NOTHING
        end = End(random.randint(1, ACTS // 2), random.random(), manner)
        heard = run_and_kill(lambda report: scene.work(folder, random, report), end, self._usual)
        self.acknowledged += len(heard.done)
        self.killed_in[heard.doing] += 1
        found = [(CORRUPT, heard.problem)] if heard.problem else [*_judged(scene, folder, heard.done)]
        if found:
            self._report(number, scene.name, heard.doing, found)
        else:
            rmtree(folder)

    def _report(self, number: int, scene: str, doing: str, found: list[Finding]) -> None:
        self.found.update({kind for kind, _words in found})
        print(
            f"seed {self._seed}, kill {number} ({scene}, in “{doing}”), kept in {self._folder / str(number)}"
        )
        for kind, words in found:
            print(f"  {kind}: {words}", flush=True)


def _judged(scene: Scene, folder: Path, done: list[str]) -> list[Finding]:
    try:
        return list(scene.judge(folder, done))
    except Exception as error:  # noqa: BLE001 - a traceback of ours is a finding as well
        traceback.print_exc()
        return [(CORRUPT, f"{type(error).__name__}: {error}")]


def _scenes(folder: Path) -> list[Scene]:
    bases = Bases(folder)
    bases.make()
    scenes: list[Scene] = [Working(bases), InWindow(bases), Making(), Migrating()]
    scenes += [*keeping_scenes(bases), *merging_scenes(bases)]
    return scenes


def torture(kills: int, seed: int, only: str) -> int:
    """Kill so often and print what came of it; return the exit status."""
    print(f"SEED={seed}{'' if shim.is_here() else ' (no compiler: kills by the clock only)'}", flush=True)
    begin = monotonic()
    kept = Path(mkdtemp(prefix="strandline-torture-"))
    with TemporaryDirectory() as bases:
        os.environ["STRANDLINE_DATA"] = bases
        scenes = [scene for scene in _scenes(Path(bases)) if only in scene.name]
        run = Torture(scenes, seed, kept)
        for number in range(kills):
            run.kill(number)
            if number % 50 == 49:
                print(
                    f"{number + 1} kills, {60 * (number + 1) / (monotonic() - begin):.0f} a minute",
                    flush=True,
                )
    if not run.found:
        kept.rmdir()
    print("killed in " + ", ".join(f"{name} {times}" for name, times in run.killed_in.most_common()))
    lost, corrupt, shut = (run.found[kind] for kind in (LOST, CORRUPT, UNOPENABLE))
    print(f"{60 * kills / (monotonic() - begin):.0f} kills a minute")
    print(
        f"{kills} kills, {run.acknowledged} acknowledged, {lost} lost, {corrupt} corrupt, {shut} unopenable"
    )
    return 1 if run.found else 0


if __name__ == "__main__":
    sys.exit(torture(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
