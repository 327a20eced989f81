"""The guard that all these tests rely on."""

from __future__ import annotations

import sys

import pytest

from tests.terminal.conftest import Starter

TRIES = {
    "open": "socket.socket()",
    "open a local one": "socket.socketpair()",
    "open what is there": "socket.socket(fileno=0)",
    "connect": "socket.create_connection(('127.0.0.1', 9))",
    "look up": "socket.getaddrinfo('example.com', 80)",
    "listen": "socket.socket().bind(('127.0.0.1', 0))",
    "send": "socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('127.0.0.1', 9))",
}


@pytest.mark.parametrize("code", TRIES.values(), ids=TRIES)
def test_a_program_that_uses_the_network_is_caught(start: Starter, code: str) -> None:
    swallowed = f"import socket\ntry:\n    {code}\nexcept OSError:\n    print('refused')"
    terminal = start(command=(sys.executable, "-c", swallowed))
    assert terminal.exit_status() == 0
    assert "refused" in terminal.text
    assert start.network_used
    start.forget_network()


def test_asyncio_may_talk_to_itself(start: Starter) -> None:
    code = "import asyncio\nasyncio.run(asyncio.sleep(0))\nprint('done')"
    terminal = start(command=(sys.executable, "-c", code))
    assert terminal.exit_status() == 0
    assert "done" in terminal.text
