import type { Problem } from '../../contract/problems/problem.ts';
import { CardRefusal, hexStatus } from './apdu.ts';
import { CardFault } from './card-connection.ts';
import { MalformedReply } from './tlv.ts';

/** Carries a `Problem` out of a job on a card; inside this layer only, the desk turns it into a value. */
export class CardProblem extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`card problem: ${problem.code}`);
    this.problem = problem;
  }
}

export interface WhichKey {
  readonly reader: string;
  readonly serial?: number;
}

const withSerial = (key: WhichKey) => (key.serial === undefined ? {} : { serial: key.serial });

/** Deep in a job nobody knows the serial; here it is added where the problem has a place for it. */
const named = (problem: Problem, key: WhichKey): Problem => {
  if (key.serial === undefined) return problem;
  switch (problem.code) {
    case 'oath-disabled':
    case 'password-needed':
    case 'password-wrong':
    case 'yubikey-untrusted':
    case 'security-key':
    case 'piv-missing':
    case 'pin-needed':
    case 'pin-wrong':
    case 'pin-last-try':
    case 'pin-blocked':
    case 'pin-unsure':
    case 'puk-wrong':
    case 'puk-last-try':
    case 'puk-blocked':
    case 'puk-unsure':
    case 'management-key-other':
    case 'slot-empty':
    case 'slot-key-other':
      return { serial: key.serial, ...problem };
    case 'account-missing':
      return { ...problem, serials: problem.serials.length > 0 ? problem.serials : [key.serial] };
    default:
      return problem;
  }
};

/** The problem behind anything that a job on a card rejects with. Anything else is a bug and is thrown on. */
export const problemOf = (error: unknown, key: WhichKey): Problem => {
  if (error instanceof CardProblem) return named(error.problem, key);
  if (error instanceof CardRefusal) {
    if (error.status === 0x6982) return { code: 'password-needed', ...withSerial(key) };
    return { code: 'card-said', status: hexStatus(error.status), during: error.during };
  }
  if (error instanceof MalformedReply) return { code: 'yubikey-unreadable', reader: key.reader, detail: 'malformed reply' };
  if (error instanceof CardFault) return problemOfFault(error, key);
  throw error;
};

const problemOfFault = (fault: CardFault, key: WhichKey): Problem => {
  switch (fault.kind) {
    case 'no-service':
      return { code: 'card-service-missing' };
    case 'no-program':
      return { code: 'installation-incomplete', part: 'card-process.cjs' };
    case 'no-binding':
      return { code: 'installation-incomplete', part: 'node_modules/smartcard' };
    case 'service-silent':
      return { code: 'card-service-silent' };
    case 'access-denied':
      return { code: 'card-access-denied' };
    case 'no-reader':
    case 'no-card':
    case 'removed':
      return { code: 'yubikey-removed', ...withSerial(key) };
    case 'busy':
      return { code: 'yubikey-busy' };
    case 'reset':
    case 'unresponsive':
    case 'card-silent':
    case 'transport':
      return { code: 'yubikey-unreadable', reader: key.reader, detail: fault.detail || fault.kind };
  }
};
