import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type KeptKeys, noKeptKeys } from '../../../../src-main/app/key-store/kept-keys.ts';
import { createAwsFiles } from '../../../../src-main/aws/files/aws-files.adapter.ts';
import type { LongTermKeys } from '../../../../src-main/aws/sources/source-types.ts';
import { systemClock } from '../../../../src-main/base/clock.ts';
import { defined } from '../../../../src-main/base/defined.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { createInProcessAws } from '../../../fakes/aws.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { createFakeFiles } from '../../../fakes/files.ts';
import { jane as device, openApp, start } from '../../../fakes/world.ts';

const key = { accessKeyId: 'AKIAOLD', secretAccessKey: 'secret-of-the-old-key' };
const config = `[profile work]\nregion = eu-central-1\n\n[profile dev]\nrole_arn = arn:aws:iam::444455556666:role/Dev\nsource_profile = work\nmfa_serial = ${device}\n`;
const other = '[other]\nregion = x\n\n';
const credentials = `${other}[work]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`;

/** A key store that may lack a keyring. */
const createStore = (hasKeyring: boolean): KeptKeys => {
  const kept = new Map<
    string,
    { readonly keys: LongTermKeys; readonly note?: string; readonly shared?: true; readonly under: 'keyring' | 'passphrase' }
  >();
  return {
    ...noKeptKeys,
    ids: async () =>
      new Map([...kept].map(([profile, { keys, shared }]) => [profile, { accessKeyId: keys.accessKeyId, ...defined({ shared }) }])),
    list: async () => [...kept].map(([profile, { keys, ...open }]) => ({ profile, accessKeyId: keys.accessKeyId, ...open })),
    load: async (source) => ok(kept.get(source)?.keys ?? key),
    keep: async (profile, keys, _signal, { note, shared, passphrase } = {}) => {
      if (!hasKeyring && passphrase === undefined) return failed({ code: 'key-store-closed', why: 'absent' });
      if (passphrase === 'wrong') return failed({ code: 'passphrase-wrong', folder: '/home/jane/.local/share/roletap' });
      kept.set(profile, {
        keys,
        under: passphrase === undefined ? 'keyring' : 'passphrase',
        ...defined({ note, shared: shared || undefined }),
      });
      return ok(undefined);
    },
    remove: async (profile) => {
      kept.delete(profile);
      return ok(undefined);
    },
  };
};

const setUp = async (hasKeyring = true) => {
  const clock = createFakeClock(start);
  const aws = createInProcessAws(clock, 0);
  aws.simulator.addAccount('111122223333').addUser('jane', { policies: [] }).addKey(key);
  const folder = mkdtempSync(join(tmpdir(), 'roletap-place-'));
  const paths = { configPath: join(folder, 'config'), credentialsPath: join(folder, 'credentials') };
  writeFileSync(paths.configPath, config, { mode: 0o600 });
  writeFileSync(paths.credentialsPath, credentials, { mode: 0o600 });
  const keyStore = createStore(hasKeyring);
  const files = createAwsFiles({ ...paths, env: {}, clock: systemClock, keyStore });
  const opened = await openApp({
    clock,
    aws: aws.adapters(),
    files: Object.assign(createFakeFiles({ config: undefined, credentials: undefined }), files),
    keyStore,
  });
  const { app, until } = opened;
  ends.push(async () => {
    await app.close();
    await files.settled();
    rmSync(folder, { recursive: true });
  });
  const text = () => ({ config: readFileSync(paths.configPath, 'utf8'), credentials: readFileSync(paths.credentialsPath, 'utf8') });
  const ready = async () => (await until(({ keyPlace }) => keyPlace?.state === 'ready' && keyPlace.place !== undefined)).keyPlace;
  const plan = (what: 'keep' | 'put-back') => {
    expect(app.run('planKeyMove', { source: 'work', what })).toEqual({ accepted: true });
    return ready();
  };
  const confirm = (yes: boolean, typed?: string) => {
    const passphrase = typed === undefined ? {} : { passphrase: new TextEncoder().encode(typed) };
    expect(app.run('confirmKeyMove', { source: 'work', yes, ...passphrase })).toEqual({ accepted: true });
    return ready();
  };
  app.run('openDevices', { source: 'work' });
  expect(await ready()).toMatchObject({ source: 'work', place: 'file' });
  return { ...opened, text, plan, confirm };
};

