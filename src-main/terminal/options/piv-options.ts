import { type PolicyFormat, policyFormats } from '../../aws/anywhere/trust-policy.ts';
import { defined } from '../../base/defined.ts';
import {
  type ChosenPinPolicy,
  type ChosenTouchPolicy,
  isPrivateCaArn,
  type NewKeyAlgorithm,
  newKeyAlgorithms,
  pinPolicies,
  touchPolicies,
} from '../../contract/certificates/piv.ts';
import { usageRules } from '../../words/help/usage.ts';
import { givenSeconds, parseDuration } from './durations.ts';
import { listOf } from './team-options.ts';

/** Options of the commands that care for certificates on YubiKeys, for Node's parser. */
export const pivOptions = {
  slot: { type: 'string' },
  algorithm: { type: 'string' },
  touch: { type: 'string' },
  'pin-policy': { type: 'string' },
  subject: { type: 'string' },
  request: { type: 'string' },
  output: { type: 'string' },
  'ca-key': { type: 'string' },
  pca: { type: 'string' },
  authority: { type: 'boolean' },
  valid: { type: 'string' },
  unproved: { type: 'boolean' },
  list: { type: 'boolean' },
  revoke: { type: 'string' },
  crl: { type: 'boolean' },
  chain: { type: 'string' },
  'last-try': { type: 'boolean' },
  port: { type: 'string' },
  'trust-anchor': { type: 'string' },
  profile: { type: 'string' },
  role: { type: 'string' },
  'create-role': { type: 'boolean' },
  existing: { type: 'boolean' },
  policies: { type: 'string' },
  'max-session': { type: 'string' },
  format: { type: 'string' },
  proved: { type: 'boolean' },
} as const;

/** The same as they were understood. */
export interface PivArguments {
  /** `82`, lower case. */
  readonly slot?: string;
  readonly algorithm?: NewKeyAlgorithm;
  readonly touch?: ChosenTouchPolicy;
  readonly pinPolicy?: ChosenPinPolicy;
  readonly subject?: string;
  /** Where the request goes. */
  readonly request?: string;
  readonly output?: string;
  /** The authority's key. */
  readonly caKey?: { readonly serial: number; readonly slot: string };
  /** The ARN of a private CA. */
  readonly pca?: string;
  readonly authority: boolean;
  /** `setup`: goes on from the certificate that is in the slot. */
  readonly existing: boolean;
  /** Days. */
  readonly valid?: number;
  /** Sign without an attestation. */
  readonly unproved: boolean;
  /** `policy`: the certificate has to prove its key. */
  readonly isProved: boolean;
  readonly list: boolean;
  /** A certificate's serial number, decimal. */
  readonly revoke?: string;
  readonly crl: boolean;
  /** A file with what issued a certificate. */
  readonly chain?: string;
  readonly pinStdin: boolean;
  readonly pukStdin: boolean;
  /** `serve`: where it listens. */
  readonly port?: number;
  /** ARNs. */
  readonly trustAnchor?: string;
  readonly profile?: string;
  readonly role?: string;
  /** `setup`: makes the role with these managed policies, for sessions of so many seconds at most. */
  readonly create?: { readonly policies: readonly string[]; readonly maxSessionSeconds: number };
  /** `policy`: its language. */
  readonly format?: PolicyFormat;
  /** The last try of a PIN may be used up. */
  readonly lastTry: boolean;
}

/** Values as Node's parser gives them. */
type Values = Readonly<Record<string, unknown>>;

const policyPattern = /^arn:[\w-]{1,20}:iam::(aws|\d{12}):policy\/[\w+=,.@/-]{1,512}$/;
/** MaxSessionDuration of a role (CreateRole). */
const isSessionSpan = (seconds: number | undefined): boolean => seconds !== undefined && seconds >= 3600 && seconds <= 43_200;
const slotPattern = /^(9[acde]|8[2-9a-f]|9[0-5])$/i;
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** What is pasted may have blanks or the end of a line around it. */
const pasted = (value: unknown): string | undefined => text(value)?.trim();

const caKeyOf = (value: string | undefined): PivArguments['caKey'] => {
  const [, serial, slot = ''] = /^(\d{1,10}):([0-9a-f]{2})$/i.exec(value ?? '') ?? [];
  return serial === undefined || !slotPattern.test(slot) ? undefined : { serial: Number(serial), slot: slot.toLowerCase() };
};

/** An hour is IAM's own; a certificate opens a role for 12. */
const newRoleOf = (values: Values): PivArguments['create'] =>
  values['create-role'] === true
    ? { policies: listOf(text(values.policies)), maxSessionSeconds: givenSeconds(text(values['max-session'])) ?? 43_200 }
    : undefined;

