import type { Partition } from '../../../../src-main/aws/arn.ts';
import type { ListedRole } from '../../../../src-main/aws/iam/iam-reader.ts';
import { type RightsReading, roleCandidates } from '../../../../src-main/aws/policies/role-candidates.ts';

export const own = '111122223333';
export const other = '444455556666';

/** As IAM sends a document. */
export const encoded = (document: unknown): string => encodeURIComponent(JSON.stringify(document));

export type Statement = Readonly<Record<string, unknown>>;

export const policy = (...statements: readonly Statement[]) => ({ Version: '2012-10-17', Statement: statements });
export const allow = (resource: string | readonly string[], more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Resource: resource,
  ...more,
});
export const deny = (resource: string | readonly string[], more: Statement = {}): Statement => ({
  ...allow(resource, more),
  Effect: 'Deny',
});

export const roleArn = (name: string, accountId = own, partition = 'aws'): string => `arn:${partition}:iam::${accountId}:role/${name}`;

/** Trusts the user's account unless told otherwise. */
export const trust = (principal: unknown = { AWS: `arn:aws:iam::${own}:root` }, more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'sts:AssumeRole',
  Principal: principal,
  ...more,
});

export const listed = (name: string, ...trusts: readonly Statement[]): ListedRole => ({
  roleArn: name.startsWith('arn:') ? name : roleArn(name),
  trust: encoded(policy(...(trusts.length === 0 ? [trust()] : trusts))),
});

export interface Given {
  readonly statements?: readonly Statement[];
  /** Documents in place of statements, by name. */
  readonly documents?: Readonly<Record<string, unknown>>;
  readonly roles?: readonly ListedRole[];
  readonly boundary?: readonly Statement[] | 'unread';
  readonly path?: string;
  readonly partition?: Partition;
  readonly policiesComplete?: boolean;
  readonly rolesComplete?: boolean;
}

/** What is found for jane. */
export const found = (given: Given) => {
  const { boundary, documents = { Own: policy(...(given.statements ?? [])) }, partition = 'aws' } = given;
  const reading: RightsReading = {
    user: {
      arn: `arn:${partition}:iam::${own}:user${given.path ?? '/'}jane`,
      userName: 'jane',
      userId: 'AIDAJANE',
      accountId: own,
      partition,
    },
    policies: Object.entries(documents).map(([name, document]) => ({
      name,
      document: typeof document === 'string' ? document : encoded(document),
    })),
    policiesComplete: given.policiesComplete ?? true,
    roles: given.roles ?? [],
    rolesComplete: given.rolesComplete ?? true,
    ...(boundary === undefined
      ? {}
      : { boundary: boundary === 'unread' ? boundary : { name: 'Limits', document: encoded(policy(...boundary)) } }),
  };
  return roleCandidates(reading);
};

/** `Name` for a sure role, `Name?` for one that is not. */
export const names = (given: Given): readonly string[] =>
  found(given).roles.map(({ roleArn: arn, sure }) => `${arn.slice(arn.indexOf(':role/') + 6)}${sure ? '' : '?'}`);
