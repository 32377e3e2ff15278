"""What is inside: a software bill of materials (CycloneDX 1.6, JSON), and the licences of others as one text.

Both list the Python packages that requirements/run.txt names, as they are installed here, and Python itself.
"""

import json
import os
import platform
import re
import sys
import uuid
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution, version
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)", re.MULTILINE)
NOT_INSIDE = {"setuptools", "rich", "pygments"}
LICENCES = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)


_FOREWORD = """\
Strandline is under the MIT licence (LICENSE). It holds these packages of others, unchanged
but for tables of ICU that nothing asks for, which are left out on Linux (libicudata beside Qt's libraries).
Qt (PySide6, shiboken6) is under the LGPL 3: its libraries lie beside the program as files of their own
and can be replaced by others; their source is at https://download.qt.io and https://code.qt.io.
"""


def inside() -> list[Distribution]:
    """Return the packages that are in the program, by name."""
    found: list[Distribution] = []
    for name in sorted(
        {name for name, _version in NAMED.findall((ROOT / "requirements/run.txt").read_text("utf-8"))}
    ):
        try:
            found.append(distribution(name))
        except PackageNotFoundError:  # of another system
            continue
    return [each for each in found if each.name.lower() not in NOT_INSIDE]


def licence_of(package: Distribution) -> str:
    """Return what a package says of its licence, in a few words."""
    about = package.metadata
    said = about.get("License-Expression") or about.get("License") or ""
    kinds = [line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License")]
    return said.strip().splitlines()[0] if said.strip() else "; ".join(kinds) or "not said"


def component(package: Distribution) -> dict[str, object]:
    """Return a package as CycloneDX lists it."""
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{package.name.lower()}@{package.version}",
        "name": package.name,
        "version": package.version,
        "licenses": [{"license": {"name": licence_of(package)}}],
        "purl": f"pkg:pypi/{package.name.lower()}@{package.version}",
    }


def bill_of_materials() -> dict[str, object]:
    """Return the bill; the same source gives the same."""
    when = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    own = version("strandline")
    python = platform.python_version()
    interpreter = {
        "type": "platform",
        "bom-ref": f"pkg:generic/cpython@{python}",
        "name": "CPython",
        "version": python,
        "licenses": [{"license": {"id": "PSF-2.0"}}],
        "purl": f"pkg:generic/cpython@{python}",
    }
    name = f"strandline {own} {sys.platform} {platform.machine()} {when:%Y-%m-%d %H:%M:%S}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}",
        "version": 1,
        "metadata": {
            "timestamp": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": "strandline",
                "name": "strandline",
                "version": own,
                "licenses": [{"license": {"id": "MIT"}}],
            },
        },
        "components": [interpreter, *map(component, inside())],
    }


def licences() -> str:
    """Return who wrote what is inside, under which licence, with its words."""
    python = platform.python_version()
    parts = [f"{_FOREWORD}Python {python} is under the PSF licence.\n"]
    for package in inside():
        head = f"{package.name} {package.version}: {licence_of(package)}"
        kept = (path for path in package.files or () if LICENCES.search(str(path)))
        texts = [path.read_text("utf-8") for path in kept if Path(path.locate()).is_file()]
        parts.append("\n".join([head, "-" * len(head), *texts]))
    return "\n\n".join(parts)


def write(third_party: Path, bill: Path) -> None:
    """Write both."""
    third_party.write_text(licences(), "utf-8")
    bill.write_text(json.dumps(bill_of_materials(), indent=1, ensure_ascii=False) + "\n", "utf-8")