export const pivArguments = (values: Values): PivArguments => ({
  authority: values.authority === true,
  existing: values.existing === true,
  unproved: values.unproved === true,
  isProved: values.proved === true,
  list: values.list === true,
  crl: values.crl === true,
  pinStdin: values['pin-stdin'] === true,
  pukStdin: values['puk-stdin'] === true,
  lastTry: values['last-try'] === true,
  ...defined({
    slot: text(values.slot)?.toLowerCase(),
    algorithm: newKeyAlgorithms.find((name) => name === values.algorithm),
    touch: touchPolicies.find((name) => name === values.touch),
    pinPolicy: pinPolicies.find((name) => name === values['pin-policy']),
    subject: pasted(values.subject),
    request: text(values.request),
    output: text(values.output),
    chain: text(values.chain),
    caKey: caKeyOf(text(values['ca-key'])),
    pca: pasted(values.pca),
    valid: values.valid === undefined ? undefined : Number(values.valid),
    revoke: text(values.revoke),
    port: values.port === undefined ? undefined : Number(values.port),
    trustAnchor: pasted(values['trust-anchor']),
    profile: pasted(values.profile),
    role: pasted(values.role),
    create: newRoleOf(values),
    format: policyFormats.find((name) => name === values.format),
  }),
});

/** Those of a line that has none. */
export const noPivArguments: PivArguments = {
  authority: false,
  existing: false,
  unproved: false,
  isProved: false,
  list: false,
  crl: false,
  pinStdin: false,
  pukStdin: false,
  lastTry: false,
};

/** What is wrong with one of their values; undefined when nothing is. */
export const whyBadPivValue = (values: Values): string | undefined => {
  const { slot, algorithm, touch, valid, revoke } = values;
  if (typeof slot === 'string' && !slotPattern.test(slot)) return usageRules.slot;
  if (algorithm !== undefined && !newKeyAlgorithms.some((name) => name === algorithm)) return usageRules.algorithm(newKeyAlgorithms);
  if (touch !== undefined && !touchPolicies.some((name) => name === touch)) return usageRules.touch(touchPolicies);
  const pinPolicy = values['pin-policy'];
  if (pinPolicy !== undefined && !pinPolicies.some((name) => name === pinPolicy)) return usageRules.pinPolicy(pinPolicies);
  if (values['ca-key'] !== undefined && !caKeyOf(text(values['ca-key']))) return usageRules.caKey;
  if (typeof values.pca === 'string' && !isPrivateCaArn(values.pca.trim())) return usageRules.pca;
  if (typeof valid === 'string' && !/^[1-9]\d{0,3}$/.test(valid)) return usageRules.valid;
  if (typeof revoke === 'string' && !/^\d{1,60}$/.test(revoke)) return usageRules.revoke;
  if (typeof values.port === 'string' && !(/^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536)) return usageRules.port;
  const longest = values['max-session'];
  if (typeof longest === 'string' && !isSessionSpan(parseDuration(longest))) return usageRules.sessionSpan('--max-session');
  const odd = listOf(text(values.policies)).find((arn) => !policyPattern.test(arn));
  if (odd !== undefined) return usageRules.arn(odd);
  if (values.format !== undefined && !policyFormats.some((name) => name === values.format)) return usageRules.format(policyFormats);
  return undefined;
};

/** Of those that work with a key's slot. */
const atTheSlot = ['key', 'yes', 'pin-stdin', 'last-try', 'slot'];

/** The words behind `roletap anywhere`, and which options each accepts beside --json. */
export const anywhereWords: Readonly<Record<string, readonly string[]>> = {
  setup: [
    ...atTheSlot,
    ...['algorithm', 'touch', 'pin-policy', 'subject', 'request', 'authority', 'valid', 'resume', 'undo', 'output', 'copy'],
    ...['ca-key', 'pca', 'unproved', 'trust-anchor', 'profile', 'role', 'name', 'source', 'region', 'duration'],
    ...['create-role', 'policies', 'max-session', 'existing'],
  ],
  request: [...atTheSlot, 'subject', 'output', 'copy'],
  renew: [...atTheSlot, 'subject', 'request', 'output', 'copy', 'ca-key', 'pca', 'unproved', 'valid', 'source'],
  import: [...atTheSlot, 'chain'],
  add: ['yes', 'name', 'trust-anchor', 'profile', 'role', 'subject', 'chain', 'region', 'duration', 'source'],
  adopt: ['yes', 'undo'],
  policy: ['trust-anchor', 'subject', 'proved', 'format'],
  roles: [],
  serve: ['pin-stdin', 'last-try', 'port'],
  sign: ['yes', 'pin-stdin', 'last-try', 'ca-key', 'valid', 'unproved', 'list', 'revoke', 'crl', 'output', 'trust-anchor', 'source'],
};
