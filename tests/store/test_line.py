"""The line to a worker: what becomes of each question in its queue."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from kgservice.store import frames
from kgservice.store.line import Answer, Late, Line, WorkerLostError

NUMBERS = (1, 2, 3)
Scenario = Callable[[Line, list[Answer], socket.socket], Awaitable[object]]


def on_a_line(scenario: Scenario) -> object:
    """Ask three questions of a worker whose part the scenario plays."""

    async def play() -> object:
        ours, theirs = socket.socketpair()
        with theirs:
            line = Line(1)
            asked = [line.ask(frames.pack(frames.Code.query, b"?", number), number) for number in NUMBERS]
            ours.setblocking(False)
            await asyncio.get_running_loop().create_connection(lambda: line, sock=ours)
            try:
                return await scenario(line, asked, theirs)
            finally:
                line.leave()
                await asyncio.sleep(0)

    return asyncio.run(play())


def answer(worker: socket.socket, *numbers: int) -> None:
    worker.sendall(b"".join(frames.pack(frames.Code.answer, b"%d" % number, number) for number in numbers))


def test_questions_are_sent_together_once_the_line_is_made() -> None:
    async def scenario(line: Line, asked: list[Answer], worker: socket.socket) -> list[int]:
        return [message.number for message in frames.take(bytearray(worker.recv(1 << 16)))]

    assert on_a_line(scenario) == [*NUMBERS]


def test_answers_that_come_together_reach_who_asked() -> None:
    async def scenario(line: Line, asked: list[Answer], worker: socket.socket) -> tuple[object, int]:
        answer(worker, *NUMBERS)
        return [reply.body for reply in await asyncio.gather(*asked) if isinstance(reply, frames.Message)], line.queued

    assert on_a_line(scenario) == ([b"1", b"2", b"3"], 0)


def test_a_late_question_keeps_its_worker_and_the_others_go() -> None:
    async def scenario(line: Line, asked: list[Answer], worker: socket.socket) -> tuple[object, ...]:
        line.be_late()
        assert line.is_at(1)
        late = await asked[0]
        assert isinstance(late, Late)
        answer(worker, 1)
        return await asked[1], await asked[2], await late.answer

    assert on_a_line(scenario) == (None, None, frames.Message(frames.Code.answer, 1, b"1"))


def test_an_answer_to_what_has_been_moved_away_is_nobodys() -> None:
    async def scenario(line: Line, asked: list[Answer], worker: socket.socket) -> tuple[object, ...]:
        line.move()
        again = line.ask(frames.pack(frames.Code.query, b"?", 4), 4)
        answer(worker, 1, 2, 4)
        return await asked[0], await asked[1], await again

    one, moved, four = on_a_line(scenario)  # type: ignore[misc]
    assert (one.body, moved, four.body) == (b"1", None, b"4")


def test_when_the_worker_ends_its_question_fails_and_the_others_go() -> None:
    async def scenario(line: Line, asked: list[Answer], worker: socket.socket) -> tuple[object, ...]:
        worker.close()
        with pytest.raises(WorkerLostError):
            await asked[0]
        with pytest.raises(WorkerLostError):
            await line.ask(b"")
        return await asked[1], await asked[2], line.is_lost

    assert on_a_line(scenario) == (None, None, True)


def test_a_question_withdrawn_is_dropped_and_the_others_stay() -> None:
    async def scenario(line: Line, asked: list[Answer], worker: socket.socket) -> tuple[object, ...]:
        line.withdraw(2)
        await asyncio.sleep(0)
        sent = frames.take(bytearray(worker.recv(1 << 16)))
        return sent[-1].code, sent[-1].number, line.queued, line.is_at(1)

    assert on_a_line(scenario) == (frames.Code.drop, 2, 2, True)
