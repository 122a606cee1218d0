import { defined } from '../../base/defined.ts';
import { toPem } from '../../card/certificates/pem.ts';
import { slotNumber } from '../../card/piv/piv.ts';
import type { PivView, RequestView, SetupView, SignedView, UndoneView } from '../../contract/certificates/piv.ts';
import { ok, type Result } from '../../contract/result.ts';
import { certificatesInFile } from '../../x509/certificate-files.ts';
import { type AtTheKey, findPivKey } from '../piv/at-the-key.ts';
import {
  type AuthorityKey,
  type AuthorityPorts,
  listSigned,
  lookAtRequest,
  revoke,
  type SignedCertificate,
  type SignOrder,
  signRequest,
} from '../piv/authority.ts';
import { choosePin } from '../piv/choose-pin.ts';
import { type Imported, importCertificate } from '../piv/import.ts';
import { pivView } from '../piv/piv-view.ts';
import { type MadeRequest, makeRequest } from '../piv/request.ts';
import { unblock } from '../piv/unblock.ts';
import { alone } from '../plans/alone.ts';
import { type AdoptOrder, adopt } from './adopt.ts';
import { type RenewDeed, renew } from './renew.ts';
import { trustOf } from './role-parts.ts';
import { goOn, resumeSetup, type SetUp, setUp, undoSetup } from './setup.ts';
import { checkSetUp } from './setup-checks.ts';
import { draftOf, setupView } from './setup-record.ts';
import type { SetupOrder, SetupPorts } from './setup-run.ts';

/** What is done with keys and certificates in the slots of YubiKeys. */
export interface CertificateDeeds {
  /** What the PIV application holds; asks nobody for anything. `serial`: absent where only one YubiKey is there. */
  readonly look: (serial: number | undefined, signal: AbortSignal) => Promise<Result<PivView>>;
  /** Sets a new PIN with the PUK. */
  readonly unblock: (serial: number | undefined, at: AtTheKey) => Promise<Result<void>>;
  /** A PIN of the person's own in the place of the factory's. */
  readonly choosePin: (serial: number | undefined, at: AtTheKey) => Promise<Result<void>>;
  /** A request for the key that is in a slot. */
  readonly request: (
    order: { readonly serial?: number; readonly slot: string; readonly subject: string },
    at: AtTheKey,
  ) => Promise<Result<MadeRequest>>;
  /** Stores a certificate beside its key, and goes on with the setup that waited for it; `bytes`: PEM or DER, those of its chain behind it or in `chain`. */
  readonly import: (
    order: { readonly serial?: number; readonly slot?: string; readonly bytes: Uint8Array; readonly chain?: Uint8Array },
    at: AtTheKey,
  ) => Promise<Result<Imported & Pick<SetUp, 'role'>>>;
  /** A new certificate, or a request for it, from the key that is in a slot. */
  readonly renew: RenewDeed;
  /** What would stop a setup, before anybody is asked to begin it. */
  readonly check: (order: SetupOrder, at: AtTheKey) => Promise<Result<void>>;
  readonly setUp: (order: SetupOrder, at: AtTheKey) => Promise<Result<SetUp>>;
  /** Takes a certificate that is on a key already to AWS's side and its role. */
  readonly adopt: (order: AdoptOrder, at: AtTheKey) => Promise<Result<SetUp>>;
  readonly resume: (id: string, at: AtTheKey) => Promise<Result<SetUp>>;
  readonly undo: (id: string, at: AtTheKey) => Promise<Result<UndoneView>>;
  readonly unfinished: () => Promise<readonly SetupView[]>;
  readonly lookAtRequest: (file: string, bytes: Uint8Array) => Promise<Result<RequestView>>;
  readonly sign: (order: SignOrder, at: AtTheKey) => Promise<Result<SignedCertificate>>;
  readonly signed: () => Promise<readonly SignedView[]>;
  /** Revokes a certificate by its serial number, if one is given, and makes the list of all that are. */
  readonly revoke: (
    order: { readonly number?: string; readonly authority: AuthorityKey; readonly days: number },
    at: AtTheKey,
  ) => Promise<Result<{ readonly pem: string; readonly revoked: readonly SignedView[] }>>;
}

