import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestHome, type TestHome } from '../../support/app/test-home.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

const parts = ['package.json', 'package-lock.json', 'assets', 'scripts', 'src-main', 'src-renderer'];

let clone: string;
let home: TestHome;
let tray: TrayPanel;
let script: ChildProcess;
let output = '';

/** Tells which words the window shows for its search: no driver gets in. */
const probe = `
import { app as probed } from 'electron';
probed.on('web-contents-created', (_, contents) => {
  let told = '';
  setInterval(async () => {
    const seen = await contents.executeJavaScript("document.querySelector('input')?.placeholder ?? ''").catch(() => '');
    if (seen !== told) process.stderr.write('the window shows: ' + seen + '\\n');
    told = seen;
  }, 100);
});
`;

/** A clone of its own, so that its sources can be changed. */
beforeEach(async () => {
  clone = mkdtempSync(join(tmpdir(), 'roletap-clone-'));
  for (const part of parts) cpSync(part, join(clone, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(clone, 'node_modules'));
  appendFileSync(join(clone, 'src-main/main.ts'), probe);
  home = createTestHome();
  tray = await openTrayPanel();
  const args = ['scripts/dev.mjs', '--demo', `--user-data-dir=${home.userData}`];
  // The set-up knows the stand-in Electron by the cache of the person who runs the tests.
  script = spawn(process.execPath, args, { cwd: clone, env: { ...process.env, ...home.environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [script.stdout, script.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
});
afterEach(async () => {
  script.kill('SIGKILL');
  tray.stop();
  home.remove();
  rmSync(clone, { recursive: true, force: true });
});

const said = (text: string) => expect.poll(() => output, { timeout: 60_000, interval: 50 }).toContain(text);

test('a changed sentence is in the window, a changed main process starts again, and Ctrl-C ends it', async () => {
  await said('Watching src-main and src-renderer');
  await tray.registered();
  await tray.activate();
  await said('the window shows: Search or run a command');

  const source = join(clone, 'src-renderer/roles/box/search-field.tsx');
  // The words themselves are main's as well, which would start again.
  writeFileSync(source, readFileSync(source, 'utf8').replace('placeholder={boxTexts.label}', 'placeholder="Look for roles"'));
  await said('the window shows: Look for roles');
  expect(output).not.toContain('Started again.');

  appendFileSync(join(clone, 'src-main/main.ts'), "\nprocess.stderr.write('the other main process\\n');\n");
  await said('the other main process');
  await said('Started again.');

  // A stack names the sources.
  expect(readFileSync(join(clone, 'out-dev/main.cjs.map'), 'utf8')).toContain('src-main/app/app.ts');

  const ended = once(script, 'close');
  script.kill('SIGINT');
  expect((await ended)[0]).toBe(0);
});
