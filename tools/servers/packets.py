#!/usr/bin/env python3
"""Times requests to a server on loopback by their packets, with the kernel's clock, until stdin is closed.

usage: packets.py PORT

Prints "ready" when it listens, and in the end a JSON object a line for each request that had a token: its x-request-id,
and the milliseconds from the packet with the request to those with its first and its last token. Needs CAP_NET_RAW.
It knows nothing of the harness: a token is a chunk whose "content", "text" or "reasoning" is not empty.
"""
import json
import re
import select
import socket
import struct
import sys

SO_TIMESTAMPNS = 35
TIMESPEC = struct.Struct("ll")
OUTGOING = 4
REQUEST_ID = re.compile(rb"^x-request-id: (\S+)\r$", re.MULTILINE | re.IGNORECASE)
TOKEN = re.compile(rb'"(?:content|text|reasoning|reasoning_content)": ?"(?!")')
# No token's mark is longer: so much of a packet is looked at again with the next one.
OVERLAP = 32


class Exchange:
    def __init__(self, name, sent):
        self.name, self.sent, self.first, self.last, self.tail = name, sent, None, None, b""

    def answer(self, payload, at):
        text = self.tail + payload
        if any(match.end() > len(self.tail) for match in TOKEN.finditer(text)):
            self.first = at if self.first is None else self.first
            self.last = at
        self.tail = text[-OVERLAP:]

    def line(self):
        return json.dumps({"id": self.name, "firstMs": (self.first - self.sent) / 1e6,
                           "lastMs": (self.last - self.sent) / 1e6})


def tcp(frame):
    """Ports and payload of an Ethernet frame with TCP over IPv4; None for any other."""
    if frame[12:14] != b"\x08\x00" or frame[23] != socket.IPPROTO_TCP:
        return None
    start = 14 + (frame[14] & 15) * 4
    end = 14 + int.from_bytes(frame[16:18], "big")
    source, target = struct.unpack_from("!HH", frame, start)
    return source, target, frame[start + (frame[start + 12] >> 4) * 4 : end]


def listen(port, sniffer):
    open_ones, all_ones = {}, []
    while True:
        ready, _, _ = select.select([sniffer, sys.stdin], [], [])
        if sniffer not in ready:
            return all_ones
        frame, ancillary, _, address = sniffer.recvmsg(1 << 17, 64)
        packet = tcp(frame)
        # Loopback shows each packet twice: as it goes and as it comes.
        if packet is None or address[2] == OUTGOING or not packet[2]:
            continue
        seconds, nanoseconds = TIMESPEC.unpack(ancillary[0][2])
        at = seconds * 10**9 + nanoseconds
        source, target, payload = packet
        if target == port and (name := REQUEST_ID.search(payload)):
            open_ones[source] = Exchange(name[1].decode(), at)
            all_ones.append(open_ones[source])
        elif source == port and target in open_ones:
            open_ones[target].answer(payload, at)


def main():
    sniffer = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    sniffer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 24)
    sniffer.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    sniffer.bind(("lo", 0))
    print("ready", flush=True)
    for exchange in listen(int(sys.argv[1]), sniffer):
        if exchange.first is not None:
            print(exchange.line())


if __name__ == "__main__":
    main()
