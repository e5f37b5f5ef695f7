"""The third engine: any OpenAI-compatible endpoint, asked after the local engine and held to what that can see.

Whatever goes wrong (no reply, a wrong one, a slow one, the budget of the day), the local verdict stands and says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.model_frame import FrameError, bounded, frame, read_reply, worth_asking
from content.judge import Note, NoteKind, Verdict
from content.model import Question
from storage.errors import StoreError
from storage.store import Store

log = structlog.get_logger(__name__)

LONGEST_REPLY = 200_000
"""Bytes; a hundred points with long quotes take a tenth of it."""
AT_ONCE = 4
REST = timedelta(minutes=1)
"""After a failure nobody waits for the model for so long."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is, and what it may cost."""

    url: str
    """Up to and including `/v1`."""
    model: str
    api_key: str
    timeout: float
    """Seconds, from the first byte sent to the last received, waiting one's turn included."""
    requests_a_day: int
    tokens_a_day: int


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message


class _Usage(BaseModel):
    total_tokens: int = Field(ge=0)


class _Completion(BaseModel):
    model_config = ConfigDict(extra="ignore")

    choices: list[_Choice] = Field(min_length=1)
    usage: _Usage | None = None


class _FailedError(Exception):
    """The endpoint gave no completion."""


class ModelJudge:
    """Asks a model about an answer that was judged locally."""

    def __init__(self, endpoint: Endpoint, store: Store, clock: Callable[[], datetime]) -> None:
        """Take the endpoint, and the store that remembers its budget."""
        self._endpoint = endpoint
        self._store = store
        self._clock = clock
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._rests_until: datetime | None = None
        # Nothing is read from the environment, and no redirect is followed: answers go to the address in the settings.
        self._client = httpx.AsyncClient(timeout=endpoint.timeout, follow_redirects=False, trust_env=False)

    async def close(self) -> None:
        """Close what is open."""
        await self._client.aclose()

    async def judge(self, question: Question, text: str, local: Verdict) -> Verdict:
        """Give the local verdict as the model moves it, or with a note that says why the model did not."""
        if not worth_asking(question, local):
            return local
        if self._rests_until is not None and self._clock() < self._rests_until:
            return _noted(local, NoteKind.MODEL_FAILED)
        try:
            async with asyncio.timeout(self._endpoint.timeout), self._turns:
                content = await self._ask(question, text)
            if content is None:
                return _noted(local, NoteKind.MODEL_SPENT)
            said = read_reply(content, len(local.points))
        except (TimeoutError, httpx.TimeoutException):
            return self._fails(local, NoteKind.MODEL_SLOW, "too slow")
        except (httpx.HTTPError, httpx.InvalidURL, _FailedError) as error:
            return self._fails(local, NoteKind.MODEL_FAILED, str(error) or type(error).__name__)
        except StoreError as error:
            log.warning("the model's budget is not known", reason=str(error))
            return _noted(local, NoteKind.MODEL_FAILED)
        except FrameError as error:
            log.warning("the model's reply is of no use", reason=str(error))
            return _noted(local, NoteKind.MODEL_FAILED)
        return bounded(question, text, local, said, model=self._endpoint.model)

    def _fails(self, local: Verdict, kind: NoteKind, reason: str) -> Verdict:
        log.warning("the model gave no answer", reason=reason)
        self._rests_until = self._clock() + REST
        return _noted(local, kind)

    async def _ask(self, question: Question, text: str) -> str | None:
        """Give what the model says; None if its budget of the day is used up."""
        to, messages = self._endpoint, frame(question, text)
        day = self._clock().date()
        if not await self._store.commit(lambda tx: tx.budget.take(day, to.requests_a_day, to.tokens_a_day)):
            return None
        wanted = {"type": "json_object"}
        body = await self._post({"model": to.model, "messages": messages, "temperature": 0, "response_format": wanted})
        try:
            completion = _Completion.model_validate_json(body)
        except ValidationError:
            raise _FailedError("its reply is no completion") from None
        content = completion.choices[0].message.content
        # Where the endpoint does not count, four characters are about a token.
        sizes = [len(message["content"]) for message in messages]
        tokens = completion.usage.total_tokens if completion.usage else (sum(sizes) + len(content)) // 4
        await self._store.commit(lambda tx: tx.budget.spend(day, tokens))
        return content

    async def _post(self, body: dict[str, object]) -> bytes:
        key = self._endpoint.api_key
        # Not compressed: a reply must not grow after its length was looked at.
        headers = {"Accept-Encoding": "identity", **({"Authorization": f"Bearer {key}"} if key else {})}
        url = f"{self._endpoint.url.rstrip('/')}/chat/completions"
        received = bytearray()
        async with self._client.stream("POST", url, json=body, headers=headers) as response:
            if response.status_code != httpx.codes.OK:
                raise _FailedError(f"it answered with status {response.status_code}")
            async for chunk in response.aiter_raw():
                received += chunk
                if len(received) > LONGEST_REPLY:
                    raise _FailedError(f"its reply is longer than {LONGEST_REPLY} bytes")
        return bytes(received)


def _noted(local: Verdict, kind: NoteKind) -> Verdict:
    return replace(local, notes=(*local.notes, Note(kind)))
