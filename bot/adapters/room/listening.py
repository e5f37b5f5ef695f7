"""Take the port the room listens on, or say why it can't be had."""

from __future__ import annotations

import errno
import socket

from bot.practice.contract import StartError


class RoomStartError(StartError):
    """The room can't open; the message says what to do."""


class PortTakenError(RoomStartError):
    """Another program listens there."""


def bind(host: str, port: int) -> socket.socket:
    """Take a port; 0 is any that is free.

    Raises:
        PortTakenError: another program has it.
        RoomStartError: it can't be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        taken = socket.socket(family, kind, protocol)
    except OSError as error:
        raise _refusal(error, host, port) from error
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
        taken.listen(128)
    except OSError as error:
        taken.close()
        raise _refusal(error, host, port) from error
    taken.setblocking(False)  # noqa: FBT003 - the standard library's own signature
    return taken


def _refusal(error: OSError, host: str, port: int) -> RoomStartError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return RoomStartError(f"This machine has no address {host}. Set room.host (HOTSEAT_ROOM__HOST) to one it has.")
    if error.errno == errno.EADDRINUSE:
        return PortTakenError(
            f"Port {port} of {host} is taken by another program. Stop it, or set room.port (HOTSEAT_ROOM__PORT)."
        )
    if error.errno == errno.EACCES:
        return RoomStartError(f"You may not listen on port {port}. Set room.port (HOTSEAT_ROOM__PORT) to 1024 or more.")
    return RoomStartError(f"Nothing can listen on port {port} of {host}: {error.strerror or error}.")
