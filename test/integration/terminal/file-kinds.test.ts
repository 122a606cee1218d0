import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Stage } from '../../support/aws/stage.ts';
import { withPluggedKey } from '../../support/card/key-rig.ts';

/** What can stand where a file is read: the built terminal ends each time, and says what it means for the person. A hang is a test that takes too long. */
let stage: Stage;

withPluggedKey({ account: 'no-touch' }, (rig) => {
  ({ stage } = rig);
});

const kinds = {
  pipe: (file: string) => void execFileSync('mkfifo', [file]),
  folder: (file: string) => void mkdirSync(file),
  'endless device': (file: string) => symlinkSync('/dev/zero', file),
  'enormous file': (file: string) => {
    writeFileSync(file, '');
    truncateSync(file, 70 * 1024 ** 3);
  },
} as const;
type Kind = keyof typeof kinds;
const all = Object.keys(kinds) as readonly Kind[];

/** Puts it there, in the place of what there is. */
const put = (kind: Kind, file: string) => {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { recursive: true, force: true });
  kinds[kind](file);
};
const dataFolder = () => join(stage.home.environment.XDG_CONFIG_HOME ?? '', 'Roletap');
const tap = () => stage.roletap(['tap', 'dev']).ended;

describe.each(all)('a %s', (kind) => {
  test('as settings.json is moved aside or left, said, and the tap goes on', async () => {
    put(kind, join(dataFolder(), 'settings.json'));
    const ended = await tap();
    expect(ended.code, ended.stderr).toBe(0);
    expect(ended.stderr).toMatch(kind === 'folder' ? /note: Roletap can’t save its state/ : /note: The settings were damaged/);
    expect(readdirSync(dataFolder()).some((name) => name.startsWith('settings.broken-'))).toBe(kind !== 'folder');
    // The commands that need no card answer as well.
    for (const words of [['roles'], ['sessions'], ['end', '--all']]) expect((await stage.roletap(words).ended).code).toBe(0);
  });

  test.each(['config', 'credentials'] as const)('as the %s file is refused by its name, and left', async (name) => {
    put(kind, stage[name]);
    const ended = await tap();
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(
      new RegExp(`Can’t read a file\\. \\S*${kind === 'endless device' ? '/dev/zero' : name} can’t be read: it is`),
    );
    expect(existsSync(stage[name])).toBe(true);
  });

  test('as AWS_CA_BUNDLE is named', async () => {
    const bundle = join(stage.home.folder, 'bundle');
    put(kind, bundle);
    const ended = await stage.roletap(['tap', 'dev'], { environment: { AWS_CA_BUNDLE: bundle, AWS_ENDPOINT_URL: 'https://127.0.0.1:1' } })
      .ended;
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain(bundle);
  });

  test('in the place of anything in the data folder keeps no command from ending', async () => {
    const records = ['enrolments/x.json', 'removals/x.json', 'marks/x.json', 'found-roles/found.json'];
    const files = ['history/2026-01-01.jsonl', 'kept-sessions.json', 'remembered.json', 'roletap-credentials', 'roletap.log'];
    for (const name of [...records, ...files]) put(kind, join(dataFolder(), name));
    const tapped = await tap();
    expect(tapped.code, tapped.stderr).toBe(0);
    for (const words of [['history'], ['unfinished'], ['roles'], ['doctor'], ['end', '--all']]) {
      const { code, stderr } = await stage.roletap(words).ended;
      expect(code, stderr).not.toBe(1);
      expect(stderr).not.toMatch(/internal error|^\s+at /m);
    }
    if (kind === 'folder') return;
    put(kind, join(dataFolder(), 'spent-steps'));
    expect((await tap()).stderr).toMatch(/Roletap can’t save its state\. \S+spent-steps/);
  });

  test('beside the credentials, where Roletap keeps its lock, keeps no tap from ending', async () => {
    put(kind, join(dirname(stage.credentials), '.credentials.roletap-lock'));
    put(kind, join(dirname(stage.credentials), '.credentials.roletap-x.old'));
    const ended = await tap();
    expect(ended.code, ended.stderr).toBe(0);
  });
});
