#!/usr/bin/env python3
"""A second server of known timings, written without a look at the first: asyncio and the standard library alone.

usage: server.py SETTINGS LOG

SETTINGS is the JSON that settings.ts describes. It answers POST /v1/chat/completions and /v1/completions, GET /v1/models,
/health and /metrics, and writes LOG, the lines of log.ts, when it gets SIGTERM.
"""
import asyncio
import json
import math
import random
import signal
import sys
import time

MODEL, WORD = "truth-model", "a"
DEFAULT_TOKENS = 16
LAG_STEP = 0.005
BROKEN = ("truncated", "stream_error", "finish_error", "reset")


def now():
    return time.monotonic() * 1000


class Truth:
    """What was true: a line a request, and how late the event loop was."""

    def __init__(self):
        self.lines = []
        self.lags = []

    async def watch(self):
        while True:
            due = now() + LAG_STEP * 1000
            await asyncio.sleep(LAG_STEP)
            self.lags.append(max(0.0, now() - due))

    def write(self, file):
        lags = sorted(self.lags) or [0.0]
        about = {"kind": "server", "name": "an independent server, Python asyncio",
                 "epochMs": time.time() * 1000 - now()}
        lag = {"kind": "lag", "p99Ms": lags[math.ceil(len(lags) * 0.99) - 1], "maxMs": lags[-1]}
        with open(file, "w", encoding="utf-8") as out:
            for line in (about, *self.lines, lag):
                out.write(json.dumps(line) + "\n")


class Service:
    def __init__(self, settings):
        self.settings = settings
        self.random = random.Random(settings["seed"])
        self.truth = Truth()
        self.arrived = 0
        self.paused_from = math.inf
        self.slots = asyncio.Semaphore(settings["slots"]) if settings["slots"] else None

    def spread(self):
        return math.exp(self.random.gauss(0, self.settings["jitter"]))

    def next_fault(self):
        cycle = self.settings["faultCycle"]
        self.arrived += 1
        return cycle[(self.arrived - 1) % len(cycle)] if cycle else "none"

    def allowed(self, due):
        end = self.paused_from + self.settings["pause"]["length"]
        return end if self.paused_from <= due < end else due

    async def serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                received = now()
                if not await self.route(head.decode("latin-1"), received, reader, writer):
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def route(self, head, received, reader, writer):
        first, *rest = head.split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = dict(line.lower().split(": ", 1) for line in rest if ": " in line)
        body = await self.read_body(headers, reader, writer)
        path = path.split("?")[0]
        if method == "POST" and path in ("/v1/chat/completions", "/v1/completions"):
            return await self.complete(json.loads(body), "chat" in path, received, writer)
        known = {"/v1/models": {"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "vllm"}]},
                 "/health": {}, "/metrics": ""}
        if method == "GET" and path in known:
            self.whole(writer, 200, known[path])
        else:
            self.whole(writer, 404, {"error": {"message": "Not found", "code": 404}})
        await writer.drain()
        return True

    async def read_body(self, headers, reader, writer):
        if headers.get("expect") == "100-continue":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if headers.get("transfer-encoding") == "chunked":
            parts = []
            while size := int((await reader.readuntil(b"\r\n")).strip(), 16):
                parts.append((await reader.readexactly(size + 2))[:-2])
            await reader.readuntil(b"\r\n")
            return b"".join(parts)
        return await reader.readexactly(int(headers.get("content-length", 0)))

    def whole(self, writer, status, body):
        text = json.dumps(body).encode()
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n"
                     f"content-length: {len(text)}\r\n\r\n".encode() + text)

    async def complete(self, request, chat, received, writer):
        fault = self.next_fault()
        if self.arrived == self.settings["pause"]["after"]:
            self.paused_from = received
        tokens = request.get("max_completion_tokens") or request.get("max_tokens") or DEFAULT_TOKENS
        if fault == "http_429":
            self.whole(writer, 429, {"error": {"message": "Refused", "type": "mock", "code": 429}})
            await writer.drain()
            self.note(received, fault, status=429, first_byte=now())
            return True
        if self.slots is None:
            return await Answer(self, request, chat, received, fault, tokens, writer).send()
        async with self.slots:
            return await Answer(self, request, chat, received, fault, tokens, writer).send()

    def note(self, received, fault, status=200, first_byte=0.0, chunks=(), tokens=0, whole=False, late=0.0):
        self.truth.lines.append({
            "kind": "request", "receivedMs": received, "firstByteMs": first_byte, "chunksMs": list(chunks),
            "endMs": now(), "status": status, "tokens": tokens, "fault": fault, "whole": whole, "lateMs": late})


