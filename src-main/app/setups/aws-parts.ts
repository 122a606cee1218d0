import type { AnywhereProfile, TrustAnchor } from '../../aws/anywhere/anywhere-admin.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { SetupRole } from './setup-record.ts';

/* What AWS lists of trust anchors and profiles, against what a role is to be opened with. Pure. */

/** `privateCaArn`: of the one that issues the certificate. */
export interface MeantParts {
  readonly role: Pick<SetupRole, 'name' | 'roleArn' | 'trustAnchorArn' | 'profileArn'>;
  readonly region: string;
  readonly privateCaArn?: string | undefined;
}

type What = 'trust-anchor' | 'profile';

export const notReady = (profile: string, what: What, arn: string, why: 'disabled' | 'role'): Problem => ({
  code: 'anywhere-not-ready',
  profile,
  what,
  arn,
  why,
});

interface Listed {
  readonly arn: string;
  readonly enabled: boolean;
}

/** The one that is named has to be there and to fit; of those that fit where none is named, one has to be enabled. */
const flawIn = <T extends Listed>(
  { role, region }: MeantParts,
  what: What,
  named: string | undefined,
  listed: readonly T[],
  fits: (one: T) => boolean,
): Problem | undefined => {
  if (named === undefined) {
    const [first, ...more] = listed.filter(fits);
    return first && ![first, ...more].some(({ enabled }) => enabled) ? notReady(role.name, what, first.arn, 'disabled') : undefined;
  }
  const found = listed.find(({ arn }) => arn === named);
  if (!found) return { code: 'anywhere-unknown', profile: role.name, region };
  if (!found.enabled) return notReady(role.name, what, named, 'disabled');
  // Whose certificates a named anchor takes is its own affair: a private CA may issue below it.
  return what === 'trust-anchor' || fits(found) ? undefined : notReady(role.name, what, named, 'role');
};

/** Why a trust anchor will open nothing. Problems: anywhere-unknown, anywhere-not-ready. */
export const anchorFlaw = (meant: MeantParts, anchors: readonly TrustAnchor[]): Problem | undefined =>
  flawIn(
    meant,
    'trust-anchor',
    meant.role.trustAnchorArn,
    anchors,
    ({ privateCaArn }) => privateCaArn !== undefined && privateCaArn === meant.privateCaArn,
  );

/** The same of the profile. */
export const profileFlaw = (meant: MeantParts, profiles: readonly AnywhereProfile[]): Problem | undefined =>
  flawIn(meant, 'profile', meant.role.profileArn, profiles, ({ roleArns }) => roleArns.includes(meant.role.roleArn));
