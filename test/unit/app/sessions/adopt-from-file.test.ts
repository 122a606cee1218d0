import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../../src-main/contract/values.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createFakeFiles } from '../../../fakes/files.ts';
import { secrets } from '../../../fakes/secrets.ts';
import { config, createKey, credentials, jane, never, openApp, start } from '../../../fakes/world.ts';

const hour = 3_600_000;
const terraform: Asker = { kind: 'program', name: 'terraform', pid: 4121, folder: '/home/jane/infra', sure: true };
const readOnly = { code: 'file-read-only', file: '/home/jane/.aws/credentials', errno: 'EROFS' } as const;

const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const yubikeys = { usb: createKey(clock, { touchPolicy: 'automatic' }) };
  const opened = await openApp({ clock, yubikeys, settings: { renewal: 'never' }, ...options });
  /** Without a touch. */
  const ask = (role: string) => opened.app.credentials({ role, asker: terraform, wait: false }, never());
  const edit = async (change: (text: { readonly config: string; readonly credentials: string }) => object, isTold = true) => {
    const { config: profiles = '', credentials: keys = '' } = opened.files.text;
    opened.files.text = { ...opened.files.text, ...change({ config: profiles, credentials: keys }) };
    if (isTold) opened.files.changed();
    await settle(10);
  };
  return Object.assign(opened, { ask, edit });
};

/** The credentials file as another run leaves it with a session of this role, opened at `at`. */
const leftBehind = async (role: string, { target, at = start }: { readonly target?: string; readonly at?: number } = {}) => {
  const clock = createFakeClock(at);
  const { app, files } = await setUp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) } });
  await app.tap({ role, ...(target === undefined ? {} : { target }) }, never());
  return files.text.credentials ?? '';
};

const served = (accessKeyId: string) => ({ ok: true, value: { credentials: { accessKeyId } } });
const touchWanted = { ok: false, problem: { code: 'touch-wanted' } };

describe('a session in the file that nobody holds', () => {
  it('serves a program without a touch, as if it had been tapped here', async () => {
    const { app, ask, sts } = await setUp({ credentials: await leftBehind('dev') });
    expect(app.held('dev')).toBeUndefined();
    expect(await ask('dev-tap')).toMatchObject({ ok: true, value: { credentials: { secretAccessKey: `${secrets.session}-2` } } });
    expect(sts.calls).toEqual([]);
    expect(app.held('dev')?.target).toBe('dev-tap');
    expect(app.snapshot().sessions).toMatchObject([{ target: 'dev-tap', file: '/home/jane/.aws/credentials', asker: { kind: 'person' } }]);
  });

  it('serves as it is, when a new one could be had as well', async () => {
    const user = { source: 'work', accessKeyId: 'AKIAWORK', mfaSerial: jane, since: start };
    const session = { accessKeyId: 'ASIAOLD', secretAccessKey: 's', sessionToken: 't', expires: start + 2 * hour };
    const { ask, sts } = await setUp({ credentials: await leftBehind('dev'), stored: [{ ...user, credentials: session }] });
    expect(await ask('dev')).toMatchObject(served('ASIA2'));
    expect(sts.calls).toEqual([]);
  });

  it('is held as long as its section is there', async () => {
    const { app, ask, edit } = await setUp({ credentials: await leftBehind('dev') });
    await ask('dev');
    await edit(() => ({ credentials }));
    expect(app.held('dev')).toBeUndefined();
    expect(await ask('dev')).toMatchObject(touchWanted);
  });

  it('is the one that is not over, where a role has two', async () => {
    const late = await leftBehind('dev', { target: 'late', at: start - hour });
    const both = late + (await leftBehind('dev')).slice(credentials.length);
    const files = createFakeFiles({ config, credentials: both });
    files.beforeRemove = async () => readOnly;
    const { ask } = await setUp({ files });
    expect(files.text.credentials).toContain('[late]');
    expect(await ask('dev')).toMatchObject({ ok: true, value: { target: 'dev-tap' } });
  });

  it('serves no longer when its source has the keys of another user', async () => {
    const other = '[other]\naws_access_key_id = AKIAOTHER\naws_secret_access_key = x\n\n';
    const { app, ask, edit } = await setUp({ config: `[profile other]\n\n${config}`, credentials: other + (await leftBehind('dev')) });
    expect(await ask('dev')).toMatchObject(served('ASIA2'));
    await edit((text) => ({ credentials: text.credentials.replace('AKIAWORK', 'AKIANEW') }));
    expect(app.held('dev')).toBeUndefined();
    expect(await ask('dev')).toMatchObject(touchWanted);
  });

  it('of a guarded role serves the person to its end, and no program', async () => {
    const guards = { 'arn:aws:iam::444455556666:role/Developer': true };
    const { app, ask, clock } = await setUp({ credentials: await leftBehind('dev'), settings: { renewal: 'never', guards } });
    expect(await ask('dev')).toMatchObject(touchWanted);
    const person = { role: 'dev', asker: { kind: 'person', front: 'tray' }, wait: false } as const;
    expect(await app.credentials(person, never())).toMatchObject(served('ASIA2'));
    expect(app.snapshot().sessions).toMatchObject([{ guarded: true }]);
    await clock.advance(hour - 60_000);
    expect(await app.credentials(person, never())).toMatchObject(served('ASIA2'));
    expect(app.held('dev')).toBeUndefined();
  });

  it('does not serve, when it was ended and could only not be taken out of the file', async () => {
    const { app, ask, files } = await setUp({ credentials: await leftBehind('dev') });
    await ask('dev-tap');
    files.beforeRemove = async () => readOnly;
    expect((await app.end('dev-tap')).ok).toBe(false);
    expect(await ask('dev-tap')).toMatchObject(touchWanted);
  });

  it.each([
    ['somebody changed its keys', ['aws_access_key_id = ASIA2', 'aws_access_key_id = ASIAOTHER']],
    ['the role of its profile is another by now', ['role/Developer"', 'role/Former"']],
    ['it is of another profile with the same role', ['"profile":"dev"', '"profile":"other"']],
  ] as const)('does not serve, when %s', async (_, [was, is]) => {
    const text = await leftBehind('dev');
    expect(text).toContain(was);
    const { ask } = await setUp({ credentials: text.replace(was, is) });
    expect(await ask('dev')).toMatchObject(touchWanted);
  });

  it.each([
    ['has other keys', (text: string) => text.replaceAll('ASIA2', 'ASIA3')],
    ['is gone', () => credentials],
  ])('does not serve, when its section %s since the file was read', async (_, change) => {
    const { ask, edit } = await setUp({ credentials: await leftBehind('dev') });
    await edit((text) => ({ credentials: change(text.credentials) }), false);
    expect(await ask('dev')).toMatchObject(touchWanted);
  });

  it('does not serve, when its file cannot be read', async () => {
    const { ask, files } = await setUp({ credentials: await leftBehind('dev') });
    Object.assign(files, { readTarget: async () => ({ ok: false, problem: { ...readOnly, code: 'file-unreadable' } }) });
    expect(await ask('dev')).toMatchObject(touchWanted);
  });

  it('does not serve, when its source has no keys any more', async () => {
    const addedRoles = [{ name: 'dev', roleArn: 'arn:aws:iam::444455556666:role/Developer', source: 'work' }];
    const text = (await leftBehind('dev')).replace(credentials, '');
    const { ask } = await setUp({ config: '', credentials: text, settings: { addedRoles } });
    expect(await ask('dev')).toMatchObject({ ok: false, problem: { code: 'source-missing', source: 'work' } });
  });
});