class Answer:
    """One streamed answer, or a whole one."""

    def __init__(self, service, request, chat, received, fault, tokens, writer):
        self.service, self.request, self.chat = service, request, chat
        self.received, self.fault, self.wanted, self.writer = received, fault, tokens, writer
        self.chunks, self.tokens, self.late, self.first_byte = [], 0, 0.0, 0.0

    def event(self, choices, **extra):
        kind = "chat.completion.chunk" if self.chat else "text_completion"
        body = {"id": "answer", "object": kind, "created": 0, "model": MODEL, "choices": choices, **extra}
        self.raw(f"data: {json.dumps(body)}\n\n")

    def raw(self, text):
        data = text.encode()
        self.writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def role(self):
        if self.chat:
            self.event([{"index": 0, "delta": {"role": "assistant", "content": ""}}])

    def token_chunk(self, count, is_last):
        text = WORD * count
        reasons = self.fault == "reasoning" and self.tokens < self.wanted / 2
        part = {"delta": {"reasoning_content" if reasons else "content": text}} if self.chat else {"text": text}
        self.event([{"index": 0, **part, "finish_reason": "length" if is_last else None}])

    def usage(self):
        if not (self.request.get("stream_options") or {}).get("include_usage") or self.fault == "no_usage":
            return
        self.event([], usage={"prompt_tokens": 1, "completion_tokens": self.tokens, "total_tokens": 1 + self.tokens})

    async def send(self):
        whole = False
        try:
            whole = await (self.stream() if self.request.get("stream") else self.send_whole())
        except ConnectionError:
            pass
        finally:
            self.service.note(self.received, self.fault, first_byte=self.first_byte, chunks=self.chunks,
                              tokens=self.tokens, whole=whole, late=self.late)
        return whole or self.fault in ("stream_error", "finish_error")

    async def wait(self, due):
        waited = None
        while waited != due:  # a pause may begin in the meantime
            due = waited = self.service.allowed(due)
            if (left := due - now()) > 0:
                await asyncio.sleep(left / 1000)
            due = self.service.allowed(due)
        if self.writer.is_closing():
            raise ConnectionResetError
        self.late = max(self.late, now() - due)

    async def stream(self):
        settings = self.service.settings
        begun = self.first_byte = now()
        self.writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                          b"transfer-encoding: chunked\r\n\r\n")
        if self.fault == "role_only":
            self.role()
        due = begun + settings["ttft"] * self.service.spread()
        while self.tokens < self.wanted:
            await self.wait(due)
            if self.fault in BROKEN and self.tokens >= self.wanted / 2:
                return await self.break_off()
            if not self.chunks and self.fault != "role_only":
                self.role()
            count = min(settings["tokensPerChunk"], self.wanted - self.tokens)
            self.chunks.append(now())
            self.token_chunk(count, self.tokens + count == self.wanted)
            self.tokens += count
            due += settings["gap"] * self.service.spread()
        self.usage()
        return await self.done()

    async def done(self, whole=True):
        self.raw("data: [DONE]\n\n")
        self.writer.write(b"0\r\n\r\n")
        await self.writer.drain()
        return whole

    async def break_off(self):
        if self.fault == "truncated":
            self.writer.write(b"0\r\n\r\n")
            await self.writer.drain()
            return False
        if self.fault == "reset":
            self.writer.transport.abort()
            return False
        if self.fault == "stream_error":
            error = {"error": {"message": "The engine is dead", "type": "InternalServerError", "code": 500}}
            self.raw(f"data: {json.dumps(error)}\n\n")
        else:
            self.event([{"index": 0, **({"delta": {}} if self.chat else {"text": ""}), "finish_reason": "error"}])
            self.usage()
        return await self.done(whole=False)

    async def send_whole(self):
        settings = self.service.settings
        steps = math.ceil(self.wanted / settings["tokensPerChunk"]) - 1
        waits = settings["ttft"] * self.service.spread() + sum(settings["gap"] * self.service.spread() for _ in range(steps))
        await self.wait(now() + waits)
        self.first_byte = now()
        self.chunks, self.tokens = [self.first_byte], self.wanted
        text = WORD * self.wanted
        part = {"message": {"role": "assistant", "content": text}} if self.chat else {"text": text}
        self.service.whole(self.writer, 200, {
            "id": "answer", "object": "chat.completion" if self.chat else "text_completion", "created": 0, "model": MODEL,
            "choices": [{"index": 0, **part, "finish_reason": "length"}],
            "usage": {"prompt_tokens": 1, "completion_tokens": self.wanted, "total_tokens": 1 + self.wanted}})
        await self.writer.drain()
        return True


async def main():
    service = Service(json.loads(sys.argv[1]))
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0, backlog=1024, limit=2**22)
    port = server.sockets[0].getsockname()[1]
    watch = asyncio.create_task(service.truth.watch())
    print(f"listening http://127.0.0.1:{port}", flush=True)
    await stop.wait()
    watch.cancel()
    service.truth.write(sys.argv[2])


if __name__ == "__main__":
    asyncio.run(main())
