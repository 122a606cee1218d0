"""Mounts a file system that never answers at the folder that is named, until standard input ends (fuse(4), mount(2)).

It can be entered, as a working folder whose server went away since: for that it answers FUSE_INIT and the first FUSE_ACCESS, with which the system asks
no more. Then nobody reads what is asked, so that who waits can be killed.
"""

import ctypes
import errno
import os
import struct
import sys
import threading

libc = ctypes.CDLL(None, use_errno=True)
folder = sys.argv[1].encode()
fuse = os.open("/dev/fuse", os.O_RDWR)
options = f"fd={fuse},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
if libc.mount(b"dead", folder, b"fuse", 0, options.encode()) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))

INIT, ACCESS = 26, 34
# Else whoever looks up a second name waits for the first one, in a way that not even a kill ends.
PARALLEL_DIROPS = 1 << 18


def answer(unique, error, body=b""):
    os.write(fuse, struct.pack("<IiQ", 16 + len(body), error, unique) + body)


def serve():
    while True:
        request = os.read(fuse, 1 << 20)
        _, opcode, unique = struct.unpack_from("<IIQ", request)
        if opcode == INIT:
            answer(unique, 0, struct.pack("<IIIIHHI", 7, 31, 4096, PARALLEL_DIROPS, 12, 9, 4096) + bytes(36))
        elif opcode == ACCESS:
            answer(unique, -errno.ENOSYS)
            return


server = threading.Thread(target=serve)
server.start()
os.access(folder, os.X_OK)
server.join()
print("mounted", flush=True)
sys.stdin.read()
libc.umount2(folder, 2)
