import { afterEach, describe, expect, it } from 'vitest';
import { failed } from '../../../../src-main/contract/result.ts';
import { generateInSlot } from '../../../support/card/piv-key.ts';
import { closeDesks, desk, issue, pem, person, serial, slotOf } from './desk.ts';

afterEach(closeDesks);

describe('a renewal whose certificate somebody brings', () => {
  const renewed = async () => {
    const made = await desk();
    await generateInSlot(made.key, { slot: 0x82, algorithm: 'p256', pin: 2, touch: 3 });
    expect(await made.deeds.import({ bytes: pem(await issue(slotOf(made.key, 0x82))) }, person())).toMatchObject({ ok: true });
    const renew = () => made.deeds.renew({ serial, slot: '82', way: { kind: 'request' } }, person());
    return { ...made, renew, first: await renew() };
  };

  it('waits for it among what is unfinished, with the request to be had again, until it is stored', async () => {
    const { key, deeds, first } = await renewed();
    const [waiting, ...more] = await deeds.unfinished();
    expect([waiting, more.length]).toMatchObject([
      { serial, slot: '82', subject: 'CN=Example CA', waitsFor: 'certificate', keepsKey: true },
      0,
    ]);
    const again = await deeds.resume(waiting?.id ?? '', person());
    expect(again.ok && first.ok && again.value.pem === first.value.request.pem).toBe(true);
    expect(await deeds.import({ bytes: pem(await issue(slotOf(key, 0x82))) }, person())).toMatchObject({ ok: true });
    expect(await deeds.unfinished()).toEqual([]);
  });

  it('waits once, however often the request was made, and is discarded with key and certificate left alone', async () => {
    const { key, deeds, renew } = await renewed();
    expect(await renew()).toMatchObject({ ok: true });
    const [waiting, ...more] = await deeds.unfinished();
    expect(more).toEqual([]);
    expect(await deeds.undo(waiting?.id ?? '', person())).toMatchObject({ ok: true, value: { left: 'all' } });
    expect([key.piv.keys().size, key.piv.objects().has('5fc10d')]).toEqual([1, true]);
    expect(await deeds.unfinished()).toEqual([]);
  });

  it('is over when a CA on a YubiKey issues the certificate in the meantime', async () => {
    const { deeds } = await renewed();
    const order = { algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'cached', protectsManagement: true } as const;
    expect(await deeds.setUp({ ...order, slot: '9c', subject: 'CN=CA', isAuthority: true }, person())).toMatchObject({ ok: true });
    const way = { kind: 'ca-key', serial, slot: '9c', days: 30, proved: false } as const;
    expect(await deeds.renew({ serial, slot: '82', way }, person())).toMatchObject({ ok: true });
    expect(await deeds.unfinished()).toEqual([]);
  });

  it('does not wait beside the setup of the same key, whose certificate is still to come', async () => {
    const { deeds } = await desk();
    const order = { algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'cached', isAuthority: false, protectsManagement: true } as const;
    expect(await deeds.setUp({ ...order, slot: '82', subject: 'CN=jane' }, person())).toMatchObject({ ok: true });
    expect(await deeds.renew({ slot: '82', subject: 'CN=jane', way: { kind: 'request' } }, person())).toMatchObject({ ok: true });
    const unfinished = await deeds.unfinished();
    expect(unfinished.map(({ keepsKey }) => keepsKey)).toEqual([undefined]);
  });
});

describe('a setup that stops before its key was made', () => {
  it('leaves nothing to go on with: the order can be changed and given anew', async () => {
    const { deeds } = await desk();
    const order = { slot: '82', algorithm: 'p256', pinPolicy: 'once', touchPolicy: 'cached', subject: 'CN=jane' } as const;
    const nobody = { ...person(), pin: async () => failed({ code: 'cancelled' }) };
    const stopped = await deeds.setUp({ ...order, isAuthority: false, protectsManagement: true }, nobody);
    expect(stopped).toMatchObject({ ok: false, problem: { code: 'cancelled' } });
    expect(await deeds.unfinished()).toEqual([]);
  });
});
