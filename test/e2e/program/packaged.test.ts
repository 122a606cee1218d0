import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { electronRuntime } from '../../../scripts/lib/electron-runtime.mjs';
import { readFuses } from '../../../scripts/lib/fuses.mjs';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, homeAccount, type Stage } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { pack, unpacked } from '../../support/electron/packed.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';

const program = join(unpacked, 'roletap');

/** As electron-builder has it. */
const asar = createRequire(createRequire(import.meta.url).resolve('app-builder-lib'))('@electron/asar') as {
  readonly listPackage: (archive: string, options: { readonly isPack: boolean }) => readonly string[];
  readonly extractFile: (archive: string, name: string) => Buffer;
};

/** Every path in the archive. */
const inArchive = (): readonly string[] => asar.listPackage(archive, { isPack: false });
const archive = join(unpacked, 'resources/app.asar');

/** The names of all files below a folder. */
const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();

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
    pack();
    pcscd = await startPcscd();
    stage = await createStage();
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    panel = await openTrayPanel();
  }, 600_000);
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
    const files = inArchive().filter((path) => /\.\w+$/.test(path));
    const native = files.filter((path) => path.endsWith('.node')).sort();
    expect(native).toEqual([
      expect.stringMatching(/^.node_modules.@koromix.koffi-linux-[^/]+.linux_[^/]+.koffi\.node$/),
      expect.stringMatching(/^.node_modules.@napi-rs.keyring-linux-[^/]+.keyring\.linux-[^/]+\.node$/),
      '/node_modules/smartcard/build/Release/smartcard_napi.node',
    ]);
    expect(files.filter((path) => /\.(ts|tsx|map|md|cpp|h|gyp)$/.test(path))).toEqual([]);
    expect(filesIn(join(unpacked, 'resources/app.asar.unpacked'))).toEqual([
      expect.stringMatching(/^keyring\.linux-.*\.node$/),
      'koffi.node',
      'smartcard_napi.node',
    ]);
    expect(existsSync(join(unpacked, 'resources/app'))).toBe(false);
  });

  test('ships these files of ours and no others', () => {
    const { app, terminal } = JSON.parse(readFileSync('out/parts.json', 'utf8')) as Record<'app' | 'terminal', readonly string[]>;
    expect(app).toContain('main.cjs');
    expect(terminal).toContain('terminal.cjs');
    const bundles = inArchive().flatMap((path) => /^\/out\/([^/]+\.\w+)$/.exec(path)?.[1] ?? []);
    // What the terminal alone needs is left out by electron-builder.yml.
    expect(bundles.sort()).toEqual(app);
    const compiled = readdirSync('out').filter((name) => name.endsWith('.cache'));
    expect(compiled).toContain('aws-services.cjs.cache');
    expect(filesIn(join(unpacked, 'resources/terminal/programs'))).toEqual([...terminal, ...compiled, 'parts.json'].sort());
    expect(readdirSync(join(unpacked, 'resources/terminal')).sort()).toEqual(['LICENSE.node.txt', 'node_modules', 'programs', 'roletap']);
    const resources = ['LICENSE.txt', 'NOTICE.txt', 'app.asar', 'app.asar.unpacked', 'apparmor-profile', 'bom.json', 'terminal'];
    expect(readdirSync(join(unpacked, 'resources')).sort()).toEqual(resources);
    expect(inArchive().filter((path) => /^\/[^/]+$/.test(path))).toEqual(['/node_modules', '/out', '/package.json']);
  });

  test('has every part that a program of it names', () => {
    const folder = join(unpacked, 'resources/terminal/programs');
    const programs = readdirSync(folder).filter((name) => name.endsWith('.cjs'));
    const named = programs.flatMap(
      (name) => readFileSync(join(folder, name), 'utf8').match(/(?<=require\("\.\/)[\w.-]+\.cjs(?="\))/g) ?? [],
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !programs.includes(name))).toEqual([]);
    const archived = inArchive();
    const main =
      asar
        .extractFile(archive, 'out/main.cjs')
        .toString('utf8')
        .match(/(?<=require\("\.\/)[\w.-]+\.cjs(?="\))/g) ?? [];
    expect(main.filter((name) => !archived.includes(`/out/${name}`))).toEqual([]);
  });

  test('lets nobody but its owner write, and only programs run', () => {
    const entries = readdirSync(join(unpacked, 'resources'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const modes = entries.map((entry) => ({
      name: entry.name,
      mode: statSync(join(entry.parentPath ?? entry.path, entry.name)).mode & 0o777,
    }));
    expect(modes.filter(({ mode }) => (mode & 0o022) !== 0)).toEqual([]);
    expect(modes.filter(({ mode, name }) => (mode & 0o111) !== 0 && !name.endsWith('.node')).map(({ name }) => name)).toEqual(['roletap']);
  });

  test('names every package that it contains, with its licence and the hash that is locked', () => {
    const bundled = JSON.parse(readFileSync('out/bundled.json', 'utf8')) as readonly string[];
    const notice = readFileSync(join(unpacked, 'resources/NOTICE.txt'), 'utf8');
    const bill = JSON.parse(readFileSync(join(unpacked, 'resources/bom.json'), 'utf8')) as {
      readonly components: readonly { name: string }[];
    };
    const listed = bill.components.map(({ name }) => name);
    const names = bundled.map((folder) => (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name: string }).name);
    expect(names).toEqual(expect.arrayContaining(['react', 'react-dom', 'valibot', '@aws-sdk/client-sts', 'fuzzysort', 'qr']));
    for (const name of [...names, 'koffi', 'smartcard', '@napi-rs/keyring']) {
      expect(notice, name).toContain(`\n${name} `);
      expect(listed, name).toContain(name);
    }
    expect(listed).toEqual(expect.arrayContaining(['Electron', 'Node.js']));
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
