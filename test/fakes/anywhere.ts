import type { SetupAws } from '../../src-main/app/setups/setup-run.ts';
import { failed, ok } from '../../src-main/contract/result.ts';

const denied = async () => failed({ code: 'iam-denied', action: 'rolesanywhere:ListTrustAnchors', resource: '*', explicit: false });

/** Nobody may do anything in AWS. */
export const noAws: SetupAws = {
  trustAnchors: denied,
  profiles: denied,
  makeTrustAnchor: denied,
  makeProfile: denied,
  findRole: denied,
  makeRole: denied,
  removeRole: denied,
  pause: async () => {},
  removeTrustAnchor: denied,
  removeProfile: denied,
  importList: denied,
  certificate: denied,
  checkSource: async () => ok(undefined),
  checkPrivateCa: denied,
  checkMeant: denied,
  save: denied,
  unsave: denied,
  prove: denied,
  noteStored: async () => ok(undefined),
  chainOf: async () => [],
  placeOf: denied,
};
