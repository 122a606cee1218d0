"""The installed `aws`, loaded once: `python3 aws-fork-server.py SOCKET` runs each command that comes in a fork of this process.

Loading is most of what a command takes. What runs is the `aws` of this computer, with the words, the folder, the environment and the
three standard streams of the program aws-command.py, which hands them over and ends with the command's exit code. A test that wants nothing
but what the command says and its code asks by itself (aws-command.ts), in JSON and without streams: the answer has both.
"""

import gc
import json
import marshal
import os
import signal
import socket
import struct
import sys

import awscli.clidriver
import awscli.handlers
import botocore.client
import botocore.httpsession
import distro
from botocore.loaders import Loader, create_loader

# awscli puts its own models there as it loads.
data_path = os.environ["AWS_DATA_PATH"]


look = Loader.list_available_services
listed = {}


def list_available_services(loader, type_name):
    """The services in the folders that are there. A command looks at all four hundred for each kind of their files."""
    key = type_name, *filter(os.path.isdir, loader.search_paths)
    if key not in listed:
        listed[key] = look(loader, type_name)
    return list(listed[key])


Loader.list_available_services = list_available_services


def take(connection):
    """The next command: its words, folder and environment, and the standard streams that came with it."""
    head, streams, _, _ = socket.recv_fds(connection, 4, 3)
    length = struct.unpack("I", head)[0]
    body = b""
    while len(body) < length:
        body += connection.recv(length - len(body))
    words, folder, environment = marshal.loads(body) if streams else json.loads(body)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update({"AWS_DATA_PATH": data_path, **environment})
    return words, streams


def put(streams):
    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)


def written(place):
    with open(place, encoding="utf-8", errors="replace", newline="") as file:
        file.seek(0)
        return file.read()


def run(connection):
    words, streams = take(connection)
    put(streams or [os.open(os.devnull, os.O_RDONLY), os.memfd_create("out"), os.memfd_create("err")])
    sys.argv = ["aws", *words]
    try:
        code = awscli.clidriver.main()
    except SystemExit as end:
        code = end.code
    sys.stdout.flush()
    sys.stderr.flush()
    code = code if isinstance(code, int) else 1
    connection.sendall(bytes([code]) if streams else json.dumps([code, written(1), written(2)]).encode())


listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
listener.listen(64)
# Told to AWS with each command, and found out by seventeen processes; kept where it was asked for once.
distro.id()
distro.major_version()
for kind in ("service-2", "paginators-1", "waiters-2", "endpoint-rule-set-1"):
    create_loader(data_path).list_available_services(kind)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
gc.freeze()
gc.disable()
print("ready", flush=True)
while True:
    connection, _ = listener.accept()
    if os.fork() == 0:
        try:
            listener.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            run(connection)
        finally:
            os._exit(0)
    connection.close()
