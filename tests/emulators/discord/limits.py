"""Rate limits: fifty requests a second overall, five messages in five seconds a channel; headers and 429s."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.emulators.discord.world import Clock


@dataclass(slots=True)
class Limits:
    """The windows of every bucket; interactions have none of their own and are not counted overall."""

    clock: Clock
    overall: int = 50
    bucket: int = 5
    window: float = 5.0
    refused: int = 0
    """How many requests met a 429."""
    _overall: deque[float] = field(default_factory=deque)
    _buckets: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, method: str, path: str) -> web.Response | None:
        """Count a request; give the 429 if there is no room for it."""
        now = self.clock()
        if path.startswith(("/interactions", "/webhooks")):
            return None
        _expire(self._overall, now - 1.0)
        if len(self._overall) >= self.overall:
            return self.refuse(self._overall[0] + 1.0 - now, overall=True)
        key = _key(method, path)
        if key is not None:
            used = self._buckets[key]
            _expire(used, now - self.window)
            if len(used) >= self.bucket:
                return self.refuse(used[0] + self.window - now, overall=False)
            used.append(now)
        self._overall.append(now)
        return None

    def dress(self, method: str, path: str, response: web.Response) -> None:
        """Write what is left of a bucket into its headers."""
        key = _key(method, path)
        if key is None:
            return
        used = self._buckets[key]
        after = used[0] + self.window - self.clock() if used else 0.0
        response.headers.update(
            {
                "X-RateLimit-Limit": str(self.bucket),
                "X-RateLimit-Remaining": str(self.bucket - len(used)),
                "X-RateLimit-Reset": f"{self.clock() + after:.3f}",
                "X-RateLimit-Reset-After": f"{after:.3f}",
                "X-RateLimit-Bucket": re.sub(r"\d+", "", key),
            }
        )

    def refuse(self, seconds: float, *, overall: bool) -> web.Response:
        """Give Discord's own 429."""
        self.refused += 1
        body = {"message": "You are being rate limited.", "retry_after": max(seconds, 0.001), "global": overall}
        headers = {
            "Via": "1.1 google", "Retry-After": f"{seconds:.3f}", "X-RateLimit-Scope": "global" if overall else "user",
        }  # fmt: skip
        response = web.Response(text=json.dumps(body), status=429, headers=headers)
        response.headers["Content-Type"] = "application/json"
        return response


def _key(method: str, path: str) -> str | None:
    found = re.fullmatch(r"/channels/(\d+)/messages(/\d+)?", path)
    return f"{method} {found[1]}" if found and method in ("POST", "PATCH") else None


def _expire(used: deque[float], before: float) -> None:
    while used and used[0] <= before:
        used.popleft()
