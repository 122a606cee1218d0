import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { codeAfter, config, createKey, jane, janeAccount, never, openApp, question, roleState, seed, start } from '../../../fakes/world.ts';

const step = Math.floor(start / 30_000);

/** A key that somebody touches whenever it blinks. */
const setUp = async (
  options: Parameters<typeof openApp>[0] = {},
  account: { readonly id: string; readonly touch?: boolean } = janeAccount,
) => {
  const clock = createFakeClock(start);
  const key = createKey(clock, { accounts: [{ secret: seed, ...account }], touchPolicy: 'automatic' });
  return { ...(await openApp({ clock, yubikeys: { usb: key }, ...options })), key };
};

const unclear = refusal({ code: 'aws-silent', host: 'sts.eu-west-1.amazonaws.com', seconds: 10 }, true);

describe('a step', () => {
  it('is spent once: the next request waits for the next step and shows until when', async () => {
    const { app, clock, until, sts } = await setUp();
    await clock.advance(4_000);
    expect((await app.tap({ role: 'dev', direct: true }, never())).ok).toBe(true);
    const second = app.tap({ role: 'prod', direct: true }, never());
    const asked = await until((snapshot) => question(snapshot, 'step') !== undefined);
    expect(question(asked, 'step')).toMatchObject({ since: start + 4_000, deadline: start + 30_000, for: { profile: 'prod' } });
    expect(roleState(asked, 'prod')).toEqual({ kind: 'waiting', for: 'step', until: start + 30_000 });
    await clock.advance(25_999);
    expect(sts.codes()).toEqual([codeAfter(0)]);
    await clock.advance(1);
    expect((await second).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0), codeAfter(30)]);
  });

  it('is free again when nobody touched', async () => {
    const clock = createFakeClock(start);
    const key = createKey(clock);
    const { app, until, ledger, sts } = await openApp({ clock, yubikeys: { usb: key } });
    const first = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    expect([...(ledger.steps.get(jane) ?? [])]).toEqual([step]);
    await clock.advance(15_000);
    expect(await first).toMatchObject({ ok: false, problem: { code: 'not-touched' } });
    const second = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'touch') !== undefined);
    await settle();
    key.touch();
    expect((await second).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0)]);
  });

  it('is of AWS’s time when this computer’s clock is off', async () => {
    const { app, setOffset, sts } = await setUp();
    setOffset(-3 * 3_600_000);
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(-3 * 3600)]);
    expect(app.snapshot()).toMatchObject({ now: start - 3 * 3_600_000, notices: [{ kind: 'clock', seconds: -10_800 }] });
    expect(roleState(app.snapshot(), 'dev')).toMatchObject({ expires: start - 2 * 3_600_000 });
  });

  it.each([
    ['its ARN', jane],
    ['the label of AWS’s QR code', 'Amazon Web Services:jane@111122223333'],
    ['its ARN behind an issuer', `AWS:${jane}`],
  ])('is not spent twice by a copied code and a tap when the account is named by %s', async (_, id) => {
    const { app, until, ledger } = await setUp({}, { id, touch: true });
    const { account } = app.snapshot().code;
    app.run('copyCode', { keyId: account?.keyId, account: id });
    await until(({ code }) => code.state.kind === 'copied');
    expect([...ledger.steps]).toEqual([[jane, new Set([step])]]);
    void app.tap({ role: 'dev' }, never());
    expect(question(await until((snapshot) => question(snapshot, 'step') !== undefined), 'step')?.deadline).toBe(start + 30_000);
  });

  it('is the same for both when no file names the device, also in another partition', async () => {
    const id = 'AWS:arn:aws-cn:iam::111122223333:mfa/team/jane';
    const noSerial = config.replaceAll(/^mfa_serial.*\n/gm, '');
    const { app, until, ledger } = await setUp({ config: noSerial }, { id });
    app.run('copyCode', { keyId: app.snapshot().code.account?.keyId, account: id });
    await until(({ code }) => code.state.kind === 'copied');
    void app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    expect([...ledger.steps.keys()]).toEqual(['arn:aws-cn:iam::111122223333:mfa/team/jane']);
  });

  it('is claimed anew after a password was typed, so that the code is not an old one', async () => {
    const clock = createFakeClock(start);
    const key = createKey(clock, { password: 'abc', touchPolicy: 'automatic' });
    const { app, until, sts, world, ledger } = await openApp({ clock, yubikeys: { usb: key } });
    const [plugged] = app.snapshot().card.kind === 'present' ? [world.keys.state()] : [];
    if (plugged?.kind !== 'ready' || !plugged.keys[0]) throw new Error('no key');
    await world.keys.unlock(plugged.keys[0].id, 'abc');
    // Another program changes the password just before the tap.
    key.setPassword('new');
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'password') !== undefined);
    expect([...(ledger.steps.get(jane) ?? [])]).toEqual([]);
    await clock.advance(90_000);
    app.run('answerPassword', { waiting: question(asked, 'password')?.id, password: 'new', remember: false });
    expect((await tapped).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(90)]);
  });
});

