import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shellUnderTest } from '../../support/electron/shell-rig.ts';

const { home, electron, main, start } = shellUnderTest({ shared: true });

describe('what leaves the program', () => {
  /** Takes notes instead of opening something. */
  const watchShell = () =>
    electron().evaluate(({ shell }) => {
      const opened: string[] = [];
      // As a browser would: it goes where the address leads.
      shell.openExternal = async (url) => {
        if (!/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/.test(url)) throw new Error('not an address on loopback');
        opened.push((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? 'nowhere');
      };
      shell.openPath = async (path) => {
        opened.push(path);
        return '';
      };
      Object.assign(globalThis, { opened });
    });
  const opened = () => electron().evaluate(() => (globalThis as unknown as { readonly opened: readonly string[] }).opened);

  test('is a link of the console, and no other; to this computer only in the demo', async () => {
    await start();
    await watchShell();
    const link = 'https://signin.aws.amazon.com/federation?Action=login';
    expect(await main((_, url) => stub.outside.openUrl(url), link)).toMatchObject({ ok: true });
    const refused = await main((_, url) => stub.outside.openUrl(url), 'http://127.0.0.1:1/secret');
    expect(refused).toEqual({ ok: false, problem: { code: 'browser-missing', detail: 'not a link of the AWS console' } });
    await expect.poll(opened).toEqual([link]);
  });

  test('is a link on a computer with more connections than the kernel tells at once', async () => {
    await start();
    await watchShell();
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const others = Array.from({ length: 300 }, () => connect(port, '127.0.0.1'));
    await Promise.all(others.map((socket) => once(socket, 'connect')));
    const link = 'https://signin.aws.amazon.com/federation?Action=login';
    expect(await main((_, url) => stub.outside.openUrl(url), link)).toMatchObject({ ok: true });
    for (const socket of others) socket.destroy();
    server.close();
  });

  test('is the log', async () => {
    await start();
    await watchShell();
    await main(() => stub.outside.openLog());
    expect(await opened()).toEqual([`${home().userData}/roletap.log`]);
  });

  test('is a file of the user’s, or its folder where no program opens it', async () => {
    await start();
    await watchShell();
    await main(() => stub.outside.openFile('/home/jane/.aws/config'));
    expect(await opened()).toEqual(['/home/jane/.aws/config']);
    await electron().evaluate(({ shell }) => {
      const { opened } = globalThis as unknown as { readonly opened: string[] };
      shell.openPath = async () => 'no program for it';
      shell.showItemInFolder = (path) => void opened.push(`folder of ${path}`);
    });
    await main(() => stub.outside.openFile('/home/jane/.aws/config'));
    await expect.poll(opened).toEqual(['/home/jane/.aws/config', 'folder of /home/jane/.aws/config']);
  });

  test('is our own folder, and no other', async () => {
    await start();
    await watchShell();
    await main((_, path) => stub.outside.openFolder(path), home().userData);
    await main((_, path) => stub.outside.openFolder(path), '/etc');
    expect(await opened()).toEqual([home().userData]);
  });

  test('is a file of the person’s choice, for this person alone', async () => {
    await start();
    const choose = (filePath: string) =>
      electron().evaluate(({ dialog }, chosen) => {
        dialog.showSaveDialog = (async () => ({ canceled: chosen === '', filePath: chosen })) as unknown as typeof dialog.showSaveDialog;
      }, filePath);
    const save = () => main(() => stub.outside.saveFile('history.csv', 'when,what\n'));
    const file = join(home().folder, 'history.csv');
    await choose(file);
    expect(await save()).toEqual({ ok: true, value: true });
    expect(readFileSync(file, 'utf8')).toBe('when,what\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await choose('');
    expect(await save()).toEqual({ ok: true, value: false });
    await choose(join(home().folder, 'gone', 'history.csv'));
    expect(await save()).toMatchObject({ ok: false, problem: { code: 'folder-missing', errno: 'ENOENT' } });
  });

  test('to this computer, in the demo', async () => {
    await start({ args: ['--demo'] });
    await watchShell();
    expect(await main((_, url) => stub.outside.openUrl(url), 'http://127.0.0.1:1/login')).toEqual({ ok: true });
    await expect.poll(opened).toEqual(['http://127.0.0.1:1/login']);
  });
});
