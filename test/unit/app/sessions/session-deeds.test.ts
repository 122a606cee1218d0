import { describe, expect, it } from 'vitest';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { createGate, refusal } from '../../../fakes/sts.ts';
import { createKey, never, openApp, roleState, start } from '../../../fakes/world.ts';

const setUp = async (options: Parameters<typeof openApp>[0] = {}) => {
  const clock = createFakeClock(start);
  const opened = await openApp({ clock, yubikeys: { usb: createKey(clock, { touchPolicy: 'automatic' }) }, ...options });
  const roleOf = (profile: string) => opened.app.snapshot().roles.find((role) => role.profile === profile);
  return Object.assign(opened, { roleOf, taken: (name: string, payload: unknown) => opened.app.run(name, payload).accepted });
};

describe('marks', () => {
  it.each([
    ['setPinned', 'pinned'],
    ['setFavourite', 'favourite'],
  ] as const)('%s is set, kept and taken away, for roles that are there', async (command, mark) => {
    const { taken, roleOf, world } = await setUp();
    expect(taken(command, { role: 'dev', on: true })).toBe(true);
    expect(taken(command, { role: 'dev', on: true })).toBe(true);
    expect(roleOf('dev')?.[mark]).toBe(true);
    expect(roleOf('prod')?.[mark]).toBe(false);
    expect(world.settings.get()[mark === 'pinned' ? 'pinned' : 'favourites']).toEqual(['dev']);
    taken(command, { role: 'dev', on: false });
    expect(roleOf('dev')?.[mark]).toBe(false);
    expect(taken(command, { role: 'nope', on: true })).toBe(false);
  });

  it('an AWS account has a name and a colour of the person’s, and loses both', async () => {
    const { taken, app } = await setUp();
    const accountOf = (accountId: string) => app.snapshot().awsAccounts.find((account) => account.accountId === accountId);
    expect(accountOf('444455556666')).toEqual({ accountId: '444455556666', partition: 'aws', colour: 'none' });
    taken('setAlias', { accountId: '444455556666', alias: '  acme-dev ' });
    taken('setColour', { accountId: '444455556666', colour: 'teal' });
    expect(accountOf('444455556666')).toMatchObject({ alias: 'acme-dev', colour: 'teal' });
    taken('setAlias', { accountId: '444455556666', alias: ' ' });
    taken('setColour', { accountId: '444455556666', colour: 'none' });
    expect(accountOf('444455556666')).toEqual({ accountId: '444455556666', partition: 'aws', colour: 'none' });
  });

  it.each([
    ['setAlias', { accountId: 'x', alias: 'a' }],
    ['setAlias', { accountId: '444455556666', alias: 'a\u0007b' }],
    ['setAlias', { accountId: '444455556666', alias: 'a'.repeat(65) }],
    ['setColour', { accountId: 'constructor', colour: 'red' }],
    ['setGuard', { role: 'constructor', on: true }],
    ['answerAlert', { alert: 'none' }],
    ['dismissAlert', { alert: 'none' }],
    ['renewAll', null],
    ['renew', { role: 'dev' }],
  ])('%s is refused for %j', async (command, payload) => {
    const { taken, world } = await setUp();
    const before = JSON.stringify(world.settings.get());
    expect(taken(command, payload)).toBe(false);
    expect(JSON.stringify(world.settings.get())).toBe(before);
  });

  it('a guard is taken off by the role’s ARN when the role is in no list any more', async () => {
    const roleArn = 'arn:aws:iam::999900001111:role/Gone';
    const { taken, world } = await setUp({ settings: { guards: { [roleArn]: true } } });
    expect(taken('setGuard', { role: roleArn, on: false })).toBe(true);
    expect(world.settings.get().guards).toEqual({ [roleArn]: false });
  });
});

describe('renewing by hand', () => {
  it('gives new keys without a touch, and shows that AWS is asked', async () => {
    const { app, taken, roleOf, sts, until, clock } = await setUp();
    await app.tap({ role: 'dev' }, never());
    await clock.advance(60_000);
    expect(roleOf('dev')?.can.renew).toBe(true);
    expect(taken('renew', { role: 'dev' })).toBe(true);
    expect(roleState(app.snapshot(), 'dev')).toEqual({ kind: 'waiting', for: 'aws' });
    await until(({ sessions }) => sessions[0]?.since === start + 60_000);
    expect(sts.codes()).toHaveLength(1);
  });

  it('leaves no word in the row when it is given up', async () => {
    const { app, roleOf, sts } = await setUp();
    await app.tap({ role: 'dev' }, never());
    const gate = createGate();
    sts.script = (_, signal) => gate.pass(signal);
    const giveUp = new AbortController();
    const renewed = app.renew('dev', giveUp.signal);
    await settle(10);
    expect(roleOf('dev')?.state).toEqual({ kind: 'waiting', for: 'aws' });
    giveUp.abort();
    expect(await renewed).toEqual({ ok: false, problem: { code: 'cancelled' } });
    await settle(10);
    expect(roleOf('dev')?.state).toMatchObject({ kind: 'active' });
  });

  it('says why it did not work, and the session lives on', async () => {
    const { app, taken, sts, until } = await setUp();
    await app.tap({ role: 'dev' }, never());
    sts.script = () => refusal({ code: 'throttled' });
    taken('renew', { role: 'dev' });
    await until((snapshot) => roleState(snapshot, 'dev')?.kind === 'failed');
    await settle();
    expect(app.snapshot().sessions).toHaveLength(1);
    expect(app.held('dev')).toBeDefined();
  });
});
