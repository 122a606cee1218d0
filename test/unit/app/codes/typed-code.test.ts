import { describe, expect, it } from 'vitest';
import type { MfaDevice } from '../../../../src-main/aws/iam/iam-types.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { codeAfter, config, createKey, jane, never, openApp, question, roleState, seed, start } from '../../../fakes/world.ts';

const phone = 'arn:aws:iam::111122223333:mfa/jane-phone';
const token = 'GAHT12345678';
const device = (serial: string): MfaDevice => ({ serial, kind: serial.startsWith('arn:') ? 'virtual' : 'hardware', enabledAt: 0 });

interface Stage {
  readonly named?: string;
  /** What IAM lists; undefined where it may not be asked. */
  readonly listed?: readonly string[];
  /** A key is plugged in, with accounts of these names. */
  readonly accounts?: readonly string[];
  readonly answers?: 'everything' | 'codes' | 'nothing';
}

const setUp = async ({ named = jane, listed, accounts, answers = 'everything' }: Stage = {}) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { accounts: (accounts ?? []).map((id) => ({ id, secret: seed, touch: true })) });
  const opened = await openApp({
    clock,
    answers,
    yubikeys: accounts ? { usb: key } : {},
    config: config.replaceAll(jane, named),
    ...(listed ? { iam: { listMfaDevices: async () => ({ ok: true, value: listed.map(device) }) as const } } : {}),
  });
  const asked = async (kind: 'insert' | 'code' | 'pick', after?: string) => {
    const now = await opened.until((snapshot) => {
      const waiting = question(snapshot, kind);
      return waiting !== undefined && (after === undefined || waiting.after?.code === after);
    });
    const waiting = question(now, kind);
    if (!waiting) throw new Error('nobody asks');
    return waiting;
  };
  const type = (waiting: { readonly id: string }, code: string) => opened.app.run('answerCode', { waiting: waiting.id, code });
  return { ...opened, clock, key, asked, type, tap: (request: object = {}) => opened.app.tap({ role: 'dev', ...request }, never()) };
};

