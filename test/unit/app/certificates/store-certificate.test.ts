import { describe, expect, it } from 'vitest';
import { createCertificatesDesk } from '../../../../src-main/app/certificates/certificate-work.ts';
import { createSetupHandlers } from '../../../../src-main/app/certificates/set-up.ts';
import { createStore, withKeys } from '../../../../src-main/app/state/store.ts';
import { createJobs } from '../../../../src-main/base/jobs.ts';
import type { Key } from '../../../../src-main/card/keys/keys.ts';
import type { SetupView } from '../../../../src-main/contract/certificates/piv.ts';
import { failed, ok } from '../../../../src-main/contract/result.ts';
import { settle } from '../../../fakes/clock.ts';
import { createMemorySettings } from '../../../fakes/settings.ts';

const certificate = { subject: 'CN=jane' };
const waiting = { id: 's1', slot: '82', subject: 'CN=jane', waitsFor: 'certificate', startedAt: 0 } as SetupView;

/** A page over YubiKeys, of which one has the key that a certificate is for. */
const stage = (fitting: number) => {
  const store = createStore(createMemorySettings());
  store.change(withKeys({ kind: 'ready', keys: [1, 2, 3].map((serial) => ({ id: `key ${serial}`, serial }) as Key), others: [] }));
  const asked: { readonly serial?: number; readonly text: string }[] = [];
  let unfinished: readonly SetupView[] = [waiting];
  const certificates = {
    unfinished: async () => unfinished,
    import: async ({ serial = 0, bytes }: { readonly serial?: number; readonly bytes: Uint8Array }) => {
      asked.push({ serial, text: Buffer.from(bytes).toString() });
      if (serial !== fitting) return failed({ code: 'certificate-not-stored', why: 'key' } as const);
      unfinished = [];
      return ok({ slot: '82', certificate });
    },
  };
  const ports = { store, certificates, questions: {}, pins: { keep: () => {} }, newId: () => '1' } as never;
  const desk = createCertificatesDesk(ports, createJobs(failed({ code: 'cancelled' })), () => {});
  return { store, desk, asked, handlers: createSetupHandlers(ports, desk) };
};
const der = (last: number) => Uint8Array.of(0x30, 1, last);

describe('a certificate that is dropped on the page', () => {
  it('goes to the YubiKey that it is for, with the other files behind it as one text', async () => {
    const { desk, asked, handlers } = stage(2);
    desk.open();
    expect(
      handlers.importCertificate({
        keyId: '',
        files: [der(1), Uint8Array.from(Buffer.from('-----BEGIN CERTIFICATE-----\nMAEC\n-----END CERTIFICATE-----'))],
      }),
    ).toBe(true);
    await settle();
    expect(asked.map(({ serial }) => serial)).toEqual([1, 2]);
    expect(asked[0]?.text).toBe(
      '-----BEGIN CERTIFICATE-----\nMAEB\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nMAEC\n-----END CERTIFICATE-----\n',
    );
    expect(desk.page()?.stage).toMatchObject({ kind: 'keys', told: { kind: 'stored', slot: '82' } });
  });

  it('is refused by the last of them where none has its key, and goes to no other than a chosen one', async () => {
    const { desk, asked, handlers } = stage(9);
    desk.open();
    handlers.importCertificate({ keyId: '', files: [der(1)] });
    await settle();
    expect([asked.length, desk.page()?.problem]).toMatchObject([3, { code: 'certificate-not-stored', why: 'key' }]);
    handlers.importCertificate({ keyId: 'key 3', files: [Uint8Array.of(1, 2)] });
    await settle();
    expect(asked.slice(3)).toEqual([{ serial: 3, text: '\u0001\u0002' }]);
  });

  it('ends the wait for it, which is known before the page is opened', async () => {
    const { store, desk, handlers } = stage(1);
    await desk.refresh();
    expect(store.state().setups).toEqual([waiting]);
    desk.open();
    handlers.importCertificate({ keyId: '', files: [der(1)] });
    await settle();
    expect(store.state().setups).toEqual([]);
  });
});
