import { describe, expect, it } from 'vitest';
import { settle } from '../../../fakes/clock.ts';
import { createKey, never } from '../../../fakes/world.ts';
import { putIdentity } from '../../../support/card/piv-identity.ts';
import { authority, countPins, ownConfig, setUp } from './certificate-stage.ts';

const minute = 60_000;

describe('a role by certificate that is kept alive', () => {
  const opened = async (identity: { readonly touch?: number; readonly pin?: number } = {}, settings = {}) => {
    const stage = await setUp({
      kind: 'tray',
      identity,
      config: ownConfig('duration_seconds = 3600\n'),
      settings: { pinned: ['dev'], renewal: 'pinned', ...settings },
    });
    const tapped = stage.app.tap({ role: 'dev' }, never());
    if (identity.pin !== 1) await stage.typePin('654321');
    expect(await tapped).toMatchObject({ ok: true });
    return stage;
  };
  type Stage = Awaited<ReturnType<typeof opened>>;
  const later = async ({ clock }: Pick<Stage, 'clock'>, minutes: number) => {
    await clock.advance(minutes * minute);
    await settle(30);
  };
  const session = ({ app }: Stage) => app.snapshot().sessions.find(({ target }) => target === 'dev-tap');

  it('renews by itself while the PIN is remembered and no touch is wanted', async () => {
    const stage = await opened();
    const until = session(stage)?.expires ?? 0;
    expect(session(stage)?.renews).toBe(until - 15 * minute);
    await later(stage, 46);
    expect(session(stage)?.expires).toBe(until + 46 * minute - (46 - 45) * minute);
    expect(stage.anywhere.orders).toHaveLength(2);
    expect(stage.anywhere.orders[1]).toMatchObject({ durationSeconds: 3600 });
    expect(stage.app.snapshot().waiting).toEqual([]);
  });

  describe('and opens another role', () => {
    const chained = '\n[profile other]\nrole_arn = arn:aws:iam::444455556666:role/Other\nsource_profile = dev\n';
    const openedOther = async (identity: { readonly pin?: number } = {}) => {
      const config = ownConfig('duration_seconds = 3600\n') + chained;
      const stage = await setUp({ kind: 'tray', identity, config, settings: { pinned: ['other'], renewal: 'pinned' } });
      const tapped = stage.app.tap({ role: 'other' }, never());
      if (identity.pin !== 1) await stage.typePin('654321');
      expect(await tapped).toMatchObject({ ok: true });
      const expires = () => stage.app.snapshot().sessions.find(({ target }) => target === 'other-tap')?.expires ?? 0;
      return { ...stage, expires };
    };

    it('renews that by itself, too, from a session that it opens anew', async () => {
      const stage = await openedOther();
      const until = stage.expires();
      await later(stage, 46);
      expect(stage.expires()).toBeGreaterThan(until + 44 * minute);
      await later(stage, 46);
      expect(stage.expires()).toBeGreaterThan(until + 88 * minute);
      expect(stage.anywhere.orders.length).toBeGreaterThan(1);
      expect(stage.app.snapshot().waiting).toEqual([]);
    });

    it('does not ask a person for it once the key was pulled', async () => {
      const stage = await openedOther();
      const until = stage.expires();
      stage.readers.remove('usb');
      await stage.until(({ card }) => card.kind === 'no-key');
      await later(stage, 46);
      expect(stage.expires()).toBe(until);
      expect(stage.app.snapshot().waiting).toEqual([]);
    });

    it('asks nobody which key is meant', async () => {
      const stage = await openedOther();
      const twin = createKey(stage.clock, { serial: 23456789, accounts: [] });
      putIdentity(twin, authority().ca.issue(), { pin: 1 });
      stage.readers.insert('nfc', twin);
      await stage.until(({ card }) => card.kind === 'present' && card.keys.length === 2);
      for (const _ of [1, 2]) {
        await later(stage, 46);
        expect(stage.app.snapshot().waiting).toEqual([]);
      }
    });

    it('asks nobody to insert a key that has no PIN and is gone', async () => {
      const stage = await openedOther({ pin: 1 });
      stage.readers.remove('usb');
      await stage.until(({ card }) => card.kind === 'no-key');
      for (const _ of [1, 2, 3]) {
        await later(stage, 40);
        expect(stage.app.snapshot().waiting).toEqual([]);
      }
    });
  });

  it('needs no PIN to be remembered where the key has none', async () => {
    const stage = await opened({ pin: 1 });
    await later(stage, 46);
    expect(stage.anywhere.orders).toHaveLength(2);
  });

  it.each([
    ['wants a touch', { touch: 2 }, {}],
    ['has a PIN that is not to be remembered', {}, { keepPin: 'never' }],
  ] as const)('is told before its end where the key %s', async (_, identity, settings) => {
    const stage = await setUp({
      kind: 'tray',
      identity,
      config: ownConfig('duration_seconds = 3600\n'),
      settings: { pinned: ['dev'], renewal: 'pinned', ...settings },
    });
    const tapped = stage.app.tap({ role: 'dev' }, never());
    await stage.typePin('654321');
    if ('touch' in identity) {
      await settle();
      await stage.clock.advance(1);
      await stage.until(({ waiting }) => waiting.some(({ kind }) => kind === 'touch'));
      stage.key.touch();
    }
    expect(await tapped).toMatchObject({ ok: true });
    expect(session(stage)?.renews).toBeUndefined();
    await later(stage, 51);
    expect(stage.anywhere.orders).toHaveLength(1);
    const soon = stage.app.snapshot().alerts.filter(({ kind }) => kind === 'ends-soon');
    expect(soon).toMatchObject([{ what: 'direct', name: 'dev' }]);
  });

  it('does not renew once the key was pulled, and asks nobody', async () => {
    const stage = await opened();
    stage.readers.remove('usb');
    await stage.until(({ card }) => card.kind === 'no-key');
    expect(session(stage)?.renews).toBeUndefined();
    await later(stage, 51);
    expect(stage.anywhere.orders).toHaveLength(1);
    expect(stage.app.snapshot().waiting).toEqual([]);
  });

  it('sends the last try of a PIN only where that was said', async () => {
    const stage = await setUp({ answers: 'pins' });
    const pins = countPins(stage.key);
    for (const pin of ['111111', '222222']) {
      const tapped = stage.app.tap({ role: 'dev' }, never());
      await stage.typePin(pin);
      expect(await tapped).toMatchObject({ problem: { code: 'pin-wrong' } });
    }
    const unsaid = stage.app.tap({ role: 'dev' }, never());
    await stage.typePin('654321');
    expect(await unsaid).toMatchObject({ problem: { code: 'pin-last-try' } });
    expect(pins()).toBe(2);
    const said = stage.app.tap({ role: 'dev' }, never());
    await stage.typePin('654321', true);
    expect(await said).toMatchObject({ ok: true });
  });
});
