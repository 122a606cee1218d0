import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import type { SheetView } from '../../../src-main/contract/team/sheet.ts';

/** What was asked for, of a form with fields. */
type Wish = NonNullable<Extract<SheetView, { readonly kind: 'add' | 'role' | 'rescue' }>['wish']>;

/** The fields of ARNs, with what was in them. */
const arnFields = (wish: Wish): readonly (readonly [field: string, arns: readonly string[]])[] => [
  ['boundary', 'boundary' in wish && wish.boundary !== undefined ? [wish.boundary] : []],
  ['policies', 'policies' in wish ? wish.policies : []],
  ['roles', 'roles' in wish ? wish.roles : []],
];

/** The field of whoever may assume a role. */
const trustField = (wish: Wish | undefined): string | undefined => {
  if (!wish || !('trust' in wish)) return undefined;
  return { account: 'accountId', users: 'users', certificate: 'trustAnchor' }[wish.trust.kind];
};

/** The field of a form that a problem is about; undefined for what is about none. `wish`: what was asked for. */
export const fieldOf = (problem: Problem | undefined, wish: Wish | undefined): string | undefined => {
  const holding = (arn: string) => wish && arnFields(wish).find(([, arns]) => arns.includes(arn))?.[0];
  switch (problem?.code) {
    case 'team-name-taken':
      return 'name';
    case 'team-missing':
      return holding(problem.name) ?? 'group';
    case 'name-unknown':
      return problem.of === 'group' ? 'group' : undefined;
    case 'policy-arn-bad':
    case 'arn-partition':
      return holding(problem.arn);
    case 'region-bad':
      return 'region';
    case 'role-permissions-bad':
    case 'role-permissions-refused':
      return 'permissions';
    case 'team-policy-long':
      return problem.what === 'permissions' ? 'permissions' : trustField(wish);
    case 'role-wish-bad':
      return problem.what === 'external-id' ? 'externalId' : problem.what === 'trust' ? trustField(wish) : undefined;
    case 'role-principal-missing':
    case 'anywhere-apart':
      return trustField(wish);
    case 'subject-malformed':
    case 'subject-undemandable':
      return 'subject';
    case 'team-tag-bad':
      return 'tags';
    case 'team-wish-bad':
      return problem.what === 'user' || problem.what === 'role' ? 'name' : problem.what;
    default:
      return undefined;
  }
};