describe('a code that is typed', () => {
  it('opens a role in place of the YubiKey that is asked for', async () => {
    const { tap, asked, app, type, sts } = await setUp();
    const tapped = tap();
    const insert = await asked('insert');
    expect(insert.canType).toBe(true);
    expect(app.run('typeCode', { waiting: insert.id })).toEqual({ accepted: true });
    const code = await asked('code');
    expect(code).toMatchObject({ account: jane, deadline: start + 120_000 });
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'waiting', for: 'code' });
    expect(type(code, '123 456')).toEqual({ accepted: true });
    expect(await tapped).toMatchObject({ ok: true });
    expect(sts.calls.flatMap(({ proof }) => proof ?? [])).toEqual([{ mfaSerial: jane, code: '123456' }]);
  });

  it.each(['12345', '1234567', 'abcdef', ''])('is not taken as %j', async (typed) => {
    const { tap, asked, type, sts } = await setUp({ accounts: [] });
    void tap();
    const code = await asked('code');
    expect(type(code, typed)).toEqual({ accepted: false, why: 'bad-payload' });
    expect(sts.codes()).toEqual([]);
  });

  it.each([
    ['a hardware token', { named: token, listed: [token] }],
    ['a hardware token, where IAM lists nothing', { named: token }],
    ['a hardware token beside a key of somebody else', { named: token, accounts: ['arn:aws:iam::999999999999:mfa/bob'] }],
    ['a device that is on no plugged key', { accounts: ['arn:aws:iam::999999999999:mfa/bob'], listed: [jane] }],
    ['the only device that IAM lists, a hardware token', { accounts: [], listed: [token] }],
  ] as const)('is asked for at once for %s', async (_, stage) => {
    const { tap, asked, type, sts, told } = await setUp(stage);
    const tapped = tap();
    const code = await asked('code');
    expect(told.flatMap(({ waiting }) => waiting.map(({ kind }) => kind))).not.toContain('insert');
    type(code, '123456');
    expect(await tapped).toMatchObject({ ok: true });
    expect(sts.calls.flatMap(({ proof }) => proof?.mfaSerial ?? [])).toEqual([code.account]);
  });

  it.each([
    ['never ran', false],
    ['stops while the YubiKey is asked for', true],
  ])('is asked for where the card service %s', async (_, stops) => {
    const { tap, asked, type, readers, sts } = await setUp();
    if (!stops) readers.setService(false);
    const tapped = tap();
    if (stops) {
      await asked('insert');
      readers.setService(false);
    }
    const code = await asked('code', 'card-service-missing');
    type(code, '123456');
    expect(await tapped).toMatchObject({ ok: true });
    expect(sts.codes()).toEqual(['123456']);
  });

  it('is not asked for by one that cannot type, where the card service is missing', async () => {
    const { tap, readers } = await setUp({ answers: 'nothing' });
    readers.setService(false);
    expect(await tap()).toEqual({ ok: false, problem: { code: 'card-service-missing' } });
  });

  it('is of the device that the person picks, where IAM lists several', async () => {
    const { tap, asked, app, type, sts } = await setUp({ listed: [phone, jane, token] });
    const tapped = tap();
    app.run('typeCode', { waiting: (await asked('insert')).id });
    const pick = await asked('pick');
    // The one that the profile names comes first.
    expect(pick.choices).toEqual([
      { id: jane, label: 'jane' },
      { id: phone, label: 'jane-phone' },
      { id: token, label: token },
    ]);
    app.run('answerPick', { waiting: pick.id, choice: phone });
    type(await asked('code'), '123456');
    expect(await tapped).toMatchObject({ ok: true });
    expect(sts.calls.flatMap(({ proof }) => proof?.mfaSerial ?? [])).toEqual([phone]);
  });

  it('that AWS refuses is asked for again, and is not sent twice', async () => {
    const { tap, asked, type, sts } = await setUp({ accounts: [] });
    const right = codeAfter(0);
    sts.script = ({ proof }) => (proof && proof.code !== right ? refusal({ code: 'code-refused', mfaSerial: jane }) : undefined);
    const tapped = tap();
    type(await asked('code'), '000000');
    const second = await asked('code', 'code-refused');
    type(second, '000000');
    const third = await asked('code', 'code-refused');
    expect(sts.codes()).toEqual(['000000']);
    // A slip of the finger does not cost the half minute: the device's own code is unspent.
    type(third, right);
    expect(await tapped).toMatchObject({ ok: true });
    expect(sts.codes()).toEqual(['000000', right]);
  });

  it('of a step that was spent is not sent: the next one is asked for', async () => {
    const { tap, asked, type, sts, clock, world } = await setUp({ accounts: [] });
    await world.ledger.claim(jane, Math.floor(start / 30_000));
    const tapped = tap();
    type(await asked('code'), '123456');
    expect((await asked('code', 'code-spent')).after).toEqual({ code: 'code-spent', mfaSerial: jane, waitSeconds: 30 });
    expect(sts.codes()).toEqual([]);
    await clock.advance(30_000);
    type(await asked('code', 'code-spent'), '654321');
    expect(await tapped).toMatchObject({ ok: true });
    expect(sts.codes()).toEqual(['654321']);
  });

  it('of a step in which the YubiKey made one is not sent, and the YubiKey makes none in a step of which one was typed', async () => {
    const { tap, asked, type, sts, clock, app, until, key } = await setUp({ accounts: [jane] });
    const touched = tap();
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
    expect(await touched).toMatchObject({ ok: true });
    const [made] = sts.codes();
    // "Enter a code instead", of the same device and half minute: AWS would not take it.
    await app.endAll();
    app.run('tapTyped', { role: 'dev' });
    type(await asked('code'), made ?? '');
    await asked('code', 'code-spent');
    expect(sts.codes()).toEqual([made]);
    await clock.advance(30_000);
    const typed = codeAfter(30_000);
    type(await asked('code', 'code-spent'), typed);
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'active');
    expect(sts.codes()).toEqual([made, typed]);
    await app.endAll();
    const again = tap();
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    await clock.advance(30_000);
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    key.touch();
    expect(await again).toMatchObject({ ok: true });
    expect(new Set(sts.codes()).size).toBe(3);
  });

  it('is asked for once more when nobody knows what became of it', async () => {
    const { tap, asked, type, sts, clock } = await setUp({ accounts: [] });
    let lost = 0;
    sts.script = ({ proof }) => (proof && lost++ === 0 ? refusal({ code: 'aws-hung-up', host: 'sts' }, true) : undefined);
    const tapped = tap();
    type(await asked('code'), '111111');
    const again = await asked('code', 'aws-hung-up');
    type(again, '111111');
    // Its step may be spent.
    await asked('code', 'code-spent');
    expect(sts.codes()).toEqual(['111111']);
    await clock.advance(30_000);
    type(await asked('code', 'code-spent'), '222222');
    expect(await tapped).toMatchObject({ ok: true });
  });

  it('that nobody types is no code, and no try', async () => {
    const { tap, asked, sts, clock, app } = await setUp();
    const tapped = tap();
    app.run('typeCode', { waiting: (await asked('insert')).id });
    await asked('code');
    await clock.advance(120_000);
    expect(await tapped).toEqual({ ok: false, problem: { code: 'code-not-typed', seconds: 120 } });
    expect(sts.codes()).toEqual([]);
  });

  it('is asked for without a look at the keys, where the person says so', async () => {
    const { asked, type, app, until, told } = await setUp({ accounts: [jane] });
    app.run('tapTyped', { role: 'dev' });
    type(await asked('code'), '123456');
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'active');
    expect(told.flatMap(({ waiting }) => waiting.map(({ kind }) => kind))).not.toContain('touch');
  });

  it('that was given beforehand is tried once', async () => {
    const { tap, asked, type, sts } = await setUp({ accounts: [jane], answers: 'codes' });
    sts.script = ({ proof }) => (proof ? refusal({ code: 'code-refused', mfaSerial: jane }) : undefined);
    const tapped = tap();
    type(await asked('code'), '123456');
    expect(await tapped).toEqual({ ok: false, problem: { code: 'code-refused', mfaSerial: jane } });
    expect(sts.codes()).toEqual(['123456']);
  });

  it('is nobody’s answer where nobody can be asked', async () => {
    const { tap } = await setUp({ named: token, answers: 'nothing' });
    expect(await tap()).toEqual({
      ok: false,
      problem: { code: 'mfa-serial-bad', profile: 'dev', mfaSerial: token, why: 'hardware' },
    });
  });
});
