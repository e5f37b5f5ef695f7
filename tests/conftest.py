"""What tests of every part may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser import NAMES, BrowserThread, chromium, is_needed


@pytest.fixture(scope="session")
def browser() -> Iterator[BrowserThread]:
    """Give a real browser; without one, tests that need it are skipped, and fail in CI."""
    path = chromium()
    if path is None:
        missing = f"no browser: none of {', '.join(NAMES)} is on the path, and CHROME_BIN names none"
        if is_needed():
            pytest.fail(missing)
        pytest.skip(missing)
    thread = BrowserThread(path)
    yield thread
    thread.close()
