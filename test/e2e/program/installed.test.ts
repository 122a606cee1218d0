import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { commandNames } from '../../../src-main/terminal/console/command-options.ts';
import { type CleanRoot, createCleanRoot, whyNoCleanRoot } from '../../support/app/clean-root.ts';
import { eventually } from '../../support/app/eventually.ts';
import { createStage, homeAccount, type Stage, type Started } from '../../support/aws/stage.ts';
import { type Pcscd, startPcscd } from '../../support/card/pcscd.ts';
import { type PluggedKey, plugVirtualKey } from '../../support/card/virtual-key.ts';
import { pack } from '../../support/electron/packed.ts';
import { openTrayPanel, type TrayPanel } from '../../support/electron/tray.ts';
import { skippedFor } from '../../support/skips.ts';

const why = whyNoCleanRoot();
const debian = () => join('dist', readdirSync('dist').find((name) => name.endsWith('.deb')) ?? 'none');

/** The Debian package on a system without Node and without curl, from where dpkg puts it. */
describe('the installed package', skippedFor(why), () => {
  let root: CleanRoot;
  let pcscd: Pcscd;
  let stage: Stage;
  let plugged: PluggedKey;
  let panel: TrayPanel;
  let app: ChildProcess | undefined;

  const environment = () => ({ ...stage.home.environment, AWS_ENDPOINT_URL: stage.url });
  const roletap = (...words: readonly string[]): Started => {
    const { DISPLAY: _none, DBUS_SESSION_BUS_ADDRESS: _bus, ...headless } = environment() as Record<string, string>;
    return root.start(['roletap', ...words], headless);
  };
  const startApp = async () => {
    const seen = panel.registrations();
    const started = root.start(['/opt/Roletap/roletap', '--no-sandbox', '--hidden'], environment());
    app = started.process;
    await eventually(() => panel.registrations() > seen, 'the icon in the tray');
    return started;
  };
  /** Touches when the key blinks, unless the program ends before. */
  const touchFor = async (program: Started) => {
    const early = program.ended.then(({ stdout, stderr }) => {
      throw new Error(`ended without a touch: ${stdout}${stderr}`);
    });
    await Promise.race([plugged.blinking(), early]);
    plugged.key.touch();
    early.catch(() => {});
  };
  const openDev = async () => {
    const tapped = roletap('tap', 'dev', '--json');
    await touchFor(tapped);
    return tapped.ended;
  };

  beforeAll(async () => {
    pack();
    root = createCleanRoot(['/root/.cache']);
    pcscd = await startPcscd();
    stage = await createStage();
    plugged = await plugVirtualKey(pcscd, { serial: 12345678, formFactor: 'usb-c-keychain' });
    plugged.key.store({ id: stage.device.arn, secret: stage.device.seed, touch: true });
    panel = await openTrayPanel();
    await root.administer('dpkg', '--force-unsafe-io', '-i', root.bring(debian()));
  }, 600_000);
  afterEach(() => {
    if (app?.exitCode === null) app.kill('SIGKILL');
    app = undefined;
  });
  afterAll(async () => {
    panel?.stop();
    await plugged?.remove();
    await stage?.close();
    await pcscd?.stop();
    root?.remove();
  });

  test('gives `roletap` to a system without Node, clone and display, with the answers and exit codes of the clone', async () => {
    expect((await root.start(['sh', '-c', 'command -v node curl; ls out/cli.cjs'], {}).ended).stdout).toBe('');
    const lines = [
      ['--version'],
      ['--help'],
      ['roles', '--json'],
      ['sessions', '--json'],
      ['frob'],
      ['tap', '--json'],
      ['credentials', 'nobody'],
      ...commandNames.filter((_, index) => index % 6 === 0).map((name) => ['help', name]),
    ];
    for (const line of lines) {
      const [installed, built] = await Promise.all([roletap(...line).ended, stage.roletap(line).ended]);
      expect({ line, ...installed, json: undefined }).toEqual({ line, ...built, json: undefined });
    }
  });

  test('is no Node for others: neither a script nor the options of Node reach it', async () => {
    const script = join(stage.home.folder, 'script.cjs');
    writeFileSync(script, 'console.log("ran")');
    expect((await roletap(script).ended).stdout).toBe('');
    expect((await roletap('--require', script, '--version').ended).stdout).toBe('');
    const injected = root.start(['roletap', '--version'], { ...environment(), NODE_OPTIONS: `--require=${script}` });
    expect((await injected.ended).stdout).not.toContain('ran');
  });

  test('loads its native modules, and the system tells it who connects', async () => {
    const { checks } = (await roletap('doctor', '--platform', '--json').ended).json() as { readonly checks: readonly unknown[] };
    for (const name of ['native modules', 'card readers', 'who connects', 'file permissions']) {
      expect(checks).toContainEqual(expect.objectContaining({ name, state: 'ok' }));
    }
  });

  test('taps in without the app, and aws uses the target', async () => {
    expect((await openDev()).code).toBe(0);
    const who = await stage.aws(['--profile', 'dev-tap', 'sts', 'get-caller-identity']);
    expect(who.json()).toMatchObject({ Arn: `arn:aws:sts::${homeAccount}:assumed-role/Dev/jane` });
  });

  test('starts from its desktop file, serves a credential_process line, and the line works after the app has ended, without curl', async () => {
    const entry = await root.administer('cat', '/usr/share/applications/roletap.desktop');
    expect(entry).toMatch(/^Exec=\/opt\/Roletap\/roletap %U$/m);
    const { ended } = await startApp();
    await eventually(async () => (await panel.labels()).some((label) => label.includes('12345678')), 'the YubiKey in the tray menu');
    const launcher = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap/roletap-credentials');
    await eventually(() => existsSync(launcher), 'the launcher');
    const ask = () => root.start([launcher, 'dev-tap'], environment());
    expect((await ask().ended).json()).toMatchObject({ Version: 1 });
    // The app asked the kernel who that was.
    const { entries } = (await roletap('history', '--json').ended).json() as { readonly entries: readonly unknown[] };
    expect(entries).toContainEqual(expect.objectContaining({ asker: expect.objectContaining({ kind: 'program', sure: true }) }));
    await panel.click('Quit Roletap');
    await ended;
    expect((await ask().ended).json()).toMatchObject({ Version: 1 });
  });

  test('has what people and their tools look for: manual page, completions, icons, and what software centres read', async () => {
    const owned = (await root.administer('dpkg', '-L', 'roletap')).split('\n');
    for (const size of ['16x16', '32x32', '48x48', '128x128', '256x256', '512x512']) {
      expect(owned).toContain(`/usr/share/icons/hicolor/${size}/apps/roletap.png`);
    }
    expect(await root.administer('zcat', '/usr/share/man/man1/roletap.1.gz')).toContain('.TH');
    const metainfo = '/usr/share/metainfo/example.roletap.metainfo.xml';
    const checked = await root.start(['appstreamcli', 'validate', '--no-net', metainfo], {}).ended;
    // The domain of the placeholder is none that anybody can register.
    expect(checked.stdout.match(/^[EW]: .*$/gm)).toEqual([expect.stringContaining('cid-desktopapp-is-not-rdns')]);
    const pictures = [...(await root.administer('cat', metainfo)).matchAll(/\/screens\/([\w.-]+)</g)].map(([, name = '']) =>
      join('docs/screens', name),
    );
    expect(pictures.length).toBeGreaterThan(1);
    expect(pictures.filter((name) => !existsSync(name))).toEqual([]);
    expect((await root.start(['desktop-file-validate', '/usr/share/applications/roletap.desktop'], {}).ended).code).toBe(0);
    const bash = '. /usr/share/bash-completion/completions/roletap; COMP_WORDS=(roletap se); COMP_CWORD=1; _roletap; declare -p COMPREPLY';
    expect((await root.start(['bash', '-c', bash], environment()).ended).stdout).toContain('sessions');
    const fish = (await root.start(['fish', '-c', 'complete -C "roletap sess"'], environment()).ended).stdout;
    expect(fish).toContain('sessions');
    const zsh = 'fpath=(/usr/share/zsh/vendor-completions $fpath); autoload -Uz compinit; compinit -u -D; echo $_comps[roletap]';
    expect((await root.start(['zsh', '-fc', zsh], environment()).ended).stdout.trim()).toBe('_roletap');
  });

  test('keeps settings, sessions and lines through an upgrade, with the app running', async () => {
    const settings = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap/settings.json');
    mkdirSync(dirname(settings), { recursive: true });
    const before = readFileSync(stage.credentials, 'utf8');
    const kept = (await roletap('sessions', '--json').ended).stdout;
    const { ended } = await startApp();
    await root.administer(
      'sh',
      '-c',
      `cd /srv && dpkg-deb -R *.deb next && rm *.deb && sed -i 's/^Version:.*/Version: 99.0.0/' next/DEBIAN/control && dpkg-deb -Znone -b next next.deb && rm -r next`,
    );
    await root.administer('dpkg', '--force-unsafe-io', '-i', '/srv/next.deb');
    expect(await panel.labels()).toContain('Quit Roletap');
    await panel.click('Quit Roletap');
    await ended;
    expect(readFileSync(stage.credentials, 'utf8')).toBe(before);
    expect((await roletap('sessions', '--json').ended).stdout).toBe(kept);
    const again = await startApp();
    await eventually(async () => (await panel.labels()).some((label) => label.includes('dev')), 'the role in the tray menu');
    await panel.click('Quit Roletap');
    await again.ended;
  });

  test('says after a downgrade what it can’t read, and leaves it', async () => {
    const store = join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap/access-keys.json');
    writeFileSync(store, '{"version":3,"entries":{}}', { mode: 0o600 });
    await root.administer('dpkg', '--force-unsafe-io', '-i', root.bring(debian()));
    expect((await roletap('--version').ended).stdout).toBe((await stage.roletap(['--version']).ended).stdout);
    expect((await roletap('doctor').ended).stdout).toContain(`A newer Roletap wrote ${store}.`);
    expect(readFileSync(store, 'utf8')).toContain('"version":3');
  });

  test('leaves nothing of its own after a purge, and names what is in the homes', async () => {
    const owned = (await root.administer('dpkg', '-L', 'roletap')).split('\n').filter((path) => /roletap/i.test(path));
    await root.administer('sh', '-c', 'useradd -m jane && mkdir -p /home/jane/.config/Roletap /home/jane/.aws');
    const said = await root.administer('dpkg', '--purge', 'roletap');
    expect(said).toContain('/home/jane/.config/Roletap');
    expect(owned.length).toBeGreaterThan(20);
    const list = owned.map((path) => `'${path}'`).join(' ');
    const left = await root.administer(
      'sh',
      '-c',
      `for path in ${list}; do if [ -e "$path" ] || [ -L "$path" ]; then echo "$path"; fi; done`,
    );
    expect(left).toBe('');
    expect((await root.administer('ls', '-d', '/home/jane/.aws', '/home/jane/.config/Roletap')).trim().split('\n')).toHaveLength(2);
  });
});