const ends: (() => Promise<void>)[] = [];
afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

describe('the place of an access key', () => {
  it('says whether programs may have the key itself, which a click changes, and which goes with the key', async () => {
    const { app, plan, confirm, until } = await setUp();
    const share = async (on: boolean) => {
      expect(app.run('shareKey', { source: 'work', on })).toEqual({ accepted: true });
      return (await until(({ keyPlace }) => keyPlace?.state === 'ready')).keyPlace;
    };
    expect(await share(true)).toMatchObject({ place: 'file', problem: { code: 'key-not-kept', source: 'work' } });
    await plan('keep');
    expect(await confirm(true)).not.toHaveProperty('shared');
    expect(await share(true)).toEqual({ source: 'work', state: 'ready', place: 'keyring', shared: true });
    expect(app.run('shareKey', { source: 'other', on: true })).toMatchObject({ accepted: false });
    expect(await share(false)).toEqual({ source: 'work', state: 'ready', place: 'keyring' });
    await share(true);
    expect((await plan('put-back'))?.shared).toBe(true);
    expect(await confirm(true)).toEqual({ source: 'work', state: 'ready', place: 'file', done: 'put-back' });
    await plan('keep');
    expect(await confirm(true)).not.toHaveProperty('shared');
  });

  it('is asked of any source without its page, and forgotten when the pages of the first run are opened', async () => {
    const { app, plan } = await setUp();
    app.run('openFirstRun', { door: 'files', source: '' });
    expect(app.snapshot().keyPlace).toBeUndefined();
    expect(await plan('keep')).toMatchObject({ source: 'work', plan: { what: 'keep' } });
    app.run('openFirstRun', { door: 'files', source: '' });
    expect(app.snapshot().keyPlace).toBeUndefined();
  });

  it('changes from the file to the keyring and back, each time after the change was shown', async () => {
    const { app, plan, confirm, text } = await setUp();
    expect(app.run('confirmKeyMove', { source: 'work', yes: true })).toMatchObject({ accepted: false });
    expect(app.run('planKeyMove', { source: 'other', what: 'keep' })).toMatchObject({ accepted: false });
    const shown = await plan('keep');
    expect(shown).toMatchObject({ plan: { what: 'keep', roles: ['dev'] } });
    expect(shown?.plan?.files.flatMap(({ diff }) => diff.map((line) => line.text))).toContain(`mfa_serial = ${device}`);
    expect(text()).toEqual({ config, credentials });
    expect(await confirm(false)).toEqual({ source: 'work', state: 'ready', place: 'file' });
    expect(text()).toEqual({ config, credentials });
    await plan('keep');
    expect(await confirm(true)).toEqual({ source: 'work', state: 'ready', place: 'keyring', done: 'keep' });
    expect(text().credentials).not.toContain(key.accessKeyId);
    expect(await plan('put-back')).toMatchObject({ plan: { what: 'put-back', roles: ['dev'] } });
    expect(await confirm(true)).toEqual({ source: 'work', state: 'ready', place: 'file', done: 'put-back' });
    expect(text().credentials).toContain(key.secretAccessKey);
    expect(JSON.stringify(app.snapshot())).not.toContain(key.secretAccessKey);
  });

  it('is a passphrase’s where there is no keyring, which is asked for in the plan', async () => {
    const { plan, confirm, text } = await setUp(false);
    await plan('keep');
    expect(await confirm(true)).toMatchObject({ plan: { needsPassphrase: true }, problem: { code: 'key-store-closed', why: 'absent' } });
    expect(text()).toEqual({ config, credentials });
    expect(await confirm(true, 'wrong')).toMatchObject({
      plan: { needsPassphrase: true },
      problem: { code: 'passphrase-wrong', folder: '/home/jane/.local/share/roletap' },
    });
    expect(await confirm(true, 'correct horse')).toEqual({ source: 'work', state: 'ready', place: 'passphrase', done: 'keep' });
  });

  it('stays when the plan fails, and says why', async () => {
    const { plan } = await setUp();
    expect(await plan('put-back')).toEqual({
      source: 'work',
      state: 'ready',
      place: 'file',
      problem: { code: 'key-not-kept', source: 'work' },
    });
  });
});
