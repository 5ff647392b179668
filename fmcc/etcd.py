"""A client of etcd v3, as much of one as leases need: one request, at whichever member answers.

It speaks JSON to etcd's gRPC gateway (https://etcd.io/docs/v3.4/dev-guide/api_grpc_gateway/): octets are in base64,
64-bit numbers are strings. Members are asked one after the other, the one that answered last first. A member that is
cut off from the others does not answer, so what is read is what the majority has agreed on.
"""

import asyncio
import base64
import json
import ssl
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

# A member that is silent for so long is passed over (s): two of them, within what a round of renewals may take.
ANSWER_S: Final = 0.9

Json = dict[str, Any]


class EtcdError(Exception):
    """No member does what was asked; the text has the reason of each."""


@dataclass(frozen=True, slots=True)
class Login:
    """A user of etcd."""

    name: str
    password: str = field(repr=False)


class EtcdClient:
    """A cluster, by the URLs of its members."""

    def __init__(self, endpoints: Collection[str], tls: ssl.SSLContext, login: Login | None = None) -> None:
        """`tls` says whom to trust and what to show, where a URL is https."""
        self._endpoints = deque(endpoint.rstrip("/") for endpoint in endpoints)
        self._tls, self._login = tls, login
        self._token = ""
        self._session: aiohttp.ClientSession | None = None

    async def call(self, method: str, request: Json) -> Json:
        """The answer to `request`, from the first member that has one. Raises EtcdError.

        A request may have been carried out although nobody answered, and then again at the next member: it has to
        bear that.
        """
        reasons: list[str] = []
        # Once more than there are members: a token that has been forgotten is known by its refusal.
        for _ in range(len(self._endpoints) + 1):
            endpoint = self._endpoints[0]
            try:
                async with asyncio.timeout(ANSWER_S):
                    return await self._ask(endpoint, method, request)
            except TimeoutError:
                reason = f"no answer within {ANSWER_S:g} s"
            except (aiohttp.ClientError, OSError, ValueError, EtcdError) as error:
                reason = str(error) or type(error).__name__
            reasons.append(f"{endpoint}: {reason}")
            self._endpoints.rotate(-1)
            self._token = ""
        raise EtcdError("; ".join(sorted(set(reasons))))

    async def _ask(self, endpoint: str, method: str, request: Json) -> Json:
        if self._login is not None and not self._token:
            credentials = {"name": self._login.name, "password": self._login.password}
            self._token = (await self._post(endpoint, "auth/authenticate", credentials))["token"]
        return await self._post(endpoint, method, request)

    async def _post(self, endpoint: str, method: str, request: Json) -> Json:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        headers = {"Authorization": self._token} if self._token else {}
        url = f"{endpoint}/v3/{method}"
        async with self._session.post(
            url, json=request, headers=headers, ssl=self._tls, allow_redirects=False
        ) as response:
            return _understood(response.status, await response.text())

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def _understood(status: int, text: str) -> Json:
    """The answer in a body. Raises EtcdError, with etcd's own words where it has refused."""
    try:
        answer = json.loads(text)
    except ValueError:
        answer = None
    if isinstance(answer, dict) and status != 200:
        raise EtcdError(str(answer.get("message", answer.get("error", f"HTTP status {status}"))))
    if not isinstance(answer, dict) or "header" not in answer:
        raise EtcdError(f"HTTP status {status} and no answer of etcd v3.4 or later; is its gRPC gateway on?")
    return answer


def packed(text: str) -> str:
    """Text as etcd's JSON has it."""
    return base64.b64encode(text.encode()).decode()


def unpacked(octets: str) -> str:
    """The text of what etcd's JSON has. Raises ValueError."""
    return base64.b64decode(octets, validate=True).decode()
