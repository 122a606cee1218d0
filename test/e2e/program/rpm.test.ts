import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CleanRoot, createCleanRoot, whyNoCleanRoot } from '../../support/app/clean-root.ts';
import { createStage, type Stage } from '../../support/aws/stage.ts';
import { pack } from '../../support/electron/packed.ts';
import { skippedFor } from '../../support/skips.ts';

const rpmbuild = spawnSync('rpmbuild', ['--version']).status === 0;
const why = whyNoCleanRoot() ?? (rpmbuild ? undefined : 'rpmbuild is not there');
const made = (ending: string) => join('dist', readdirSync('dist').find((name) => name.endsWith(ending)) ?? 'none');
const asked = (command: string, ...words: readonly string[]) => spawnSync(command, words, { encoding: 'utf8' }).stdout.trim().split('\n');

/** The rpm, installed by rpm on a Debian whose packages rpm doesn't know: what it needs is read, not tried. */
describe('the rpm', skippedFor(why), () => {
  let root: CleanRoot;
  let stage: Stage;
  beforeAll(async () => {
    pack();
    root = createCleanRoot(['/root/.cache']);
    stage = await createStage();
  }, 600_000);
  afterAll(async () => {
    await stage?.close();
    root?.remove();
  });

  test('holds the files of the Debian package, with their modes, and asks for what Fedora has', () => {
    const rpm = asked('rpm', '-qp', '--qf', '[%{FILEMODES:perms} %{FILENAMES}\\n]', made('.rpm'));
    const deb = asked('dpkg-deb', '-c', made('.deb')).map((line) => {
      const [mode = '', , , , , path = ''] = line.split(/\s+/);
      return `${mode} ${path.slice(1).replace(/\/$/, '')}`;
    });
    // Folders that every system has belong to no rpm, and Fedora's zsh looks elsewhere.
    const own = (lines: readonly string[]) =>
      lines
        .filter((line) => !line.startsWith('d') || line.includes('/opt/Roletap'))
        .map((line) => line.replace('vendor-completions', 'site-functions'))
        .sort();
    expect(own(rpm)).toEqual(own(deb));
    expect(asked('rpm', '-qp', '--requires', made('.rpm'))).toEqual(expect.arrayContaining(['pcsc-lite', 'gtk3', 'libsecret']));
    const told = '%{NAME} %{ARCH} %{LICENSE} %{SUMMARY}';
    expect(asked('rpm', '-qp', '--qf', told, made('.rpm'))).toEqual(['roletap x86_64 MIT Use your YubiKey as your AWS MFA device']);
  });

  test('gives `roletap` to a system, and goes without a trace', async () => {
    await root.administer('rpm', '-i', '--nodeps', root.bring(made('.rpm')));
    const version = (await stage.roletap(['--version']).ended).stdout;
    expect((await root.start(['roletap', '--version'], stage.home.environment).ended).stdout).toBe(version);
    const roles = await root.start(['roletap', 'roles', '--json'], stage.home.environment).ended;
    expect(roles.json()).toEqual((await stage.roletap(['roles', '--json']).ended).json());
    // The package's own script sets the mode of Chromium's helper.
    expect(await root.administer('rpm', '-V', '--nodeps', '--nomode', 'roletap')).toBe('');
    await root.administer('rpm', '-e', 'roletap');
    expect(await root.administer('sh', '-c', 'ls -d /opt/Roletap /usr/bin/roletap /etc/apparmor.d/roletap 2>/dev/null || true')).toBe('');
  });
});
