import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';

/** An X server of this test's own; gives its display as soon as it answers. */
const startDisplay = (): Promise<{ readonly server: ChildProcess; readonly display: string }> =>
  new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp', '-nolock'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    server.once('error', reject);
    server.stdio[3]?.once('data', (number: Buffer) => resolve({ server, display: `:${number.toString().trim()}` }));
  });

/** `roletap code --copy` with a real X server and the real xclip. */
describe('roletap code --copy', () => {
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let server: ChildProcess;
  let display: string;

  beforeAll(async () => {
    pcscd = await startPcscd();
    ({ server, display } = await startDisplay());
  });
  afterAll(async () => {
    server.kill();
    await pcscd.stop();
  });
  beforeEach(async () => {
    stage = await createStage();
    const folder = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'settings.json'), '{"clipboardSeconds":15}');
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, touchPolicy: 'automatic' });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: false });
  });
  afterEach(async () => {
    await plugged.remove();
    await stage.close();
  });

  const xclip = (...words: readonly string[]): string =>
    execFileSync('xclip', ['-selection', 'clipboard', ...words], { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' });
  /** Processes that clear a clipboard, with their command lines. */
  const clearers = (): readonly string[] =>
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes('clear-clipboard.cjs'));
  const copy = async () => {
    const ended = await stage.roletap(['code', '--copy'], { environment: { DISPLAY: display, WAYLAND_DISPLAY: '' } }).ended;
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toContain('Code copied. Roletap clears the clipboard in 15 s.');
    return performance.now();
  };

  test('returns at once, and the code leaves the clipboard by itself', async () => {
    const since = await copy();
    const code = xclip('-out');
    expect(code).toMatch(/^\d{6}$/);
    expect(clearers()).toHaveLength(1);
    // Arguments can be read by anybody.
    expect(clearers().join()).not.toContain(code);
    await eventually(() => xclip('-out') === '', 'the clipboard is empty');
    expect(performance.now() - since).toBeGreaterThan(10_000);
    await eventually(() => clearers().length === 0, 'nothing of ours is left behind');
  });

  test('leaves alone what was copied meanwhile', async () => {
    await copy();
    execFileSync('sh', ['-c', 'printf other | xclip -selection clipboard -in >/dev/null 2>&1'], {
      env: { ...process.env, DISPLAY: display },
    });
    await eventually(() => clearers().length === 0, 'it has ended');
    expect(xclip('-out')).toBe('other');
  });
});
