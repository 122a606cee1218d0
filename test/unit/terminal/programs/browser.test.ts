import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInBrowser } from '../../../../src-main/terminal/programs/browser.adapter.ts';
import { createFakeClock } from '../../../fakes/clock.ts';

const link = 'https://signin.aws.amazon.com/federation?Action=login&SigninToken=secret-token';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-browser-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A system whose `xdg-open` is this script; what it was called with is in the file `words`. */
const system = (script: string) => {
  const opener = join(folder, 'xdg-open');
  writeFileSync(opener, `#!/bin/sh\nprintf '%s' "$*" >'${folder}/words'\nenv >'${folder}/env'\n${script}\n`);
  chmodSync(opener, 0o755);
  return { platform: 'linux', env: { PATH: `${folder}:${process.env.PATH}`, AWS_SECRET_ACCESS_KEY: 'hush', KEPT: 'yes' } };
};
/** What a browser does, as far as it matters. */
const browser = (more = '') =>
  `exec '${process.execPath}' -e '
const http = require("node:http");
http.get(process.argv[1]${more}, (answer) => require("node:fs").writeFileSync("${folder}/went", answer.statusCode + " " + answer.headers.location));
' "$1"`;

describe('a link that is a secret', () => {
  it('reaches the browser, but no command line and no environment of one', async () => {
    expect(await openInBrowser(link, system(browser()))).toEqual({ ok: true, value: undefined });
    const words = readFileSync(join(folder, 'words'), 'utf8');
    expect(words).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
    const environment = readFileSync(join(folder, 'env'), 'utf8');
    expect(environment).toContain('KEPT=yes');
    expect(environment).not.toContain('hush');
    await expect.poll(() => existsSync(join(folder, 'went')) && readFileSync(join(folder, 'went'), 'utf8')).toBe(`303 ${link}`);
    // It works once.
    await expect(fetch(words)).rejects.toThrow();
  });

  it('is given to nobody who does not know the address, or comes by another name', async () => {
    const clock = createFakeClock(0);
    const opening = openInBrowser(link, { ...system(':'), clock });
    await expect.poll(() => existsSync(join(folder, 'words')) && readFileSync(join(folder, 'words'), 'utf8')).toMatch(/^http/);
    const address = new URL(readFileSync(join(folder, 'words'), 'utf8'));
    expect((await fetch(`${address.origin}/`, { redirect: 'manual' })).status).toBe(404);
    expect((await fetch(address, { redirect: 'manual', method: 'POST' })).status).toBe(404);
    const foreign = `http://localhost:${address.port}${address.pathname}`;
    expect((await fetch(foreign, { redirect: 'manual' }).catch(() => ({ status: 404 }))).status).toBe(404);
    await clock.advance(60_000);
    expect(await opening).toEqual({ ok: false, problem: { code: 'browser-missing', detail: 'nothing came for the link' } });
  });

  it('is given up when there is no opener, or it finds no browser', async () => {
    expect(await openInBrowser(link, system('exit 3'))).toEqual({
      ok: false,
      problem: { code: 'browser-missing', detail: 'xdg-open ended with 3' },
    });
    expect(await openInBrowser(link, { platform: 'linux', env: { PATH: `${folder}/none` } })).toEqual({
      ok: false,
      problem: { code: 'browser-missing', detail: 'xdg-open: ENOENT' },
    });
  });
});