export const createCertificateDeeds = (ports: AuthorityPorts, setups: SetupPorts): CertificateDeeds => {
  const { journal } = setups;
  /** One program at a time changes what a YubiKey's slots hold, and the setups for them. Problem beside those of the work: plan-running. */
  const atKey = <T>(serial: number | undefined, work: () => Promise<Result<T>>): Promise<Result<T>> => {
    const state = ports.keys.state();
    const [only, other] = state.kind === 'ready' ? state.keys : [];
    return alone(journal.inTurn, `certificates of ${serial ?? (other ? undefined : only?.serial) ?? 'a YubiKey'}`, work);
  };
  const atSetup = async <T>(id: string, work: () => Promise<Result<T>>): Promise<Result<T>> =>
    atKey((await journal.list()).find((one) => one.id === id)?.serial, work);

  return {
    look: async (serial, signal) => {
      const key = await findPivKey(ports.keys, serial, signal);
      return key.ok ? ok(pivView(key.value.application, key.value.serial)) : key;
    },
    unblock: async (serial, at) => {
      const key = await findPivKey(ports.keys, serial, at.signal, []);
      return key.ok ? unblock(ports, key.value, at) : key;
    },
    choosePin: async (serial, at) => {
      const key = await findPivKey(ports.keys, serial, at.signal, []);
      return key.ok ? choosePin(ports, key.value, at) : key;
    },
    request: async ({ serial, slot, subject }, at) => {
      const number = slotNumber(slot) ?? 0x82;
      const key = await findPivKey(ports.keys, serial, at.signal, [number]);
      return key.ok ? makeRequest(ports, key.value, { slot: number, subject }, at) : key;
    },
    import: async ({ serial, bytes, chain = new Uint8Array(), ...order }, at) => {
      const named = order.slot === undefined ? undefined : slotNumber(order.slot);
      const key = await findPivKey(ports.keys, serial, at.signal, named === undefined ? undefined : [named]);
      if (!key.ok) return key;
      const certificates = [bytes, chain].flatMap(certificatesInFile);
      return atKey(key.value.serial, async () => {
        const imported = await importCertificate(ports, key.value, { ...order, certificates }, at);
        if (!imported.ok) return imported;
        const { slot } = imported.value;
        const noted = await setups.aws.noteStored(defined({ serial: key.value.serial }), imported.value);
        if (!noted.ok) return noted;
        const issued = imported.value.issued.map((der) => toPem('CERTIFICATE', der)).join('');
        const gone = await goOn(setups, { serial: key.value.serial, slot, issued }, at);
        return gone.ok ? ok({ ...imported.value, ...defined({ role: gone.value?.role }) }) : gone;
      });
    },
    renew: (order, at) => atKey(order.serial, () => renew({ ...setups, ports, at }, order)),
    check: async (order, at) => {
      const begun = await checkSetUp(setups, order, at);
      return begun.ok ? ok(undefined) : begun;
    },
    setUp: (order, at) => atKey(order.serial, () => setUp(setups, order, at)),
    adopt: (order, at) => atKey(order.serial, () => adopt(setups, order, at)),
    resume: (id, at) => atSetup(id, () => resumeSetup(setups, id, at)),
    undo: (id, at) => atSetup(id, () => undoSetup(setups, id, at)),
    unfinished: async () =>
      (await setups.journal.list()).map((record) => ({
        ...setupView(record),
        ...defined({ keyProof: trustOf(record).proof, draft: draftOf(record) }),
      })),
    lookAtRequest: (file, bytes) => lookAtRequest(ports, file, bytes),
    sign: (order, at) => signRequest(ports, order, at),
    signed: () => listSigned(ports),
    revoke: (order, at) => revoke(ports, order, at),
  };
};
