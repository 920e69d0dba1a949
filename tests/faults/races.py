"""Two starts at the same moment: one of them writes, the other is told."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from models.errors import AppError
from models.session import Session
from models.storage import database
from tests.faults.content import DATABASE
from tests.faults.copies import Tried
from tests.faults.work import small
from tests.models.builders import AUGUST, catalogue, meeting, office

PATIENCE = 0.02
"""Seconds that the one who comes late waits here, instead of three."""


def _starter(pipe: Connection) -> None:
    """A program that starts when told to, says what it got, and ends when told to."""
    database.BUSY_SECONDS = PATIENCE
    while True:
        try:
            path, first = pipe.recv()
        except EOFError:
            return
        try:
            session = Session.create(path, office(), catalogue()) if first else Session.open(path)
        except AppError as error:
            pipe.send(error.code)
            pipe.recv()
            pipe.send("")
            continue
        pipe.send("reads" if session.read_only else "writes")
        pipe.recv()
        with session:
            pipe.send(_written(session, first))


def _written(session: Session, first: bool) -> str:
    """Write a meeting; a refusal's code, or "" when it is stored."""
    try:
        if first:
            session.start_month(AUGUST)
        session.add_meeting(AUGUST, meeting())
    except AppError as error:
        return error.code
    return ""


def _answer(pipe: Connection) -> str:
    """What a starter says; RuntimeError when it has died or hangs."""
    if not pipe.poll(60):
        raise RuntimeError("a start hangs")
    return str(pipe.recv())


def races(folder: Path, count: int) -> Tried:
    """`count` races of two starts, every fourth of them the very first start, which makes the file."""
    result = Tried()
    small(folder)
    before = (folder / DATABASE).read_bytes()
    spawning = multiprocessing.get_context("spawn")
    pairs = [spawning.Pipe() for _ in range(2)]
    starters = [spawning.Process(target=_starter, args=(theirs,), daemon=True) for _, theirs in pairs]
    for starter in starters:
        starter.start()
    pipes = [mine for mine, _ in pairs]
    for number in range(count):
        first = number % 4 == 0
        path = folder / DATABASE
        for file in folder.iterdir():
            file.unlink()
        if not first:
            path.write_bytes(before)
        _race(pipes, path, first, number, result)
    for _, theirs in pairs:
        theirs.close()
    for pipe in pipes:
        pipe.close()
    for starter in starters:
        starter.join()
    return result


def _race(pipes: list[Connection], path: Path, first: bool, number: int, result: Tried) -> None:
    for pipe in pipes if number % 2 else reversed(pipes):
        pipe.send((path, first))
    answers = [_answer(pipe) for pipe in pipes]
    for pipe in pipes:
        pipe.send("write")
    refused = [answer for pipe in pipes if (answer := _answer(pipe))]
    result.tried += 1
    result.answers["first: " * first + " and ".join(sorted(answers))] += 1
    if answers.count("writes") != 1 or refused:
        result.faults.append(f"race {number}: {answers} {refused}")
        return
    with Session.open(path) as session:
        if not session.month_data(AUGUST).meetings:
            result.faults.append(f"race {number}: the winner's entry is lost")
