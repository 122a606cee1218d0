import { demandable, subjectParts } from '../../aws/anywhere/trust-policy.ts';
import { defined } from '../../base/defined.ts';
import { retiredSlots, slotName, slotNumber } from '../../card/piv/piv.ts';
import { checkNewKey, tooOld } from '../../card/piv/piv-checks.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { type AtTheKey, type FoundKey, findPivKey } from '../piv/at-the-key.ts';
import { checkAuthority } from '../piv/authority.ts';
import { readSubject } from '../piv/request.ts';
import { anchorFlaw, profileFlaw } from './aws-parts.ts';
import type { SetupOrder, SetupPorts } from './setup-run.ts';

/* Whatever can be told before a setup changes anything is told then: a key that was made for nothing stays in its slot. */

/** Where a setup begins. */
export interface Begun {
  readonly key: FoundKey;
  readonly slot: number;
}

const firstEmpty = ({ application }: FoundKey): number | undefined =>
  retiredSlots.find((slot) => !application.slots.some((one) => one.slot === slot));

/** What the YubiKey says against it. Problems: pin-blocked, slot-taken, firmware-too-old. */
const checkKey = (key: FoundKey, order: SetupOrder): Result<Begun> => {
  const facts = defined({ serial: key.serial });
  const slot = order.slot === undefined ? firstEmpty(key) : slotNumber(order.slot);
  const taken = key.application.slots.find((one) => one.slot === slot);
  if (slot === undefined || taken) return failed({ code: 'slot-taken', slot: order.slot ?? slotName(retiredSlots[0] ?? 0x82), ...facts });
  const { algorithm, pinPolicy, touchPolicy } = order;
  // Before 4.3 nothing tells of a key in a slot without a certificate.
  const old =
    tooOld(key.application.version, [4, 3, 0], 'attestation') ??
    checkNewKey(key.application.version, { slot, algorithm, pinPolicy, touchPolicy });
  if (old) return failed(old);
  return key.application.pin.left === 0 ? failed({ code: 'pin-blocked', ...facts }) : ok({ key, slot });
};

/** What whoever is to sign would say against it. Problems: attestation-refused, authority-missing, those of the source and of the private CA. */
const checkWay = async (
  { pieces, aws }: SetupPorts,
  { way, role, pinPolicy, touchPolicy }: SetupOrder,
  signal: AbortSignal,
): Promise<Result<void>> => {
  if (way?.kind === 'private-ca') {
    const who = { source: way.source ?? role?.source ?? '', region: way.arn.split(':')[3] ?? '' };
    return aws.checkPrivateCa(who, way.arn, signal);
  }
  if (way?.kind !== 'ca-key') return ok(undefined);
  if (way.proved && pinPolicy === 'never') return failed({ code: 'attestation-refused', why: 'pin' });
  if (way.proved && touchPolicy === 'never') return failed({ code: 'attestation-refused', why: 'touch' });
  // With one reader the authority's YubiKey comes later.
  const there = await checkAuthority(pieces, way, signal);
  return there.ok || there.problem.code === 'yubikey-not-plugged' ? ok(undefined) : there;
};

/** `privateCaArn`: of the one that issues the certificate, whose region is the trust anchor's. */
interface MeantByRole {
  readonly role: NonNullable<SetupOrder['role']>;
  readonly subject: string;
  readonly privateCaArn?: string | undefined;
}

/** What AWS's side says against it, as far as the source may list it; where it may not, CreateSession tells. Problems: anywhere-unknown, anywhere-not-ready. */
const checkAwsSide = async (
  aws: SetupPorts['aws'],
  { role, privateCaArn }: MeantByRole,
  signal: AbortSignal,
): Promise<Problem | undefined> => {
  const region = role.region ?? (role.trustAnchorArn ?? privateCaArn ?? '').split(':')[3];
  if (role.source === undefined || !region) return undefined;
  const who = { source: role.source, region };
  const meant = { role, region, privateCaArn };
  const [anchors, profiles] = await Promise.all([aws.trustAnchors(who, signal), aws.profiles(who, signal)]);
  return (anchors.ok ? anchorFlaw(meant, anchors.value) : undefined) ?? (profiles.ok ? profileFlaw(meant, profiles.value) : undefined);
};

/**
 * Whether a role that is meant can come to be, before anything is done. Problems: those of `checkMeant`, of the source and of `checkAwsSide`, anywhere-arn-bad where an ARN is neither named nor can be found; of one that is to be made team-name-taken
 * where it is there, and subject-undemandable where any certificate would open it.
 */
export const checkRole = async (
  { aws }: SetupPorts,
  { role, subject, privateCaArn }: MeantByRole,
  { signal }: AtTheKey,
): Promise<Result<void>> => {
  const meant = await aws.checkMeant(role);
  const { create, source, roleArn, trustAnchorArn } = role;
  if (!meant.ok) return meant;
  const known = source === undefined ? ok(undefined) : await aws.checkSource(source);
  // Nobody could say later which one it is: it is named, or looked for where somebody may.
  const unnamed = trustAnchorArn === undefined ? 'trust-anchor' : role.profileArn === undefined ? 'profile' : undefined;
  const canLook = source !== undefined && (role.region ?? trustAnchorArn ?? privateCaArn) !== undefined;
  if (known.ok && unnamed && !canLook) return failed({ code: 'anywhere-arn-bad', profile: role.name, what: unnamed, value: '' });
  if (source === undefined) return meant;
  if (!known.ok) return known;
  const flaw = await checkAwsSide(aws, { role, subject, privateCaArn }, signal);
  if (flaw) return failed(flaw);
  if (!create) return known;
  if (Object.keys(demandable(subjectParts(subject)).subject).length === 0) return failed({ code: 'subject-undemandable', subject });
  const found = await aws.findRole({ source, region: '' }, roleArn, signal);
  // Whoever may not look may be allowed to make it.
  if (!found.ok) return found.problem.code === 'iam-denied' ? ok(undefined) : found;
  return found.value ? failed({ code: 'team-name-taken', name: roleArn.split('/').at(-1) ?? roleArn }) : ok(undefined);
};

/** Everything that would stop a setup, as far as it can be told before its first step. Problems: subject-malformed, those of the parts. */
export const checkSetUp = async (ports: SetupPorts, order: SetupOrder, at: AtTheKey): Promise<Result<Begun>> => {
  const named = order.slot === undefined ? undefined : slotNumber(order.slot);
  const key = await findPivKey(ports.pieces.keys, order.serial, at.signal, named === undefined ? undefined : [named]);
  if (!key.ok) return key;
  const { role, subject, way } = order;
  const privateCaArn = way?.kind === 'private-ca' ? way.arn : undefined;
  const name = readSubject(subject);
  if (!name.ok) return name;
  const begun = checkKey(key.value, order);
  if (!begun.ok) return begun;
  const meant = role ? await checkRole(ports, { role, subject, privateCaArn }, at) : ok(undefined);
  if (!meant.ok) return meant;
  const signed = await checkWay(ports, order, at.signal);
  return signed.ok ? begun : signed;
};
