import { describe, expect, it } from 'vitest';
import { createPins } from '../../../../src-main/app/anywhere/pins.ts';
import type { Settings } from '../../../../src-main/app/ports.ts';
import type { KeysState } from '../../../../src-main/card/keys/keys.ts';
import { createFakeClock } from '../../../fakes/clock.ts';
import { start } from '../../../fakes/world.ts';

const minute = 60_000;
const pinOf = (text: string) => new TextEncoder().encode(text);

/** PINs of keys that are plugged in, with a setting that the test changes. */
const openPins = (keepPin: Settings['keepPin']) => {
  const clock = createFakeClock(start);
  const forgotten: string[] = [];
  const heard: { settings: () => void; keys: (state: KeysState) => void } = { settings: () => {}, keys: () => {} };
  let setting = keepPin;
  const pins = createPins({
    keys: {
      state: () => ({ kind: 'starting' }),
      subscribe: (listener) => {
        heard.keys = listener;
        return () => {};
      },
    },
    clock,
    settings: {
      get: () => ({ keepPin: setting }),
      subscribe: (listener) => {
        heard.settings = listener;
        return () => {};
      },
    },
    onForgotten: (keyId) => void forgotten.push(keyId),
  });
  const change = (next: Settings['keepPin']) => {
    setting = next;
    heard.settings();
  };
  const plug = (...ids: readonly string[]) => heard.keys({ kind: 'ready', keys: ids.map((id) => ({ id })), otherCards: [] } as never);
  return { pins, clock, forgotten, change, plug };
};

describe('a PIN that was typed', () => {
  it('is kept for each key by itself, and goes with its key', () => {
    const { pins, plug } = openPins('until-removed');
    pins.keep('1', pinOf('123456'));
    pins.keep('2', pinOf('654321'));
    expect(pins.get('1')).toEqual(pinOf('123456'));
    plug('2');
    expect([pins.has('1'), pins.has('2')]).toEqual([false, true]);
  });

  it('has its time from when it was typed, however often it is used', async () => {
    const { pins, clock, forgotten } = openPins('15-minutes');
    pins.keep('1', pinOf('123456'));
    for (const _ of [1, 2, 3]) {
      await clock.advance(4 * minute);
      pins.keep('1', pins.get('1') ?? pinOf('gone'));
    }
    await clock.advance(3 * minute);
    expect(pins.has('1')).toBe(false);
    expect(forgotten).toEqual(['1']);
  });

  it('begins anew when another one is typed', async () => {
    const { pins, clock } = openPins('15-minutes');
    pins.keep('1', pinOf('123456'));
    await clock.advance(10 * minute);
    pins.keep('1', pinOf('654321'));
    await clock.advance(10 * minute);
    expect(pins.get('1')).toEqual(pinOf('654321'));
  });

  it('is over when the computer slept through its time, though no timer ran', () => {
    const { pins, clock, forgotten } = openPins('1-hour');
    pins.keep('1', pinOf('123456'));
    pins.keep('2', pinOf('654321'));
    clock.set(start + 61 * minute);
    expect(pins.get('1')).toBeUndefined();
    pins.look();
    expect(forgotten).toEqual(['1', '2']);
  });

  it('follows the setting when that is changed', async () => {
    const { pins, clock, change, forgotten } = openPins('until-removed');
    pins.keep('1', pinOf('123456'));
    await clock.advance(20 * minute);
    change('1-hour');
    expect(pins.has('1')).toBe(true);
    change('until-locked');
    await clock.advance(60 * minute);
    expect(pins.has('1')).toBe(true);
    change('15-minutes');
    expect(forgotten).toEqual(['1']);
    pins.keep('1', pinOf('123456'));
    change('never');
    expect(forgotten).toEqual(['1', '1']);
    expect(clock.pending()).toBe(0);
  });
});
