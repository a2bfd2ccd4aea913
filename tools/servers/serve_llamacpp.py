#!/usr/bin/env python3
"""Serves a model with llama.cpp's own server, until stdin is closed.

usage: serve_llamacpp.py MODEL.gguf

Prints the address as its first line on stdout. It ends when whoever started it does: their end of stdin is closed then.
"""
import sys

import xllamacpp

parameters = xllamacpp.CommonParams()
parameters.model.path = sys.argv[1]
parameters.hostnames, parameters.port = ["127.0.0.1"], 0
parameters.n_ctx, parameters.n_parallel, parameters.endpoint_metrics = 8192, 4, True
parameters.cpuparams.n_threads = 1
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
