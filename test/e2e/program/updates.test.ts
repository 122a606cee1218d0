import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type CleanRoot, createCleanRoot, whyNoCleanRoot } from '../../support/app/clean-root.ts';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';
import { createUpdateFeed, type Offer, type UpdateFeed } from '../../support/electron/update-feed.ts';
import { skippedFor } from '../../support/skips.ts';

const old = 'dist/updates-old';
const next = 'dist/updates-new';
/** A start waits half a minute before it looks for another version; a feed that hangs is given up after as long. */
const patience = 150_000;

let feed: UpdateFeed;
let stage: Stage;
let panel: TrayPanel;
let running: ChildProcess | undefined;

const settingsFile = () => join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap/settings.json');
const settings = () => JSON.parse(readFileSync(settingsFile(), 'utf8')) as { readonly updateChecked?: number };
/** The settings as a person edits them: the next look is due. */
const askAnew = () => {
  const now = existsSync(settingsFile()) ? settings() : {};
  mkdirSync(dirname(settingsFile()), { recursive: true });
  writeFileSync(settingsFile(), JSON.stringify({ ...now, updateChecked: 0 }), { mode: 0o600 });
};

beforeAll(async () => {
  feed = await createUpdateFeed();
  feed.pack(old, '0.1.0');
  feed.pack(next, '0.2.0');
  stage = await createStage();
  panel = await openTrayPanel();
}, 600_000);
afterEach(() => {
  if (running?.exitCode === null) running.kill('SIGKILL');
  running = undefined;
});
afterAll(async () => {
  panel?.stop();
  await stage?.close();
  feed?.close();
});

/** What a program ended with; how it is named where it does not end. */
const endOf = async <T>(ended: Promise<T>, what: string, output = () => ''): Promise<T> => {
  let end: { readonly value: T } | undefined;
  void ended.then((value) => {
    end = { value };
  });
  return (await eventually(() => end, `${what} ends\n${output()}`)).value;
};

/** One file that holds a version of the app, as an AppImage does: it starts what is in it, and says where it is. */
const bundleOf = (folder: string) => {
  const app = resolve(folder, 'linux-unpacked');
  return Buffer.from(`#!/bin/sh\nAPPDIR=${app}\nexport APPIMAGE APPDIR\nexec ${app}/roletap "$@"\n`);
};

describe('one file that updates itself', () => {
  let folder: string;
  let file: string;
  let output = '';
  const said = () => output;

  const start = (change: Record<string, string> = {}) => {
    output = '';
    const child = spawn(file, ['--no-sandbox', '--hidden'], {
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, ...feed.environment, ...change, APPIMAGE: file },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
    }
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    return { pid: child.pid, ended };
  };
  const offer = (change: Partial<Offer> = {}) =>
    feed.offer({ version: '0.2.0', name: 'Roletap-x86_64.AppImage', file: bundleOf(next), ...change });
  const offered = async () => (await panel.labels()).filter((label) => label.includes('0.2.0'));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'roletap-updates-'));
    file = join(folder, 'Roletap.AppImage');
    writeFileSync(file, bundleOf(old));
    chmodSync(file, 0o755);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('takes no version that is forged, older, damaged, for others only, or never comes, and stays what it was', async () => {
    const seen = panel.registrations();
    const { ended } = start();
    await eventually(() => panel.registrations() > seen, `the start\n${output}`);
    const look = async (what: string, change: Partial<Offer> | undefined, said: RegExp | undefined) => {
      output = '';
      feed.requests.length = 0;
      if (change === undefined) feed.offer(undefined);
      else offer(change);
      askAnew();
      await eventually(() => (settings().updateChecked ?? 0) > 0 && feed.requests.length > 0, `${what}: the look\n${output}`, patience);
      if (said) await eventually(() => said.test(output), `${what}: ${said}\n${output}`, patience);
      return feed.requests.map(({ path }) => path);
    };
    const file = bundleOf(next);
    const files = ['/latest-linux.yml', '/Roletap-x86_64.AppImage'];
    expect(await look('no feed', undefined, /gave nothing/)).toEqual(files.slice(0, 1));
    expect(await look('forged', { forged: true }, /without our signature/)).toEqual(files.slice(0, 1));
    expect(await look('truncated', { sent: file.subarray(0, 20) }, /not the signed file/)).toEqual(files);
    expect(await look('another file', { sent: Buffer.from('#!/bin/sh\nexit 1\n') }, /not the signed file/)).toEqual(files);
    expect(await look('hanging feed', { hangs: 'feed' }, /gave nothing/)).toEqual(files.slice(0, 1));
    expect(await look('hanging file', { hangs: 'file' }, /gave nothing/)).toEqual(files);
    expect(await look('endless feed', { endless: true }, /gave nothing.*too long/)).toEqual(files.slice(0, 1));
    const elsewhere = (of: 'feed' | 'file') => ({ redirects: { of, to: 'http://198.51.100.1/' } });
    expect(await look('feed sent elsewhere', elsewhere('feed'), /gave nothing.*not safe/)).toEqual(files.slice(0, 1));
    expect(await look('file sent elsewhere', elsewhere('file'), /gave nothing.*not safe/)).toEqual(files);
    const circle = { redirects: { of: 'file', to: '/Roletap-x86_64.AppImage' } } as const;
    expect((await look('a circle', circle, /gave nothing.*redirects/)).length).toBeLessThan(10);
    for (const name of ['Roletap-arm64.AppImage', 'roletap_0.2.0_amd64.deb'])
      expect(await look(name, { name }, /for another system/)).toEqual(files.slice(0, 1));
    // Nothing is said of these: the last one shows that both looks before it are over.
    expect(await look('older', { version: '0.0.9' }, undefined)).toEqual(files.slice(0, 1));
    expect(await look('for nobody yet', { staging: 0 }, undefined)).toEqual(files.slice(0, 1));
    expect(await look('forged', { forged: true }, /without our signature/)).toEqual(files.slice(0, 1));
    expect(await offered()).toEqual([]);
    await panel.click('Quit Roletap');
    expect(await endOf(ended, 'the copy that took no version', said)).toBe(0);
    expect(readFileSync(join(folder, 'Roletap.AppImage'))).toEqual(bundleOf(old));
  }, 600_000);

  test('loads the next version by itself, says so, and is it after it quits; nothing tells the feed which copy asks', async () => {
    offer();
    askAnew();
    feed.requests.length = 0;
    const first = start();
    await eventually(async () => (await offered()).length > 0, `the line in the tray menu\n${output}`, patience);
    expect(await offered()).toEqual(['Restart to install 0.2.0']);
    expect(new Set(feed.tunnels)).toEqual(new Set(['updates.roletap.example:443']));
    const ids = feed.requests.flatMap(({ headers }) => Object.keys(headers).filter((name) => /id|user$/i.test(name)));
    expect(ids).toEqual([]);
    await panel.click('Quit Roletap');
    expect(await endOf(first.ended, 'the copy that loaded the next version', said)).toBe(0);
    expect(readFileSync(file)).toEqual(bundleOf(next));
    const seen = panel.registrations();
    const { pid, ended } = start();
    await eventually(() => panel.registrations() > seen, `the start\n${output}`);
    expect(readlinkSync(`/proc/${pid}/exe`)).toBe(resolve(next, 'linux-unpacked/roletap'));
    await eventually(async () => (await panel.labels()).includes('dev'), 'the role in the tray menu');
    await panel.click('Quit Roletap');
    await endOf(ended, 'the next version', said);
  }, 600_000);
});

