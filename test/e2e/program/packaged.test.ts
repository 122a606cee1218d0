import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { electronRuntime } from '../../../scripts/lib/electron-runtime.mjs';
import { readFuses } from '../../../scripts/lib/fuses.mjs';
import { createStage, homeAccount, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { eventually } from '../../support/electron/electron.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

const unpacked = 'dist/linux-unpacked';
const program = join(unpacked, 'roletap');

/** The app as a package holds it: fuses flipped, code in the archive, driven from outside alone, since no driver gets in. */
describe('the packaged app', () => {
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let panel: TrayPanel;
  let running: { readonly process: ChildProcess; readonly ended: Promise<number | null>; readonly output: () => string } | undefined;

  const run = (args: readonly string[] = [], environment: Record<string, string> = {}) => {
    const child = spawn(program, ['--no-sandbox', `--user-data-dir=${stage.home.userData}`, ...args], {
      env: { ...stage.home.environment, AWS_ENDPOINT_URL: stage.url, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
    }
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    running = { process: child, ended, output: () => output };
    return running;
  };

  beforeAll(async () => {
    const packed = spawnSync(process.execPath, ['scripts/pack.mjs', '--as-built'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(packed.status, `${packed.stdout}${packed.stderr}`).toBe(0);
    pcscd = await startPcscd();
    stage = await createStage();
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    panel = await openTrayPanel();
  });
  afterEach(async () => {
    if (running?.process.exitCode === null) running.process.kill('SIGKILL');
    await running?.ended;
    running = undefined;
  });
  afterAll(async () => {
    panel?.stop();
    await plugged?.remove();
    await stage?.close();
    await pcscd?.stop();
  });

  test('has its fuses flipped', async () => {
    const standIn = electronRuntime().kind === 'fallback';
    const { state, wrong } = await readFuses(program, { mayBeAbsent: standIn ? ['GrantFileProtocolExtraPrivileges'] : [] });
    expect(wrong, JSON.stringify(state)).toEqual([]);
  });

  test('says that it is not for release when it was made with the stand-in', () => {
    const standIn = electronRuntime().kind === 'fallback';
    for (const path of ['dist/NOT-FOR-RELEASE.txt', join(unpacked, 'NOT-FOR-RELEASE.txt')]) expect(existsSync(path), path).toBe(standIn);
  });

  test('carries the bundles and three native modules, no source, and no code beside the archive', () => {
    const listed = spawnSync(process.execPath, ['node_modules/@electron/asar/bin/asar.js', 'list', join(unpacked, 'resources/app.asar')], {
      encoding: 'utf8',
    });
    const files = listed.stdout.split('\n').filter((path) => /\.\w+$/.test(path));
    expect(files).toContain('/out/main.cjs');
    expect(files).toContain('/out/renderer/index.html');
    const native = files.filter((path) => path.endsWith('.node')).sort();
    expect(native).toEqual([
      expect.stringMatching(/^.node_modules.@koromix.koffi-linux-[^/]+.linux_[^/]+.koffi\.node$/),
      expect.stringMatching(/^.node_modules.@napi-rs.keyring-linux-[^/]+.keyring\.linux-[^/]+\.node$/),
      '/node_modules/smartcard/build/Release/smartcard_napi.node',
    ]);
    expect(files.filter((path) => /\.(ts|tsx|map|md|cpp|h|gyp)$/.test(path))).toEqual([]);
    const beside = readdirSync(join(unpacked, 'resources/app.asar.unpacked'), { recursive: true, withFileTypes: true });
    expect(
      beside
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort(),
    ).toEqual([expect.stringMatching(/^keyring\.linux-.*\.node$/), 'koffi.node', 'smartcard_napi.node']);
    expect(existsSync(join(unpacked, 'resources/app'))).toBe(false);
  });

  test('starts and taps in: a role in the tray menu, a touch, and aws uses the target', async () => {
    const app = run();
    await panel.registered();
    await eventually(async () => (await panel.labels()).includes('dev'), `the role in the tray menu\n${app.output()}`);
    await eventually(async () => (await panel.labels()).some((label) => label.includes('12345678')), 'the YubiKey in the tray menu');
    const blinking = plugged.blinking();
    await panel.click('dev');
    expect(await blinking).toBe(stage.device.arn);
    plugged.key.touch();
    await eventually(() => stage.readCredentials().includes('[dev-tap]'), `the target in the credentials file\n${app.output()}`);
    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.json()).toMatchObject({ Arn: `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane` });
    await panel.click('Quit Roletap');
    expect(await app.ended).toBe(0);
    expect(app.output()).not.toContain(stage.keys.secretAccessKey);
  });

  test('opens no door to a debugger and is no Node for others', async () => {
    const registrations = panel.registrations();
    const network = join(stage.home.folder, 'network.json');
    const switches = ['--inspect=0', '--remote-debugging-port=0', `--log-net-log=${network}`, '--disable-seccomp-filter-sandbox'];
    const app = run(switches, { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--inspect=0' });
    await eventually(() => panel.registrations() > registrations, `the start\n${app.output()}`);
    await eventually(async () => (await panel.labels()).some((label) => label.includes('12345678')), 'the YubiKey in the tray menu');
    expect(app.output()).not.toMatch(/Debugger listening|DevTools listening/);
    expect(
      existsSync(join(stage.home.userData, 'chromium/DevToolsActivePort')) || existsSync(join(stage.home.userData, 'DevToolsActivePort')),
    ).toBe(false);
    expect(existsSync(network)).toBe(false);
    const { stdout } = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
    // What Chromium starts before our first line (the zygote) has the switch in its own arguments, and hands on those of whom it becomes.
    const children = stdout.split('\n').filter((line) => /--type=(?:utility|renderer|gpu-process)/.test(line));
    expect(children.length).toBeGreaterThan(0);
    expect(children.filter((line) => /log-net-log|seccomp-filter/.test(line))).toEqual([]);
    // Sockets of this process that listen: none (the sandbox has a network of its own, and pcscd's are the only other ones).
    const listening = spawnSync('ss', ['-Hltnp'], { encoding: 'utf8' }).stdout;
    expect(listening.split('\n').filter((line) => line.includes(`pid=${app.process.pid},`))).toEqual([]);
    await panel.click('Quit Roletap');
    expect(await app.ended).toBe(0);
  });
});
