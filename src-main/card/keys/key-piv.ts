import type { Clock } from '../../base/clock.ts';
import { failed, type Result } from '../../contract/result.ts';
import { type CardConnection, CardFault } from '../connection/card-connection.ts';
import { CardProblem } from '../connection/card-problem.ts';
import { isSecurityKey } from '../management/device-info.ts';
import type { KeyPiv, PivMoments } from '../piv/piv.ts';
import { readApplication } from '../piv/piv-reading.ts';
import { type PivApplet, selectPiv } from '../piv/piv-session.ts';
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

/** Jobs on the PIV application, on the same queue as those on OATH. */
export const createPivJobs =
  (desk: Desk) =>
  async <T>(keyId: string, { onBusy, signal, urgent }: PivMoments, { work, secret }: PivJob<T>): Promise<Result<T>> => {
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
        } finally {
          if (secret) await forget(connection);
        }
      },
    });
  };

const isPivMissing = (error: unknown) => error instanceof CardProblem && error.problem.code === 'piv-missing';
const isSecurity = (slot: KeySlot) => slot.seen.info !== undefined && isSecurityKey(slot.seen.info);

export const createKeyPiv = (desk: Desk, clock: Clock): KeyPiv => {
  const run = createPivJobs(desk);
  return {
    read: (keyId, moments = {}) => run(keyId, moments, { work: readApplication, secret: false }),
    sign: ({ keyId, pin, lastTry = false, ...request }) => {
      const sent = { once: false };
      const work = { ...request, clock, ...(pin ? { pin: { pin, lastTry, sent } } : {}) };
      return run(keyId, request, { work: (applet) => signInSlot(applet, work), secret: pin !== undefined });
    },
  };
};
