import { afterEach, expect, it } from 'vitest';
import { closeDesks, desk, person, serial } from './desk.ts';

afterEach(closeDesks);

const factory = async (pin = '123456') => {
  const { deeds, key } = await desk({ pin });
  const sent: number[] = [];
  key.onApdu(([, instruction = 0]) => sent.push(instruction));
  const isFactory = async () => {
    const looked = await deeds.look(serial, new AbortController().signal);
    return looked.ok && looked.value.pin.isFactory;
  };
  // CHANGE REFERENCE DATA.
  return { deeds, isFactory, changes: () => sent.filter((instruction) => instruction === 0x24).length };
};

it('a PIN of one’s own takes the place of the factory’s', async () => {
  const { deeds, isFactory } = await factory();
  expect(await isFactory()).toBe(true);
  expect(await deeds.choosePin(serial, person('271828'))).toMatchObject({ ok: true });
  expect(await isFactory()).toBe(false);
});

it('nothing is asked or sent where the factory’s is gone, or for a PIN that keyboards write differently', async () => {
  const gone = await factory('314159');
  expect(await gone.deeds.choosePin(serial, person('271828'))).toMatchObject({ ok: true });
  const odd = await factory();
  expect(await odd.deeds.choosePin(serial, person('pässwd'))).toMatchObject({ ok: false, problem: { code: 'pin-malformed', what: 'pin' } });
  expect([gone.changes(), odd.changes()]).toEqual([0, 0]);
});
