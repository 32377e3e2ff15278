"""Nothing leaves the machine: from here on this process reaches no address, whoever asks for one.

An audit hook sees what Python's sockets do, in whatever library, and cannot be taken out again. Sockets
between processes of one machine (AF_UNIX) stay, without which Qt and others could not start.
"""

import socket
import sys
from typing import Final

import pytest

_LOOK_UPS: Final = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_REACHING: Final = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_OF_THIS_MACHINE: Final = getattr(socket, "AF_UNIX", None)


def forbid() -> None:
    """Fail every test that looks up a name, connects, binds, or sends to an address."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in _LOOK_UPS:
        pytest.fail(f"{event} {arguments}: a test looks for other machines")
    if event in _REACHING and getattr(arguments[0], "family", None) != _OF_THIS_MACHINE:
        pytest.fail(f"{event} {arguments[1:]}: a test reaches for the network")
