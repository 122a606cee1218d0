import { CardFault, type CardFaultKind } from './card-connection.ts';
import type { ServiceState } from './pcsc-readers.ts';

/** The binding gives PC/SC's errors as words without their code; here the words get both back (pcsclite.h). */
const faults: Readonly<Record<string, readonly [CardFaultKind, string]>> = {
  'PC/SC service not running': ['no-service', '8010001d'],
  'PC/SC service stopped': ['no-service', '8010001e'],
  'Communication error': ['no-service', '80100013'],
  'Invalid handle': ['no-service', '80100003'],
  'Context is not valid': ['no-service', ''],
  'Unknown reader': ['no-reader', '80100009'],
  'Reader unavailable': ['removed', '80100017'],
  'No readers available': ['no-reader', '8010002e'],
  'No smart card present': ['no-card', '8010000c'],
  'Card was removed': ['removed', '80100069'],
  'Sharing violation': ['busy', '8010000b'],
  'Card was reset': ['reset', '80100068'],
  // Another program powered it off; pcscd powers it on again within a second.
  'Card is unpowered': ['unresponsive', '80100067'],
  'Card is unresponsive': ['unresponsive', '80100066'],
  'Card is not supported': ['unresponsive', '80100065'],
  'Protocol mismatch': ['unresponsive', '8010000f'],
  'Reader not ready': ['unresponsive', '80100010'],
  // The card was pulled during the command, or the reader failed: a fresh connection tells which.
  'Transaction failed': ['transport', '80100016'],
  'Insufficient buffer': ['transport', '80100008'],
};

/** The binding has no words for some codes; on connect that is 8010006A, the service's policy refusing us. */
const unknownWords = 'Unknown PC/SC error';

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : '');

/** The fault behind an error of the binding. */
export const faultOf = (error: unknown, during: 'connect' | 'transmit' | 'watch'): CardFault => {
  if (error instanceof CardFault) return error;
  const words = wordsOf(error);
  const known = faults[words];
  if (known) {
    // "No smart card" cannot be said of a card that we were talking to but for its removal; nor can "no reader".
    const gone = during === 'transmit' && (known[0] === 'no-card' || known[0] === 'no-reader');
    return new CardFault(gone ? 'removed' : known[0], known[1]);
  }
  if (words === unknownWords && during === 'connect') return new CardFault('access-denied', '8010006a');
  return new CardFault('transport', 'unknown');
};

/**
 * What a watch tells of a service that is away. Windows starts its own with the first reader and stops it with the last one (SCARD_E_NO_SERVICE,
 * SCARD_E_SERVICE_STOPPED): there that is a computer without a reader, and no fault.
 */
export const stateWithout = ({ kind, detail }: Pick<CardFault, 'kind' | 'detail'>, platform: string): ServiceState => {
  if (platform === 'win32' && (detail === '8010001d' || detail === '8010001e')) return { kind: 'readers', readers: [] };
  return { kind: 'no-service', fault: kind === 'access-denied' || kind === 'no-binding' ? kind : 'no-service' };
};

/** The fault of a context that could not be made: a service that lets us in and hangs up denies access (its policy). */
export const firstFaultOf = (error: unknown): CardFault => {
  const words = wordsOf(error);
  if (words === 'Communication error' || words === unknownWords) return new CardFault('access-denied', '80100013');
  return new CardFault('no-service', faultOf(error, 'watch').detail);
};
