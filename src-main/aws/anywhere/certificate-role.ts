import { createHash } from 'node:crypto';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { isSameName } from '../../x509/name-text.ts';
import { parseArn, parseRoleArn, partitionOfRegion } from '../arn.ts';
import type { CertificateFacts } from './certificate-facts.ts';

/** Which certificate opens a role. Whatever is absent is not asked for. */
export interface CertificateWish {
  /** Of the YubiKey. */
  readonly serial?: number;
  /** The slot in hex: `9a`, `82`. */
  readonly slot?: string;
  /** As `CertificateFacts.subject` writes it, or the common name alone. */
  readonly subject?: string;
  readonly issuer?: string;
  /** A copy of the certificate in a file: the same one is looked for on the key. */
  readonly file?: string;
}

/** A role that a certificate opens, as a profile tells of it. */
export interface CertificateRole {
  readonly trustAnchorArn: string;
  readonly profileArn: string;
  readonly roleArn: string;
  readonly certificate: CertificateWish;
  /** A file of intermediate certificates, PEM. */
  readonly intermediates?: string;
  readonly durationSeconds?: number;
  readonly roleSessionName?: string;
  /** Where the helper's line sends its calls, and the region it names. */
  readonly endpointUrl?: string;
  readonly region?: string;
  /** It is written for AWS's helper, and how: with a PIN in the line, with a private key in a file. */
  readonly helper?: { readonly hasPin: boolean; readonly hasKeyFile: boolean; readonly line: string };
  /** Roletap took its profile over from another line, and can give that back. */
  readonly tookOver?: true;
}

/** Tells one role and its certificate from another: sessions are kept by it. */
export const certificateId = ({ trustAnchorArn, profileArn, roleArn, certificate, intermediates }: CertificateRole): string =>
  `certificate-${createHash('sha256')
    .update(JSON.stringify([trustAnchorArn, profileArn, roleArn, certificate, intermediates]))
    .digest('hex')
    .slice(0, 16)}`;

/** Whether a `SourceName.id` is of a certificate. */
export const isCertificateId = (id: string): boolean => id.startsWith('certificate-');

const idPattern = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const resources = {
  'trust-anchor': new RegExp(`^trust-anchor/${idPattern}$`),
  profile: new RegExp(`^profile/${idPattern}$`),
} as const;

/** An ARN of a trust anchor or a profile of Roles Anywhere taken apart, else undefined. */
export const parseAnywhereArn = (text: string, what: 'trust-anchor' | 'profile') => {
  const arn = parseArn(text);
  const isOne = arn?.service === 'rolesanywhere' && arn.region !== '' && arn.accountId !== '';
  return isOne && resources[what].test(`${arn.type}${arn.path}${arn.name}`) ? arn : undefined;
};

/** CreateSession's RoleSessionName. */
const sessionNamePattern = /^[\w+=,.@-]{2,64}$/;

/** ARNs that open a role together, those of them that are known; and the region that is asked for. */
export type RoleArns = { readonly [A in 'trustAnchorArn' | 'profileArn' | 'roleArn' | 'region']?: string | undefined };

/** Why ARNs are none, or don't belong together, whoever typed them. `profile`: that of a file in which they stand. Problems: anywhere-arn-bad, anywhere-apart. */
export const arnsFlaw = ({ trustAnchorArn, profileArn, roleArn, region }: RoleArns, profile?: string): Problem | undefined => {
  const where = defined({ profile });
  const anchor = trustAnchorArn === undefined ? undefined : parseAnywhereArn(trustAnchorArn, 'trust-anchor');
  const own = profileArn === undefined ? undefined : parseAnywhereArn(profileArn, 'profile');
  const role = roleArn === undefined ? undefined : parseRoleArn(roleArn);
  const bad = (what: 'trust-anchor' | 'profile' | 'role', value: string): Problem => ({ code: 'anywhere-arn-bad', ...where, what, value });
  if (trustAnchorArn !== undefined && !anchor) return bad('trust-anchor', trustAnchorArn);
  if (profileArn !== undefined && !own) return bad('profile', profileArn);
  if (roleArn !== undefined && !role) return bad('role', roleArn);
  const inRegion = anchor ?? own;
  const apart = (what: 'partition' | 'region' | 'account', ...all: readonly (string | undefined)[]): Problem | undefined => {
    const [one, ...others] = all.flatMap((value) => value ?? []);
    const other = others.find((value) => value !== one);
    return one === undefined || other === undefined ? undefined : { code: 'anywhere-apart', ...where, what, values: [one, other] };
  };
  return (
    apart('partition', anchor?.partition, own?.partition, role?.partition, partitionOfRegion(inRegion?.region ?? '')) ??
    apart('region', anchor?.region, own?.region, inRegion && region) ??
    apart('account', anchor?.accountId, own?.accountId, role?.accountId)
  );
};

/** What is wrong with the three ARNs and the session's name, before anything is asked of a key or of AWS. Problems: those of `arnsFlaw`, setting-bad. */
export const arnFlaw = (profile: string, role: CertificateRole): Problem | undefined => {
  const { roleSessionName: value } = role;
  return (
    arnsFlaw(role, profile) ??
    (value === undefined || sessionNamePattern.test(value)
      ? undefined
      : { code: 'setting-bad', profile, setting: 'role_session_name', value })
  );
};

/** What a wish says: what the certificate is called, empty where any will do, and where it is to be. */
export const wishFacts = ({ subject, file, issuer, slot, serial }: CertificateWish) => ({
  wanted: subject ?? file ?? issuer ?? '',
  ...defined({ slot, serial }),
});

/** Whether a certificate in a slot is the one that is wished for. `copy`: the one in the wish's file. */
export const fitsWish = (
  wish: CertificateWish,
  place: {
    readonly serial?: number;
    readonly slot: string;
    readonly facts: Pick<CertificateFacts, 'subject' | 'commonName' | 'issuer' | 'sum'>;
  },
  copy?: Pick<CertificateFacts, 'sum'>,
): boolean => {
  const { facts } = place;
  if (wish.file !== undefined) return facts.sum === copy?.sum;
  if (wish.serial !== undefined && place.serial !== undefined && wish.serial !== place.serial) return false;
  if (wish.slot !== undefined && wish.slot.toLowerCase() !== place.slot.toLowerCase()) return false;
  if (wish.issuer !== undefined && !isSameName(wish.issuer, facts.issuer)) return false;
  if (wish.subject === undefined) return true;
  return [facts.commonName, `CN=${facts.commonName}`].includes(wish.subject) || isSameName(wish.subject, facts.subject);
};
