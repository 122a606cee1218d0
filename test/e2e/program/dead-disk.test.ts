import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { promptly } from '../../support/app/at-rest.ts';
import { mountDeadDisk, withDeadDisk } from '../../support/app/dead-disk.ts';
import { eventually } from '../../support/app/eventually.ts';
import { useProgram } from '../../support/electron/program-rig.ts';

describe('the app, with files on a disk that does not answer,', () => {
  const disk = withDeadDisk();
  const { launch, openWindow, touch, stage, electron } = useProgram();
  const config = { AWS_CONFIG_FILE: join(disk, 'aws/config') };
  const credentials = { AWS_SHARED_CREDENTIALS_FILE: join(disk, 'aws/credentials') };
  const others = { AWS_CA_BUNDLE: join(disk, 'ca.pem'), PATH: `${join(disk, 'bin')}:${process.env.PATH}` };
  const saysSo = (file: string) => `${file} can’t be read: its disk doesn’t answer (ETIMEDOUT).`;

  /** Milliseconds to the end of the process from what is to end it. */
  const endAfter = async (ask: () => unknown): Promise<number> => {
    const ended = once(electron().process(), 'exit');
    const began = performance.now();
    ask();
    await ended;
    return performance.now() - began;
  };
  const signal = (name: NodeJS.Signals) => () => electron().process().kill(name);
  const quit = () =>
    void electron()
      .evaluate(({ app }) => app.quit())
      .catch(() => {});
  const send = (page: Page, name: string, payload: unknown) =>
    page.evaluate(
      ([command, what]) => (window as unknown as { roletap: { send: (...words: unknown[]) => unknown } }).roletap.send(command, what),
      [name, payload] as const,
    );

  test.each<[string, Record<string, string>, string, () => unknown]>([
    ['the config file', config, 'aws/config', signal('SIGTERM')],
    ['the credentials file', credentials, 'aws/credentials', signal('SIGINT')],
    ['both, certificates and a folder of PATH', { ...config, ...credentials, ...others }, 'aws/config', quit],
  ])('%s: shows its window, says so, makes a code, which needs none, and ends', async (_, environment, file, end) => {
    await launch([], environment);
    const page = await openWindow(saysSo(join(disk, file)));
    const { ended } = stage().roletap(['credentials', 'dev']);
    expect(await ended).toMatchObject({ code: 3, stderr: expect.stringContaining('its disk doesn’t answer') });
    await send(page, 'copyCode', { keyId: '12345678', account: stage().device.arn });
    await touch();
    const copied = () => electron().evaluate(({ clipboard }) => clipboard.readText());
    await eventually(async () => /^\d{6}$/.test(await copied()), 'the code is copied');
    expect(await endAfter(end)).toBeLessThan(promptly);
  });

  test('asked to end before it has looked for long: ends', async () => {
    await launch([], { ...config, ...credentials, ...others });
    expect(await endAfter(signal('SIGTERM'))).toBeLessThan(promptly);
  });

  test('which answers again: reads them by itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'roletap-dead-'));
    copyFileSync(stage().config, join(folder, 'config'));
    const unmount = await mountDeadDisk(folder);
    await launch([], { AWS_CONFIG_FILE: join(folder, 'config') });
    const page = await openWindow(saysSo(join(folder, 'config')));
    await unmount();
    await page.getByText('dev', { exact: true }).waitFor();
    rmSync(folder, { recursive: true });
  });
});
