import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStage, type Stage, start } from '../../support/aws/stage.ts';

/** `roletap tap` without a role at a real terminal, of Python's pty: keys go in when the list is there. */
const person = `import os, pty, sys
pid, master = pty.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
said = b""
for awaited, keys in [part.split(b"=", 1) for part in sys.argv[1].encode().split(b";")]:
    while awaited not in said: said += os.read(master, 4096)
    said = b""
    os.write(master, keys.replace(b"ENTER", b"\\r").replace(b"CTRL-C", b"\\x03"))
try:
    while True:
        more = os.read(master, 4096)
        if not more: break
        said += more
except OSError: pass
print(said.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))`;

describe('a role that is chosen', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await createStage();
    stage.writeConfig(
      ['dev', 'payments-prod-admin', 'payments-dev-read']
        .map((name) => `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = acme\n`)
        .join('\n'),
    );
  });
  afterAll(() => stage.close());

  const typing = (keys: string, ...words: readonly string[]) =>
    start('python3', ['-c', person, keys, process.execPath, 'out/cli.cjs', ...words], { ...stage.home.environment, TERM: 'xterm' }).ended;

  test('by a few of its letters is the one that is tapped', async () => {
    const ended = await typing('payments-prod-admin=ppa;payments-prod-admin=ENTER', 'tap');
    expect(ended.stdout).toContain('payments-prod-admin');
    expect(ended.stdout).not.toContain('needs a role');
    // There is no reader here: the tap itself ends as it does for a role that was typed.
    const typed = await stage.roletap(['tap', 'payments-prod-admin']).ended;
    expect(ended.code).toBe(typed.code);
  });

  test('or none, with Ctrl-C', async () => {
    const ended = await typing('payments-prod-admin=CTRL-C', 'tap');
    expect(ended.code).toBe(4);
    expect(ended.stdout).toContain('Cancelled');
  });
});
