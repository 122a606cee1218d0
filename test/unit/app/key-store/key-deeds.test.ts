import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import { createKeyDeeds, type KeyDeedPorts } from '../../../../src-main/app/key-store/key-deeds.ts';
import { createKeyHome } from '../../../../src-main/app/rotate/key-home.ts';
import { createAwsFiles } from '../../../../src-main/aws/files/aws-files.adapter.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import { createLoginFile } from '../../../../src-main/storage/login-file.adapter.ts';
import { createAccessKeys } from '../../../../src-main/storage/secrets/access-keys.adapter.ts';
import { createMasterKeys } from '../../../../src-main/storage/secrets/master-key.adapter.ts';
import { createPassphraseKey } from '../../../../src-main/storage/secrets/passphrase-key.adapter.ts';
import { fakeKeyring } from '../../../fakes/keyring.ts';

const key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
const serial = 'arn:aws:iam::111122223333:mfa/jane';
const config = `[profile jane]\nregion = eu-central-1\n\n[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = jane\nmfa_serial = ${serial}\n`;
// An empty file would be waited for: somebody may be in the middle of writing it.
const other = '[other]\nregion = x\n';
const credentials = `${other}\n[jane]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;

let folder: string;
let keyring: ReturnType<typeof fakeKeyring>;
const folders: string[] = [];
/** Another person's home: what a run still looks after in the one before is none of this one's. */
const moveIn = () => {
  folder = mkdtempSync(join(tmpdir(), 'roletap-deeds-'));
  folders.push(folder);
  keyring = fakeKeyring();
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
};
const running: Promise<void>[] = [];
beforeEach(moveIn);
afterEach(async () => {
  await Promise.all(running.splice(0));
  for (const gone of folders.splice(0)) rmSync(gone, { recursive: true, force: true });
});

const path = (name: string) => join(folder, name);
const write = (name: string, text: string) => writeFileSync(path(name), text, { mode: 0o600 });
const read = (name: string) => readFileSync(path(name), 'utf8');
const never = new AbortController().signal;

class Killed extends Error {}

/** A run of the program over what is on the disk. It ends before or after its `at`th call to the outside; `calls` tells how many there were. */
const run = (kill?: { readonly at: number; readonly when: 'before' | 'after' }) => {
  let calls = 0;
  const mortal = <T extends object>(port: T): T =>
    Object.fromEntries(
      Object.entries(port).map(([name, call]) => [
        name,
        typeof call !== 'function'
          ? call
          : async (...words: unknown[]) => {
              calls += 1;
              const isLast = kill?.at === calls;
              if (isLast && kill.when === 'before') throw new Killed();
              const answer = await call(...words);
              if (isLast) throw new Killed();
              return answer;
            },
      ]),
    ) as T;
  const masters = createMasterKeys({ keyring: keyring.keyring, folder: path('data'), clock: systemClock });
  const passphrase = createPassphraseKey(
    { folder: path('data'), login: createLoginFile({ folder: undefined, name: 'x' }) },
    { N: 16, r: 8, p: 1 },
  );
  const keys = createKeptKeys(createAccessKeys({ masters, passphrase, folder: path('data'), clock: systemClock }));
  const paths = { configPath: path('config'), credentialsPath: path('credentials') };
  const files = createAwsFiles({ ...paths, env: {}, clock: systemClock, keyStore: keys });
  const arn = 'arn:aws:iam::111122223333:user/jane';
  const ports: KeyDeedPorts = {
    files: mortal(files),
    keys: mortal(keys),
    sts: mortal({ callerIdentity: async () => ({ ok: true, value: { arn, accountId: '111122223333', userId: 'AIDA' } }) as const }),
    launcher: { install: async () => ok(undefined), line: (target) => `/data/roletap-credentials ${target}` },
  };
  return { deeds: createKeyDeeds(ports), keys, calls: () => calls, left: () => void running.push(files.settled()) };
};

/** Where the key is: nothing may lose it. */
const places = async () => {
  const kept = await run().keys.load('jane', never);
  return [...(read('credentials').includes(key.secretAccessKey) ? ['file'] : []), ...(kept.ok ? ['keyring'] : [])];
};

type Deed = (deeds: ReturnType<typeof run>['deeds']) => Promise<{ readonly ok: boolean }>;

/** Kills a deed at each of its calls, and does it again. */
const killedEverywhere = async (begin: () => Promise<void>, deed: Deed, check: () => Promise<void>) => {
  await begin();
  const whole = run();
  expect((await deed(whole.deeds)).ok).toBe(true);
  whole.left();
  await check();
  for (let at = 1; at <= whole.calls(); at += 1) {
    for (const when of ['before', 'after'] as const) {
      await begin();
      const cut = run({ at, when });
      await expect(deed(cut.deeds)).rejects.toThrow(Killed);
      cut.left();
      expect(await places(), `killed ${when} call ${at}`).not.toEqual([]);
      const again = run();
      await deed(again.deeds);
      again.left();
      await check();
    }
  }
};

describe('a run that is killed at any point', () => {
  const inFile = async () => {
    moveIn();
    write('config', config);
    write('credentials', credentials);
  };
  const moved = async () => {
    await inFile();
    const { deeds, left } = run();
    await deeds.move('jane', never);
    left();
  };
  const expectMoved = async () => {
    expect(await places()).toEqual(['keyring']);
    expect(read('credentials')).toBe(other);
    expect(read('config')).toMatch(/credential_process = \/data\/roletap-credentials jane\nmfa_serial = /);
    expect(read('config')).toMatch(/source_profile = jane\n$/);
  };

  it('moves the key when it is done again', () => killedEverywhere(inFile, (deeds) => deeds.move('jane', never), expectMoved), 60_000);

  it(
    'puts the key back when it is done again',
    () =>
      killedEverywhere(
        moved,
        (deeds) => deeds.putBack('jane', never),
        async () => {
          expect(await places()).toEqual(['file']);
          expect(read('credentials')).toBe(credentials);
          expect(read('config')).not.toContain('credential_process');
          expect(read('config')).toContain(`source_profile = jane\nmfa_serial = ${serial}\n`);
        },
      ),
    60_000,
  );

  it(
    'adds the key when it is done again',
    () =>
      killedEverywhere(
        async () => {
          write('config', '# mine\n');
          write('credentials', other);
          await run().keys.remove('jane');
          // What was given is with the person still.
          await run().keys.keep('jane', key, never);
        },
        (deeds) => deeds.add({ profile: 'jane', region: 'eu-west-1', keys: key, keepIn: 'keyring' }, never),
        async () => {
          expect(await places()).toEqual(['keyring']);
          expect(read('config')).toMatch(/^# mine\n\n\[profile jane\]\n[^\n]*\ncredential_process = [^\n]*\nregion = eu-west-1\n$/);
        },
      ),
    60_000,
  );
});

it('leaves a profile the region that came with our line, when its key was put into the file by hand again', async () => {
  write('config', '# mine\n');
  write('credentials', other);
  await run().deeds.add({ profile: 'jane', region: 'eu-west-1', keys: key, keepIn: 'keyring' }, never);
  const added = read('config');
  write('credentials', credentials);
  const { deeds, left } = run();
  expect(await deeds.planMove('jane')).toMatchObject({ ok: true, value: { files: [{ file: path('credentials') }] } });
  expect((await deeds.move('jane', never)).ok).toBe(true);
  left();
  expect(read('config')).toBe(added);
  expect(await places()).toEqual(['keyring']);
});

describe('a key that programs may have itself', () => {
  it('is one by a person’s word alone: written into the file by another program, it makes the key unusable', async () => {
    write('config', config);
    write('credentials', credentials);
    const { deeds, keys, left } = run();
    expect(await deeds.share('jane', true, never)).toMatchObject({ problem: { code: 'key-not-kept', source: 'jane' } });
    await deeds.move('jane', never);
    left();
    const kept = read('data/access-keys.json');
    const forged = JSON.parse(kept) as { entries: { jane: { open: Record<string, string> } } };
    forged.entries.jane.open.shared = 'yes';
    write('data/access-keys.json', JSON.stringify(forged));
    expect(await keys.load('jane', never)).toMatchObject({ problem: { code: 'kept-key-unusable', why: 'changed' } });
    write('data/access-keys.json', kept);
    expect(await deeds.share('jane', true, never)).toMatchObject({ ok: true, value: { shared: true } });
    expect(await deeds.shared()).toMatchObject([{ profile: 'jane', note: expect.stringContaining(serial) }]);
    expect(await keys.load('jane', never)).toMatchObject({ value: { secretAccessKey: key.secretAccessKey } });
  });

  it('is still one after its rotation, and no more when it was moved back, or the person ends it', async () => {
    write('config', config);
    write('credentials', credentials);
    const { deeds, keys, left } = run();
    await deeds.move('jane', never);
    await deeds.share('jane', true, never);
    const next = { accessKeyId: 'AKIAI44QH8DHBEXAMPLE', secretAccessKey: key.secretAccessKey };
    const home = createKeyHome({ swapKeys: async () => ok(false) }, keys);
    await home.swap({ profile: 'jane', kind: 'store' }, key.accessKeyId, next, never);
    expect(await deeds.shared()).toMatchObject([{ profile: 'jane', accessKeyId: next.accessKeyId }]);
    expect(await deeds.share('jane', false, never)).toMatchObject({ ok: true });
    expect(await deeds.shared()).toEqual([]);
    await deeds.share('jane', true, never);
    expect((await deeds.putBack('jane', never)).ok).toBe(true);
    left();
    expect(await deeds.shared()).toEqual([]);
    const again = run();
    await again.deeds.move('jane', never);
    again.left();
    expect(await again.deeds.shared()).toEqual([]);
  });
});

describe('a key is never out of both places', () => {
  beforeEach(() => {
    write('config', config);
    write('credentials', credentials);
  });

  it.each(['deaf', 'locked'] as const)('when the keyring is %s', async (how) => {
    if (how === 'deaf') keyring.deaf = true;
    else keyring.flaw = 'locked';
    expect(await run().deeds.move('jane', never)).toMatchObject({ problem: { code: 'key-store-closed' } });
    expect(read('credentials')).toBe(credentials);
    expect(read('config')).toBe(config);
  });

  it('when the file was changed between: the key that is in it then is another one, and stays', async () => {
    const another = credentials.replace('AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE');
    const { deeds, left } = run();
    const moving = deeds.move('jane', never);
    write('credentials', another);
    const done = await moving;
    left();
    if (!done.ok) expect(read('credentials')).toBe(another);
    expect(await places()).not.toEqual([]);
  });

  it('when what is kept was changed on the disk: nothing is put back, and it says so', async () => {
    await run().deeds.move('jane', never);
    const kept = JSON.parse(read('data/access-keys.json')) as { entries: { jane: { open: { accessKeyId: string } } } };
    kept.entries.jane.open.accessKeyId = 'AKIAI44QH8DHBEXAMPLE';
    write('data/access-keys.json', JSON.stringify(kept));
    expect(await run().deeds.putBack('jane', never)).toMatchObject({ problem: { code: 'kept-key-unusable', why: 'changed' } });
    keyring.item = new Uint8Array(32).fill(1);
    expect(await run().deeds.putBack('jane', never)).toMatchObject({ problem: { code: 'kept-key-unusable', why: 'other-key' } });
  });
});
