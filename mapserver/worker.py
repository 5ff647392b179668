"""One of several processes of a map server: started, and told what to do, by `mapserver.supervisor`.

Each line on its standard input is an assignment. It ends when the input does, so that it never outlives its
parent.
"""

import asyncio
import socket
import sys

import click

from lisp.runtime import log
from lisp.runtime.daemon import run
from lisp.runtime.service import Service
from mapserver.assignment import MAX_LINE, Assignment
from mapserver.daemon import NAME, map_server, serve
from mapserver.inbox import Inbox
from mapserver.ownership import Share


@click.command(hidden=True)
def main() -> None:
    """Run a worker of lisp-mapserver. It is its parent that starts it."""
    run(f"{NAME} worker", _work())


async def _work() -> None:
    lines = asyncio.StreamReader(limit=MAX_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    line = await lines.readline()
    if not line:
        return
    job = Assignment.of_line(line)
    log.configure(job.log_level, job.log_format, worker=job.worker)
    server = map_server(job.config, job.base)
    service = serve(server, job.config, job.base, Share(job.ownership, job.worker))
    inboxes = [socket.socket(fileno=number) for number in job.inboxes]
    own = socket.socket(fileno=job.inbox)
    inbox = Inbox(job.worker, job.ownership, inboxes, own, server.counters)
    service.share_port(inbox.keep_own)
    service.spawn(inbox.listen(service.receive))
    service.spawn(_follow(lines, job, service, inbox))
    await service.run()


async def _follow(lines: asyncio.StreamReader, job: Assignment, service: Service, inbox: Inbox) -> None:
    """Take over what the parent says later; when it says nothing any more, end."""
    service.configured_by(lambda: job.config)
    while line := await lines.readline():
        job = Assignment.of_line(line)
        service.reload()
        inbox.ownership = job.ownership
    service.stop()


if __name__ == "__main__":
    main()
