"""Rate limits: fifty requests a second overall, five messages in five seconds a channel, fifty threads in 300."""

from __future__ import annotations

import json
import re
from collections import defaultdict, deque
from dataclasses import dataclass, field

from aiohttp import web

from tests.emulators.discord.world import Clock

_THREADS = (50, 300.0)


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
        found = self._bucket(method, path)
        if found is not None:
            key, most, window = found
            used = self._buckets[key]
            _expire(used, now - window)
            if len(used) >= most:
                return self.refuse(used[0] + window - now, overall=False)
            used.append(now)
        self._overall.append(now)
        return None

    def dress(self, method: str, path: str, response: web.Response) -> None:
        """Write what is left of a bucket into its headers."""
        found = self._bucket(method, path)
        if found is None:
            return
        key, most, window = found
        used = self._buckets[key]
        after = used[0] + window - self.clock() if used else 0.0
        response.headers.update(
            {
                "X-RateLimit-Limit": str(most),
                "X-RateLimit-Remaining": str(most - len(used)),
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

    def _bucket(self, method: str, path: str) -> tuple[str, int, float] | None:
        """Give the bucket of a request: its name, how many it takes, and in how many seconds."""
        found = re.fullmatch(r"/channels/(\d+)/(?:messages(?:/\d+)?(/threads)?|(threads))", path)
        if found is None or method not in ("POST", "PATCH"):
            return None
        if found[2] or found[3]:
            return f"threads {found[1]}", *_THREADS
        return f"{method} {found[1]}", self.bucket, self.window


def _expire(used: deque[float], before: float) -> None:
    while used and used[0] <= before:
        used.popleft()
