"""Take the port the room listens on, or say why it can't be had."""

from __future__ import annotations

import errno
import socket

from bot.practice.contract import StartError


class RoomStartError(StartError):
    """The room can't open."""


def bind(host: str, port: int) -> socket.socket:
    """Take a port; raise RoomStartError if it can't be had."""
    name = host.strip("[]")
    try:
        family = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)[0][0]
        taken = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        msg = (
            f"The room can't listen on {host}: {error.strerror or error}. Set room.host to an address of this machine."
        )
        raise RoomStartError(msg) from error
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((name, port))
        taken.listen(128)
    except OSError as error:
        taken.close()
        raise RoomStartError(_why(error, host, port)) from error
    taken.setblocking(False)  # noqa: FBT003 - the standard library's own signature
    return taken


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Set room.port to another one, or to 0 for any that is free."
    if error.errno == errno.EACCES:
        return f"Port {port} may not be used without more rights. Set room.port to 1024 or more."
    return (
        f"The room can't listen on {host}, port {port}: {error.strerror}. Set room.host to an address of this machine."
    )
