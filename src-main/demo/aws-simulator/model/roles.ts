import { checkPolicy, type PolicyDocument } from './policy.ts';
import type { RoleState } from './types.ts';

export interface SimulatedRole {
  readonly arn: string;
  readonly setTrust: (trust: PolicyDocument) => void;
  readonly setMaximum: (seconds: number) => void;
}

/** The ways to change a role. */
export const roleBuilder = (role: RoleState): SimulatedRole => ({
  arn: role.arn,
  setTrust: (trust) => {
    checkPolicy(trust);
    role.trust = trust;
  },
  setMaximum: (seconds) => {
    role.maxSessionSeconds = seconds;
  },
});
