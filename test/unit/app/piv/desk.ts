import type { AtTheKey } from '../../../../src-main/app/piv/at-the-key.ts';
import { createKnownChains } from '../../../../src-main/app/piv/known-chains.ts';
import type { CertificateDeeds } from '../../../../src-main/app/setups/certificate-deeds.ts';
import { createCertificates } from '../../../../src-main/app/setups/certificate-program.ts';
import type { SetupAws } from '../../../../src-main/app/setups/setup-run.ts';
import { certificateFacts } from '../../../../src-main/aws/anywhere/certificate-facts.ts';
import { silentLog } from '../../../../src-main/base/log.ts';
import { basicConstraints, keyUsage, serialOf, writeCertificate } from '../../../../src-main/card/certificates/certificate-writing.ts';
import { toPem } from '../../../../src-main/card/certificates/pem.ts';
import type { YubiKeys } from '../../../../src-main/card/keys/keys.ts';
import { ok } from '../../../../src-main/contract/result.ts';
import {
  createVirtualYubiKey,
  type VirtualYubiKey,
  type VirtualYubiKeyOptions,
} from '../../../../src-main/demo/virtual-yubikey/yubikey.ts';
import { parseName } from '../../../../src-main/x509/names.ts';
import { noAws } from '../../../fakes/anywhere.ts';
import { createDesk, firstReader } from '../../../fakes/card-desk.ts';
import { createMemoryJournal } from '../../../fakes/journal.ts';
import { createFakeTurns } from '../../../fakes/turns.ts';
import { createTestAuthority, type TestAuthority } from '../../../support/card/test-authority.ts';

export const serial = 12345678;
export const now = Date.UTC(2026, 10, 22);
export const day = 86_400_000;
const open: YubiKeys[] = [];
/** Lets go of the keys; after each test. */
export const closeDesks = async (): Promise<void> => {
  for (const keys of open.splice(0)) await keys.close();
};

/** Somebody with the PIN, who is asked how often they had to enter it. */
export const person = (pin = '314159'): AtTheKey & { readonly asked: () => number } => {
  let asked = 0;
  return {
    asked: () => asked,
    pin: async () => {
      asked += 1;
      return { ok: true, value: { bytes: Uint8Array.from(Buffer.from(pin)), lastTry: false } };
    },
    newPin: async () => ({ ok: true, value: Uint8Array.from(Buffer.from(pin)) }),
    puk: async () => ({ ok: true, value: { bytes: Uint8Array.from(Buffer.from('12345678')), lastTry: false } }),
    managementKey: async () => ({ ok: false, problem: { code: 'cancelled' } }),
    touch: () => {},
    signal: new AbortController().signal,
  };
};

export interface Desk {
  readonly key: VirtualYubiKey;
  readonly deeds: CertificateDeeds;
  readonly keys: YubiKeys;
  readonly setups: ReturnType<typeof createMemoryJournal>;
  readonly chains: ReturnType<typeof createMemoryJournal>;
}

/** `side`: what AWS does. */
export const desk = async (options: Partial<VirtualYubiKeyOptions> = {}, side: Partial<SetupAws> = {}): Promise<Desk> => {
  const key = createVirtualYubiKey({ serial, touchPolicy: 'automatic', pin: '314159', firmware: '5.7.4', ...options });
  const { keys } = createDesk({ [firstReader]: key });
  open.push(keys);
  await keys.settled();
  const setups = createMemoryJournal();
  const chains = createMemoryJournal();
  const known = createKnownChains(chains, silentLog);
  const aws: SetupAws = {
    ...noAws,
    checkMeant: async () => ok(undefined),
    noteStored: (_key, { issued: [leaf, ...behind] }) => known.keep(leaf, behind, now),
    chainOf: async (certificate) => {
      const facts = certificateFacts(certificate);
      return facts ? known.of(facts) : [];
    },
    ...side,
  };
  let drawn = 0;
  const random = (length: number) => {
    drawn += 1;
    return new Uint8Array(length).fill(drawn);
  };
  const certificates = { setups, register: createMemoryJournal(), chains, random };
  return {
    key,
    keys,
    setups,
    chains,
    deeds: createCertificates({ keys, inTurn: createFakeTurns(new Set()), log: silentLog, now: () => now, aws, ...certificates }),
  };
};

export const slotOf = (key: VirtualYubiKey, slot: number): Uint8Array => {
  const held = key.piv.keys().get(slot);
  if (!held) throw new Error('no key');
  return Uint8Array.from(held.publicKey.export({ type: 'spki', format: 'der' }));
};

const exampleName = parseName('CN=Example CA');

export const issue = async (
  publicKey: Uint8Array,
  change: {
    readonly from?: number;
    readonly until?: number;
    readonly ca?: boolean;
    readonly usage?: boolean;
    readonly authority?: TestAuthority;
    readonly name?: TestAuthority['name'];
  } = {},
) => {
  const authority = change.authority ?? createTestAuthority('CN=Example CA');
  const { from = now - day, until = now + day, ca = false, usage = true, name = exampleName } = change;
  const content = { serial: serialOf(new Uint8Array(16).fill(5)), issuer: authority.name, subject: name, publicKey, from, until };
  const extensions = [basicConstraints(ca), keyUsage(usage ? 'signs-data' : 'signs-certificates')];
  return writeCertificate({ ...content, extensions }, authority.signer);
};
export const pem = (...certificates: readonly Uint8Array[]) => Buffer.from(certificates.map((der) => toPem('CERTIFICATE', der)).join(''));
