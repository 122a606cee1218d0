import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../../src-main/serve/door/protocol.ts';
import { handedOut } from '../../fakes/broker.ts';
import { createSocketStage, type SocketStage } from '../../support/app/socket-stage.ts';
import { start } from '../../support/aws/stage.ts';

/** The socket as curl sees it, and as it looks to what is no HTTP. */
describe('the socket of other programs', () => {
  let stage: SocketStage;

  beforeEach(() => {
    stage = createSocketStage();
  });
  afterEach(() => stage.close());

  const open = async () => expect(await stage.server.open()).toEqual({ ok: true, value: undefined });
  const ask = async (...words: readonly string[]) => {
    const { stdout } = await stage.curl(words).ended;
    const at = stdout.lastIndexOf('\n');
    return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
  };
  const problemOf = async (...words: readonly string[]) => {
    const { status, body } = await ask(...words);
    return [status, (JSON.parse(body) as { problem: unknown }).problem];
  };
  const credentials = 'http://roletap/1/credentials';

  /** Sends bytes as they are; gives all that comes back until the connection ends. */
  const sendRaw = (bytes: string | Uint8Array): Promise<string> =>
    new Promise((resolve) => {
      let answer = '';
      const socket = connect(stage.path, () => socket.write(bytes));
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(answer));
    });

  test('is for this user alone', async () => {
    await open();
    expect(lstatSync(dirname(stage.path)).mode & 0o777).toBe(0o700);
    expect(lstatSync(stage.path).mode & 0o777).toBe(0o600);
  });

  test('answers curl with a form or with JSON', async () => {
    await open();
    stage.broker.holding.set('dev', handedOut());
    const form = await ask('-d', 'role=dev', credentials);
    const json = await ask('-H', 'Content-Type: application/json', '-d', '{"role":"dev"}', credentials);
    expect(form).toEqual(json);
    expect([form.status, JSON.parse(form.body)]).toMatchObject([200, { Version: 1, AccountId: '111122223333' }]);
    expect((await ask('http://roletap/1/hello')).body).toContain('"app":"roletap"');
    expect((await ask('-d', 'all=1', 'http://roletap/1/end')).body).toContain('dev-tap');
  });

  test('finds out who asks: the program that started curl, and where it works', async () => {
    await open();
    const shell = start('bash', ['-c', `cd /; curl -q -s --unix-socket "${stage.path}" -d "role=dev&pid=$$" ${credentials}; :`], {
      PATH: process.env.PATH ?? '',
    });
    await stage.broker.untilWaiting(1);
    // A shell that runs one command stands between: it is this process that asks.
    const asker = { kind: 'program', pid: process.pid, folder: process.cwd(), sure: true };
    expect(stage.broker.asked[0]?.asker).toMatchObject(asker);
    stage.broker.touch();
    expect((await shell.ended).stdout).toContain('ASIADEV');
  });

  test('keeps files for other things when it is flooded with connections, and serves again when that is over', async () => {
    await open();
    const flood = await Promise.all(
      Array.from({ length: limits.connections + 100 }, async () => {
        const socket = connect(stage.path);
        socket.on('error', () => {});
        await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
        return socket;
      }),
    );
    for (const socket of flood) socket.resume();
    await expect.poll(() => flood.filter((socket) => socket.destroyed || socket.readableEnded).length).toBeGreaterThanOrEqual(100);
    expect(readdirSync('/proc/self/fd').length).toBeLessThan(3 * limits.connections);
    for (const socket of flood) socket.destroy();
    await expect.poll(async () => (await ask('http://roletap/1/hello')).status).toBe(200);
  });

  test('shows who connected, whatever that process runs by the time it asks', async () => {
    await open();
    // The connection is handed to a child, and the process that made it becomes another program.
    const posing = start(
      '/usr/bin/python3',
      [
        '-c',
        `import os, socket, sys, time
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.set_inheritable(True)
time.sleep(0.3)
if os.fork() == 0:
    time.sleep(0.5)
    s.send(b'POST /1/credentials HTTP/1.1\\r\\nHost: roletap\\r\\nContent-Type: application/x-www-form-urlencoded\\r\\nContent-Length: 8\\r\\n\\r\\nrole=dev')
    s.recv(1)
    os._exit(0)
os.execv('/bin/sleep', ['terraform', '20'])`,
        stage.path,
      ],
      { PATH: process.env.PATH ?? '' },
    );
    await stage.broker.untilWaiting(1);
    expect(stage.broker.asked[0]?.asker).toMatchObject({ kind: 'program', name: expect.stringMatching(/^python/), sure: true });
    stage.broker.touch();
    posing.process.kill('SIGKILL');
    await posing.ended;
  });

  /** Python that connects to the socket and sends this body, with more before and after. */
  const python = (body: string, before = '', after = 'print(s.recv(65536).decode())') =>
    start(
      '/usr/bin/python3',
      [
        '-c',
        `import ctypes, os, socket, sys, time
${before}
s = socket.socket(socket.AF_UNIX)
s.connect(sys.argv[1])
s.set_inheritable(True)
body = sys.argv[2]
s.send(f'POST /1/credentials HTTP/1.1\\r\\nHost: roletap\\r\\nContent-Type: application/x-www-form-urlencoded\\r\\nContent-Length: {len(body)}\\r\\n\\r\\n{body}'.encode())
${after}`,
        stage.path,
        body,
      ],
      { PATH: process.env.PATH ?? '' },
    );

  test.each(['pid=1', '",pid=1,fd=3),("', 'terraform', 'curl', 'a\\nb', 'roletap-exec'])(
    'is told by the kernel, whatever a program calls itself: %j',
    async (name) => {
      await open();
      const posing = python('role=dev', `ctypes.CDLL(None).prctl(15, b'${name}', 0, 0, 0)`);
      await stage.broker.untilWaiting(1);
      const executable = expect.stringMatching(/\/python3[\d.]*$/);
      expect(stage.broker.asked[0]?.asker).toMatchObject({
        executable,
        name: expect.stringMatching(/^python3/),
        pid: posing.process.pid,
        sure: true,
      });
      stage.broker.touch();
      expect((await posing.ended).stdout).toContain('ASIADEV');
    },
  );

  test('is who connected, also when another program has the connection now', async () => {
    await open();
    const handsOn = python(
      'role=dev',
      '',
      "child = os.fork()\nif child == 0: os.execvp('sleep', ['sleep', '60'])\nprint(s.recv(65536).decode())\nos.kill(child, 9)",
    );
    await stage.broker.untilWaiting(1);
    expect(stage.broker.asked[0]?.asker).toMatchObject({ name: expect.stringMatching(/^python3/), pid: handsOn.process.pid });
    stage.broker.touch();
    await handsOn.ended;
  });

  test('refuses a request in the name of a process that did not send it', async () => {
    await open();
    const other = start('sleep', ['60'], { PATH: process.env.PATH ?? '' });
    expect(await problemOf('-d', `role=dev&pid=${other.process.pid}`, credentials)).toEqual([403, { code: 'request-bad', why: 'asker' }]);
    other.process.kill();
    await other.ended;
    expect(stage.broker.asked).toEqual([]);
  });

  test('refuses what a web page could send, and what it does not speak', async () => {
    await open();
    const refused = async (why: string, status: number, ...words: readonly string[]) =>
      expect(await problemOf(...words)).toEqual([status, { code: 'request-bad', why }]);
    await refused('origin', 403, '-H', 'Origin: https://evil.example', '-d', 'role=dev', credentials);
    await refused('host', 403, '-d', 'role=dev', 'http://evil.example/1/credentials');
    await refused('method', 405, credentials);
    await refused('version', 400, '-d', 'role=dev', 'http://roletap/2/credentials');
    await refused('version', 400, '--http1.0', '-d', 'role=dev', credentials);
    await refused('path', 404, '-d', 'role=dev', 'http://roletap/1/secrets');
    await refused('json', 400, '-H', 'Content-Type: application/json', '-d', '{"role":', credentials);
    await refused('size', 413, '-d', `role=${'a'.repeat(limits.bodyBytes)}`, credentials);
  });

  test('tells problems in one plain line to whoever wants that', async () => {
    await open();
    const { status, body } = await ask('-H', 'Accept: text/plain', '-d', 'role=dev&wait=0', credentials);
    expect(status).toBe(409);
    expect(body).toMatch(/^roletap: A touch is needed\. .*\.\n$/);
    expect(body.trimEnd()).not.toContain('\n');
  });

  test('answers bad bytes with an error and closes the connection', async () => {
    await open();
    expect(await sendRaw(Uint8Array.from({ length: 600 }, (_, index) => (index * 7919) % 256))).toMatch(/^HTTP\/1\.1 400 .*request-bad/s);
    expect(await sendRaw(`GET /1/hello HTTP/1.1\r\nHost: roletap\r\nX: ${'a'.repeat(limits.headerBytes)}\r\n\r\n`)).toContain(
      '"why":"size"',
    );
    const twoLengths = 'POST /1/credentials HTTP/1.1\r\nHost: roletap\r\nContent-Length: 8\r\nTransfer-Encoding: chunked\r\n\r\n';
    expect(await sendRaw(twoLengths)).toContain('request-bad');
    const notUtf8 = Buffer.concat([
      Buffer.from('POST /1/credentials HTTP/1.1\r\nHost: roletap\r\nContent-Length: 2\r\n\r\n'),
      Uint8Array.of(0xff, 0xfe),
    ]);
    expect(await sendRaw(notUtf8)).toContain('"why":"bytes"');
    const two = 'GET /1/hello HTTP/1.1\r\nHost: roletap\r\n\r\n'.repeat(2);
    expect((await sendRaw(two)).match(/"app":"roletap"/g)).toHaveLength(1);
    // It still lives.
    expect((await ask('http://roletap/1/hello')).status).toBe(200);
  });

  test('cuts off who is slow to ask', async () => {
    const hasty = stage.another({ slowMillis: 200 });
    await hasty.open();
    expect(await sendRaw('POST /1/credentials HTTP/1.1\r\nHost: roletap\r\nContent-Length: 100\r\n\r\nrole')).toBe('');
    // Who asked in time may wait for the touch as long as it takes.
    const waits = stage.curl(['-d', 'role=dev', credentials]);
    await stage.broker.untilWaiting(1);
    expect(await sendRaw('GET /1/')).toBe('');
    stage.broker.touch();
    expect((await waits.ended).stdout).toContain('ASIADEV');
    await hasty.close();
  });

  test('serves 100 programs with one touch', async () => {
    await open();
    const programs = Array.from({ length: 100 }, () => stage.curl(['-d', 'role=dev', credentials]).ended);
    await stage.broker.untilWaiting(100);
    stage.broker.touch();
    for (const { stdout } of await Promise.all(programs)) expect(stdout).toMatch(/"AccessKeyId":"ASIADEV".*\n\n200$/s);
  });

  test('gives a request up when its program is killed', async () => {
    await open();
    const curl = stage.curl(['-d', 'role=dev', credentials]);
    await stage.broker.untilWaiting(1);
    curl.process.kill('SIGKILL');
    await stage.broker.untilAbandoned(1);
    expect(stage.broker.waiting()).toBe(0);
  });

  test('answers those who wait when the app quits', async () => {
    await open();
    const programs = [1, 2, 3].map(() => stage.curl(['-d', 'role=dev', credentials]).ended);
    await stage.broker.untilWaiting(3);
    await stage.server.close();
    for (const { code, stdout } of await Promise.all(programs)) {
      expect(code).toBe(0);
      expect(stdout).toContain('"code":"app-missing"');
      expect(stdout).toContain('"quit":true');
    }
    expect(existsSync(stage.path)).toBe(false);
  });

  test('takes the place of the socket of a run that crashed', async () => {
    mkdirSync(dirname(stage.path), { mode: 0o700 });
    const crashed = start(
      process.execPath,
      ['-e', `require('net').createServer().listen(process.argv[1], () => console.error('listens'))`, stage.path],
      {},
    );
    await crashed.says('listens');
    crashed.process.kill('SIGKILL');
    await crashed.ended;
    expect(existsSync(stage.path)).toBe(true);
    await open();
    expect((await ask('http://roletap/1/hello')).status).toBe(200);
  });

  test('leaves the socket of an app that lives alone', async () => {
    await open();
    expect(await stage.another().open()).toEqual({
      ok: false,
      problem: { code: 'socket-unsafe', path: stage.path, why: 'taken' },
    });
    expect((await ask('http://roletap/1/hello')).status).toBe(200);
  });

  test('does not open in a folder that is not ours alone', async () => {
    const folder = dirname(stage.path);
    const flaw = async () => {
      const opened = await stage.server.open();
      return !opened.ok && opened.problem.code === 'socket-unsafe' ? opened.problem.why : undefined;
    };
    mkdirSync(folder, { mode: 0o755 });
    chmodSync(folder, 0o755);
    expect(await flaw()).toBe('folder-open');
    chmodSync(folder, 0o700);
    renameSync(folder, join(stage.folder, 'elsewhere'));
    symlinkSync(join(stage.folder, 'elsewhere'), folder);
    expect(await flaw()).toBe('folder-link');
    renameSync(folder, join(stage.folder, 'link'));
    writeFileSync(folder, '');
    expect(await flaw()).toBeDefined();
    renameSync(folder, join(stage.folder, 'file'));
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(stage.path, 'a file of the user');
    expect(await flaw()).toBe('other');
    renameSync(stage.path, join(stage.folder, 'kept'));
    chmodSync(stage.folder, 0o777);
    expect(await flaw()).toBe('folder-movable');
    chmodSync(stage.folder, 0o700);
    await open();
  });

  test('survives a program that answers nothing in its place', async () => {
    mkdirSync(dirname(stage.path), { mode: 0o700 });
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(stage.path, resolve));
    expect(await stage.server.open()).toMatchObject({ ok: false, problem: { code: 'socket-unsafe' } });
    await new Promise((resolve) => silent.close(resolve));
  });
});
