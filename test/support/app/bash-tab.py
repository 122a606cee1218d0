# Types a line and a tab into an interactive bash, and waits until it shows what is awaited: bash-tab.py LINE AWAITED
import os, pty, signal, sys

line, awaited = sys.argv[1:]
pid, master = pty.fork()
if pid == 0:
    os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
said = b""


def give_up(*_):
    print(said.decode(errors="replace"))
    os._exit(1)


def until(text):
    global said
    while text not in said:
        said += os.read(master, 4096)
    said = said[said.index(text) + len(text) :]


signal.signal(signal.SIGALRM, give_up)
signal.alarm(50)
os.write(master, b'stty cols 300; eval "$(roletap completion bash)"; echo REA""DY\r')
until(b"READY\r\n")
os.write(master, line.encode() + b"\t")
until(awaited.encode())
os.kill(pid, signal.SIGKILL)
