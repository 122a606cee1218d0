import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { untilAtRest } from '../../support/app/at-rest.ts';
import { type Stage, start } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';
import { openPcscReaders } from '../../support/card/pcsc-readers.ts';
import type { PluggedKey } from '../../support/card/virtual-key.ts';

/** How the terminal ends when nobody waits for the answer any more: Ctrl-C where it is rarely pressed, and a reader that goes. */
describe('roletap in the terminal ends', () => {
  let stage: Stage;
  let plugged: PluggedKey;

  withPluggedKey({}, (rig) => {
    ({ stage, plugged } = rig);
  });

  const environment = () => ({ ...stage.home.environment, AWS_ENDPOINT_URL: stage.url });

  /** Presses Ctrl-C, which a terminal sends to the whole group. */
  const interrupt = (child: ChildProcess) => process.kill(-(child.pid ?? 0), 'SIGINT');

  const collect = (child: ChildProcess) => {
    const texts = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk: Buffer) => {
      texts.stdout += chunk.toString('utf8');
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      texts.stderr += chunk.toString('utf8');
    });
    return texts;
  };

  const typed = (words: readonly string[]) =>
    spawn(process.execPath, ['out/cli.cjs', ...words], { env: environment(), detached: true, stdio: ['pipe', 'pipe', 'pipe'] });

  const expectCancelled = async (child: ChildProcess, texts: { readonly stdout: string }) => {
    const pressed = Date.now();
    interrupt(child);
    const [code] = await once(child, 'close');
    expect(code).toBe(4);
    expect(JSON.parse(texts.stdout)).toMatchObject({ problem: { code: 'cancelled' } });
    expect(Date.now() - pressed).toBeLessThan(3_000);
  };

  test.each([
    ['a password to unlock with', ['tap', 'dev', '--password-stdin', '--json']],
    ['a new password', ['password', 'set', '--json']],
  ])('when Ctrl-C is pressed before standard input had %s', async (_what, words) => {
    const child = typed(words);
    const texts = collect(child);
    await untilAtRest(child.pid);
    await expectCancelled(child, texts);
  });

  test.each(['keys', 'accounts', 'doctor'])('when Ctrl-C is pressed while another program holds the key: %s', async (command) => {
    const readers = openPcscReaders();
    const held = await readers.connect(plugged.reader);
    expect(held.exclusive).toBe(true);
    const child = typed([command, '--json']);
    const texts = collect(child);
    await untilAtRest(child.pid);
    await expectCancelled(child, texts);
    await held.close();
    await readers.close();
  });

  test('the demo with 4, too', async () => {
    const child = typed(['demo', '--json']);
    const texts = collect(child);
    child.stderr?.on('data', () => texts.stderr.includes('Touch your YubiKey') && child.stderr?.emit('asks'));
    if (child.stderr) await once(child.stderr, 'asks');
    await expectCancelled(child, texts);
  });

  test('without a word when its reader has seen enough', async () => {
    const { stdout, stderr } = await start(
      'bash',
      ['-c', '"$0" out/cli.cjs help | true; echo $PIPESTATUS', process.execPath],
      environment(),
    ).ended;
    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
  });

  test('with the endpoint that is in use beside a problem', async () => {
    const dead = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const ended = await stage.roletap(['tap', 'dev', '--json'], { environment: dead }).ended;
    expect([ended.code, ended.json()]).toMatchObject([3, { problem: { code: 'aws-unreachable' } }]);
    expect(ended.stderr).toContain('AWS_ENDPOINT_URL sends requests to http://127.0.0.1:9 ');
  });
});
