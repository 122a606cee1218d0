import type { Clock } from '../../base/clock.ts';
import { failed, type Result } from '../../contract/result.ts';
import { CardRefusal, hexStatus } from '../connection/apdu.ts';
import { type CardConnection, CardFault } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { parseTlvs, tlvValue } from '../connection/tlv.ts';
import { isSecurityKey } from '../management/device-info.ts';
import type { KeyPiv, PivChange, PivMoments } from '../piv/piv.ts';
import { changeReference, deleteCertificate, deleteKey, generateKey, storeCertificate, unblockPin } from '../piv/piv-changes.ts';
import { OBJECT_ATTESTATION, SW_NOT_ALLOWED } from '../piv/piv-constants.ts';
import { openManagement, protectManagement } from '../piv/piv-management.ts';
import { attestSlot, readApplication } from '../piv/piv-reading.ts';
import { type PivApplet, readObject, selectPiv, verifyPin } from '../piv/piv-session.ts';
import { signInSlot } from '../piv/piv-signing.ts';
import type { Desk } from './key-access.ts';
import type { KeySlot } from './key-slot.ts';

interface PivJob<T> {
  readonly work: (applet: PivApplet) => Promise<T>;
  /** A PIN or a management key is sent: no other program may be connected, and the application forgets them at the end. */
  readonly secret: boolean;
}

/** SELECT drops PIN and authentication, while a card that was only let go of keeps them for some seconds. A card that is gone has dropped them, too. */
const forget = async (connection: CardConnection): Promise<void> => {
  await selectPiv(connection).catch(() => {});
};

/** OATH's word for a password that is missing has another meaning here. */
const isRefused = (error: unknown): error is CardRefusal => error instanceof CardRefusal && error.status === SW_NOT_ALLOWED;

const isPivMissing = (error: unknown) => error instanceof CardProblem && error.problem.code === 'piv-missing';
const isSecurity = (slot: KeySlot) => slot.seen.info !== undefined && isSecurityKey(slot.seen.info);

/** Jobs on the PIV application, on the same queue as those on OATH. */
export const createKeyPiv = (desk: Desk, clock: Clock): KeyPiv => {
  const run = async <T>(keyId: string, { onBusy, signal, urgent }: PivMoments, { work, secret }: PivJob<T>): Promise<Result<T>> => {
    const slot = desk.slot(keyId);
    if (!slot) return failed({ code: 'yubikey-removed' });
    return desk.run(slot, {
      ...(onBusy ? { onBusy } : {}),
      ...(signal ? { signal } : {}),
      urgent: urgent ?? false,
      work: async (connection) => {
        const applet = await selectPiv(connection).catch((error: unknown) => {
          throw isPivMissing(error) && isSecurity(slot) ? new CardProblem({ code: 'security-key' }) : error;
        });
        // Whoever else is connected could sign with a PIN that was entered here.
        if (secret && !connection.exclusive) throw new CardFault('busy', 'not alone');
        try {
          return await work(applet);
        } catch (error) {
          throw isRefused(error) ? new CardProblem({ code: 'card-said', status: hexStatus(error.status), during: error.during }) : error;
        } finally {
          if (secret) await forget(connection);
        }
      },
    });
  };

  /** A change with the management key open, and the PIN verified where it is given. */
  const changing = <T>({ keyId, pin, lastTry = false, access, ...moments }: PivChange, work: (applet: PivApplet) => Promise<T>) => {
    const sent = { once: false };
    return run(keyId, moments, {
      secret: true,
      work: async (applet) => {
        // A management key under the PIN is read with it; some firmware forgets the PIN once the key is open, so it is sent for the work.
        if (pin) await verifyPin(applet, { pin, lastTry, sent });
        await openManagement(applet, access, desk.random, moments.onTouch);
        return work(applet);
      },
    });
  };

  return {
    read: (keyId, { slots, ...moments } = {}) => run(keyId, moments, { work: (applet) => readApplication(applet, slots), secret: false }),
    sign: ({ keyId, pin, lastTry = false, ...request }) => {
      const sent = { once: false };
      const work = { ...request, clock, ...(pin ? { pin: { pin, lastTry, sent } } : {}) };
      return run(keyId, request, { work: (applet) => signInSlot(applet, work), secret: pin !== undefined });
    },
    attest: (keyId, slot, moments = {}) =>
      run(keyId, moments, {
        secret: false,
        work: async (applet) => {
          const statement = await attestSlot(applet, slot);
          const device = statement && tlvValue(parseTlvs((await readObject(applet, OBJECT_ATTESTATION)) ?? new Uint8Array()), 0x70);
          return statement && device ? { statement, device } : undefined;
        },
      }),
    generate: (change, wanted) => changing(change, (applet) => generateKey(applet, wanted)),
    deleteKey: (change, slot) => changing(change, (applet) => deleteKey(applet, slot)),
    store: (change, slot, certificate) =>
      changing(change, (applet) => (certificate ? storeCertificate(applet, slot, certificate) : deleteCertificate(applet, slot))),
    protect: (change) => changing(change, (applet) => protectManagement(applet, desk.random)),
    unblock: (keyId, values, moments = {}) => {
      const sent = { once: false };
      return run(keyId, moments, { work: (applet) => unblockPin(applet, { ...values, sent }), secret: true });
    },
    changeReference: (keyId, what, { old, next }, moments = {}) =>
      run(keyId, moments, { work: (applet) => changeReference(applet, what, old, next), secret: true }),
  };
};
