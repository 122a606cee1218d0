import { type CardConnection, CardFault } from './card-connection.ts';
import { openContext } from './pcsc-context.adapter.ts';
import { faultOf } from './pcsc-faults.ts';

const protocols = 1 | 2;
const exclusiveMode = 1;
const sharedMode = 2;
const leaveCard = 0;
/** The longest reply of a card with extended length, with room to spare. */
const receiveBytes = 65_548;

/**
 * Opens the card in a reader over PC/SC (pcscd, PCSC.framework, winscard). Rejects with `CardFault`. No call has a limit here, and none may be under
 * way when the process ends by itself, since the binding would crash it: see `card/process`.
 */
export const connectCard = async (readerName: string, exclusive: boolean): Promise<CardConnection> => {
  // A context for each connection: a call that blocks on one context blocks every other call on it.
  const { context } = await openContext();
  try {
    const reader = context.listReaders().find(({ name }) => name === readerName);
    if (!reader) throw new CardFault('no-reader', '80100009');
    const card = await reader.connect(exclusive ? exclusiveMode : sharedMode, protocols);
    let inFlight: Promise<unknown> = Promise.resolve();
    let open = true;
    const transmit = async (apdu: Uint8Array): Promise<Uint8Array> => {
      if (!open) throw new CardFault('transport', 'closed');
      const command = Buffer.from(apdu);
      const flight = card.transmit(command, { maxRecvLength: receiveBytes });
      // The binding copied it; a seed may be in it.
      command.fill(0);
      inFlight = flight.catch(() => {});
      const answer = await flight.catch((error: unknown) => {
        throw faultOf(error, 'transmit');
      });
      if (answer.length < 2) throw new CardFault('transport', 'reply of fewer than two bytes');
      return Uint8Array.from(answer);
    };
    const close = async () => {
      if (!open) return;
      open = false;
      await inFlight;
      try {
        card.disconnect(leaveCard);
      } catch {
        // The card or the service is gone; there is nothing left to let go of.
      }
      context.close();
    };
    return { exclusive, transmit, close };
  } catch (error) {
    context.close();
    throw faultOf(error, 'connect');
  }
};