const why = whyNoCleanRoot();
describe('the Debian package', skippedFor(why), () => {
  let root: CleanRoot;
  beforeAll(async () => {
    root = createCleanRoot(['/root/.cache']);
    await root.administer('dpkg', '--force-unsafe-io', '-i', root.bring(join(old, 'roletap_0.1.0_amd64.deb')));
  }, 120_000);
  afterAll(() => root?.remove());

  const installed = () => root.administer('dpkg-query', '-W', 'roletap');
  /** The installed copy, until it offers the next version. */
  const startOffered = async () => {
    const name = 'roletap_0.2.0_amd64.deb';
    feed.offer({ version: '0.2.0', name, file: readFileSync(join(next, name)) });
    askAnew();
    const environment = { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, ...feed.environment } as Record<string, string>;
    const started = root.start(
      ['env', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', '/opt/Roletap/roletap', '--no-sandbox', '--hidden'],
      environment,
    );
    running = started.process;
    await eventually(async () => (await panel.labels()).includes('Restart to install 0.2.0'), 'the line in the tray menu', patience);
    expect(await installed()).toBe('roletap\t0.1.0\n');
    return started;
  };

  test('installs the next version when it quits', async () => {
    const { ended } = await startOffered();
    await panel.click('Quit Roletap');
    expect((await endOf(ended, 'the installed copy')).code).toBe(0);
    expect(await installed()).toBe('roletap\t0.2.0\n');
    await root.administer('dpkg', '--force-unsafe-io', '-i', root.bring(join(old, 'roletap_0.1.0_amd64.deb')));
  }, 600_000);

  test('installs the next version on a click and starts again, with sessions and settings as they were', async () => {
    const before = readFileSync(stage.credentials, 'utf8');
    const started = await startOffered();
    const seen = panel.registrations();
    await panel.click('Restart to install 0.2.0');
    await endOf(started.ended, 'the copy that is to be replaced');
    expect(await installed()).toBe('roletap\t0.2.0\n');
    await eventually(() => panel.registrations() > seen, 'the icon of the next version', patience);
    expect(readFileSync(stage.credentials, 'utf8')).toBe(before);
    expect(settings().updateChecked).toBeGreaterThan(0);
    await eventually(async () => (await panel.labels()).includes('Quit Roletap'), 'the menu of the next version');
    expect((await panel.labels()).filter((label) => label.includes('0.2.0'))).toEqual([]);
    await panel.click('Quit Roletap');
  }, 600_000);
});
