import { type Ended, start } from '../aws/stage.ts';

/** A person at a real terminal, of Python's pty: keys go in when what they answer is there. */
const person = `import os, pty, sys
pid, master = pty.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
said = whole = b""
for awaited, keys in [part.split(b"=", 1) for part in sys.argv[1].encode().split(b";")]:
    while awaited not in said:
        try: said += os.read(master, 4096)
        except OSError: sys.exit("ended before %r: %r" % (awaited, whole + said))
    whole += said
    said = b""
    os.write(master, keys.replace(b"ENTER", b"\\r").replace(b"CTRL-C", b"\\x03").replace(b"ESC", b"\\x1b"))
try:
    while True:
        more = os.read(master, 4096)
        if not more: break
        said += more
except OSError: pass
print((whole + said).decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;

/** Runs the built terminal there. `keys`: `AWAITED=TYPED;...`, with ENTER, ESC and CTRL-C for these keys. Standard output has all that was on the screen. */
export const typedAt = (environment: Record<string, string>, keys: string, words: readonly string[]): Promise<Ended> =>
  start('/usr/bin/python3', ['-c', person, keys, process.execPath, 'out/cli.cjs', ...words], environment).ended;
