import { parseArn } from '../../aws/arn.ts';
import { deviceKind } from '../../aws/iam/iam-user.ts';
import type { MfaKind, NextStep, Person, PersonDevice, PersonFlag, PersonKey } from '../../contract/team/people.ts';
import type { ReportRow } from './credential-report.ts';

const dayMillis = 86_400_000;

/** CIS AWS Foundations Benchmark 1.12 and 1.14, in milliseconds. */
const unusedMillis = 45 * dayMillis;
const oldMillis = 90 * dayMillis;

/** Names that Roletap and others give devices on a YubiKey: `jane-yk-12345678`, `yubikey-12345678`. */
const yubikeyName = /(?:^|[-_.@])(?:yk|yubikey)[-_.]?\d{5,10}$/i;

/** What a device is, by its serial number. `isOnKey`: this computer has seen it on a YubiKey. */
export const mfaKind = (serial: string, isOnKey: (serial: string) => boolean): MfaKind => {
  const kind = deviceKind(serial);
  if (kind === 'fido') return 'passkey';
  if (kind === 'hardware') return 'hardware';
  return isOnKey(serial) || yubikeyName.test(parseArn(serial)?.name ?? '') ? 'yubikey' : 'virtual';
};

/** When somebody was last seen; undefined for never, as far as is known. */
const lastSeen = ({ signedIn, keys }: Pick<Person, 'signedIn' | 'keys'>): number | undefined => {
  const uses = [signedIn, ...keys.map(({ used }) => (typeof used === 'object' ? used.at : undefined))];
  const times = uses.filter((use): use is number => typeof use === 'number');
  return times.length === 0 ? undefined : Math.max(...times);
};

const isActive = ({ state }: PersonKey): boolean => state === 'active';

type Facts = Pick<Person, 'isRoot' | 'console' | 'signedIn' | 'keys' | 'created' | 'mfa'>;

const hasMfa = ({ mfa }: Pick<Person, 'mfa'>): boolean => typeof mfa === 'string' || mfa.length > 0;

/** What is worth doing something about, the worst first. */
export const flagsOf = (facts: Facts, now: number): readonly PersonFlag[] => {
  const { isRoot, console, keys, created, mfa } = facts;
  const active = keys.filter(isActive);
  const getsIn = console !== 'no' || active.length > 0;
  const seen = lastSeen(facts) ?? created;
  const flags: readonly (readonly [PersonFlag, boolean])[] = [
    ['root-key', isRoot && active.length > 0],
    ['root-no-mfa', isRoot && !hasMfa(facts)],
    ['no-mfa', !isRoot && getsIn && !hasMfa(facts)],
    ['one-device', typeof mfa !== 'string' && mfa.length === 1],
    ['two-keys', active.length > 1],
    ['old-key', active.some(({ rotated }) => rotated !== undefined && now - rotated > oldMillis)],
    ['unused', !isRoot && getsIn && seen !== undefined && now - seen > unusedMillis],
    ['odd-key', keys.some(({ state }) => state === 'unknown')],
  ];
  return flags.flatMap(([flag, holds]) => (holds ? [flag] : []));
};

const steps: readonly (readonly [PersonFlag, NextStep])[] = [
  ['root-key', 'delete-root-key'],
  ['root-no-mfa', 'add-root-mfa'],
  // Who is not there any more needs no device.
  ['unused', 'remove-unused'],
  ['no-mfa', 'add-mfa'],
  ['odd-key', 'check-key'],
  ['two-keys', 'delete-second-key'],
  ['old-key', 'rotate-key'],
  ['one-device', 'add-spare'],
];

export const nextStepOf = (flags: readonly PersonFlag[]): NextStep => steps.find(([flag]) => flags.includes(flag))?.[1] ?? 'none';

/** Somebody of the report, with the devices that were found. */
export const personOf = ({ hasMfa: saysMfa, ...row }: ReportRow, found: readonly PersonDevice[] | undefined, now: number): Person => {
  // The report is up to four hours old: devices that were found since count, and one that it knows is not forgotten.
  const told: Person['mfa'] = saysMfa === undefined ? 'unread' : saysMfa ? 'unknown' : [];
  const mfa = found && (found.length > 0 || !saysMfa) ? found : told;
  const facts = { ...row, mfa };
  const flags = flagsOf(facts, now);
  return { ...facts, flags, next: nextStepOf(flags) };
};
