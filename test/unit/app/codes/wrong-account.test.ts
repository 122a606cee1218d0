import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-main/app/ports.ts';
import { createFakeClock, settle } from '../../../fakes/clock.ts';
import { refusal } from '../../../fakes/sts.ts';
import { codeAfter, createKey, jane, never, openApp, seed, start } from '../../../fakes/world.ts';

const label = 'Amazon Web Services:jane@111122223333';
const spare = 'arn:aws:iam::111122223333:mfa/jane-yk-1002';
const wrongSeed = new Uint8Array(20).fill(7);
const denied = { code: 'code-refused', mfaSerial: jane } as const;

/** A key with accounts of these names, of which `right` makes codes that AWS takes, and what comes of a tap. */
const setUp = async (ids: readonly string[], right: string, settings: Partial<Settings> = {}) => {
  const clock = createFakeClock(start);
  const accounts = ids.map((id) => ({ id, secret: id === right ? seed : wrongSeed, touch: true }));
  const key = createKey(clock, { serial: 1001, touchPolicy: 'automatic', accounts });
  const opened = await openApp({ clock, yubikeys: { usb: key }, settings });
  opened.sts.script = ({ proof }) =>
    proof && ![0, 30, 60, 90].map(codeAfter).includes(proof.code)
      ? refusal({ code: 'code-refused', mfaSerial: proof.mfaSerial })
      : undefined;
  const tap = async () => {
    const began = clock.now();
    let over = false;
    const tapped = opened.app.tap({ role: 'dev', fresh: true }, never()).finally(() => {
      over = true;
    });
    for (await settle(6); !over; await settle(6)) await clock.advance(500);
    return { result: await tapped, seconds: (clock.now() - began) / 1000 };
  };
  const codes = () => opened.sts.calls.flatMap(({ proof }) => (proof ? [proof.mfaSerial] : [])).length;
  return { ...opened, tap, codes };
};

describe('a wrong account beside the right one on a key', () => {
  it.each<{ what: string; ids: readonly string[]; right: string; settings?: Partial<Settings> }>([
    { what: 'the wrong one has the exact name', ids: [jane, label], right: label },
    { what: 'the wrong one was learned', ids: [jane, label], right: jane, settings: { pickedAccounts: { [jane]: label } } },
    { what: 'the right one is the account of another device of the user', ids: [jane, spare], right: spare },
  ])('costs one more code within 40 s: $what', async ({ ids, right, settings }) => {
    const { tap, codes, world } = await setUp(ids, right, settings);
    const first = await tap();
    expect([first.result.ok, codes()]).toEqual([true, 2]);
    expect(first.seconds).toBeLessThanOrEqual(40);
    // What was learned is what AWS took: the next tap asks for one code.
    expect((await tap()).result.ok).toBe(true);
    expect(world.settings.get().pickedAccounts).toEqual(right === label ? { [jane]: label } : {});
    if (right !== spare) expect(codes()).toBe(3);
  });

  it('is told after two codes when both are wrong, and nothing is learned', async () => {
    const { tap, codes, world } = await setUp([jane, label], 'none', { pickedAccounts: { [jane]: label } });
    const { result, seconds } = await tap();
    expect([result, codes()]).toEqual([{ ok: false, problem: denied }, 2]);
    expect(seconds).toBeLessThanOrEqual(40);
    expect(world.settings.get().pickedAccounts).toEqual({});
  });

  it.each([
    ['alone', [jane]],
    ['beside one of another user', [jane, 'Amazon Web Services:joe@111122223333']],
    ['beside one of another AWS account', [jane, 'Amazon Web Services:jane@999999999999']],
  ])('is told after one code %s', async (_, ids) => {
    const { tap, codes } = await setUp(ids, 'none');
    expect([(await tap()).result, codes()]).toEqual([{ ok: false, problem: denied }, 1]);
  });
});