describe('a code', () => {
  it('is never sent twice: an unclear outcome takes a fresh one', async () => {
    const { app, clock, until, sts } = await setUp();
    sts.script = ({ action }) => (action === 'sessionToken' && sts.codes().length === 1 ? unclear : undefined);
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    await clock.advance(30_000);
    expect((await tapped).ok).toBe(true);
    expect(sts.codes()).toEqual([codeAfter(0), codeAfter(30)]);
  });

  it('is taken afresh only once', async () => {
    const { app, clock, until, sts } = await setUp();
    sts.script = ({ proof }) => (proof ? unclear : undefined);
    const tapped = app.tap({ role: 'dev', direct: true }, never());
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    await clock.advance(30_000);
    expect(await tapped).toMatchObject({ ok: false, problem: { code: 'aws-silent' } });
    expect(sts.codes()).toEqual([codeAfter(0), codeAfter(30)]);
    expect(clock.pending()).toBe(0);
  });

  it('is asked for once more only when AWS answers what takes none, and the person is told why, how long it takes, and can give up', async () => {
    const problem = { code: 'aws-said', awsCode: 'InternalFailure', status: 500 } as const;
    const { app, until, told, sts } = await setUp();
    sts.script = ({ proof }) => (proof ? refusal(problem, true) : undefined);
    const tapped = app.tap({ role: 'dev' }, never());
    const asked = await until((snapshot) => question(snapshot, 'step') !== undefined);
    expect(question(asked, 'step')).toMatchObject({ after: problem, deadline: start + 30_000 });
    expect(told.map((snapshot) => roleState(snapshot, 'dev'))).toContainEqual({ kind: 'waiting', for: 'aws', after: problem });
    expect(sts.actions()).toEqual(['callerIdentity', 'sessionToken', 'callerIdentity']);
    app.run('cancel', { waiting: question(asked, 'step')?.id });
    expect(await tapped).toEqual({ ok: false, problem: { code: 'cancelled' } });
    expect(sts.codes()).toHaveLength(1);
  });

  it('is not asked for again while AWS answers nothing else', async () => {
    const { app, sts, told } = await setUp();
    sts.script = ({ action }) => (sts.codes().length > 0 || action !== 'callerIdentity' ? unclear : undefined);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'aws-silent' } });
    expect(sts.codes()).toHaveLength(1);
    expect(told.every((snapshot) => question(snapshot, 'step') === undefined)).toBe(true);
  });

  it('is asked for twice at most, whatever else goes wrong: an unclear outcome, then a session that AWS does not know', async () => {
    const { app, clock, until, sts } = await setUp();
    sts.script = ({ action }) => {
      if (action === 'sessionToken' && sts.codes().length === 1) return unclear;
      return action === 'assumeRole' ? refusal({ code: 'session-expired', source: 'work' }) : undefined;
    };
    const tapped = app.tap({ role: 'dev' }, never());
    await until((snapshot) => question(snapshot, 'step') !== undefined);
    await clock.advance(30_000);
    expect(await tapped).toMatchObject({ ok: false, problem: { code: 'aws-said', awsCode: 'InvalidClientTokenId' } });
    expect(sts.codes()).toHaveLength(2);
  });

  it('that AWS refused is not tried again', async () => {
    const { app, sts, ledger } = await setUp();
    sts.script = ({ proof }) => (proof ? refusal({ code: 'code-refused', mfaSerial: jane }) : undefined);
    expect(await app.tap({ role: 'dev' }, never())).toMatchObject({ ok: false, problem: { code: 'code-refused' } });
    expect(sts.codes()).toEqual([codeAfter(0)]);
    // Sent is spent.
    expect([...(ledger.steps.get(jane) ?? [])]).toEqual([step]);
  });

  it('without touch asks nobody', async () => {
    const { app, told } = await setUp({}, { id: jane, touch: false });
    expect((await app.tap({ role: 'dev' }, never())).ok).toBe(true);
    expect(told.every(({ waiting }) => waiting.length === 0)).toBe(true);
  });

  it('is not made when the ledger cannot be written', async () => {
    const { app, world, key } = await setUp();
    const problem = { code: 'state-unwritable', file: '/x', errno: 'EROFS' } as const;
    Object.assign(world.ledger, { claim: async () => ({ ok: false, problem }) });
    const before = key.apduCount();
    expect(await app.tap({ role: 'dev' }, never())).toEqual({ ok: false, problem });
    expect(key.apduCount()).toBe(before);
  });
});
