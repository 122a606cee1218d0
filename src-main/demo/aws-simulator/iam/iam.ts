import type { ActionCall } from '../model/types.ts';
import { AwsRefusal } from '../model/types.ts';
import type { XmlNode } from '../wire/xml.ts';
import { isoSeconds } from '../wire/xml.ts';
import { accessKeyActions } from './access-keys.ts';
import { authorizedUser, userXml } from './common.ts';
import { deviceActions } from './devices.ts';
import { otherCredentialActions } from './other-credentials.ts';
import { peopleActions } from './people.ts';
import { policyActions } from './policies.ts';
import { reportActions } from './report.ts';
import { roleActions } from './roles.ts';
import { simulatePrincipalPolicy } from './simulate.ts';

const getUser = (call: ActionCall): XmlNode => {
  const user = authorizedUser(call);
  const { boundary } = user;
  const limit = boundary && { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: boundary.arn };
  const PasswordLastUsed = user.login?.used === undefined ? undefined : isoSeconds(user.login.used);
  return { User: { ...userXml(user), PasswordLastUsed, PermissionsBoundary: limit } };
};

/** IAM takes an MFA session of a user, never one without MFA. */
const notFromPlainSessions =
  (perform: (call: ActionCall) => XmlNode | undefined) =>
  (call: ActionCall): XmlNode | undefined => {
    if (call.caller.kind === 'user-session' && call.caller.mfaPresent !== true) {
      throw new AwsRefusal(403, 'InvalidClientTokenId', 'The security token included in the request is invalid');
    }
    return perform(call);
  };

/** The IAM calls that the simulator knows. */
export const iamActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = Object.fromEntries(
  Object.entries({
    GetUser: getUser,
    ...roleActions,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
    ...deviceActions,
    ...policyActions,
    ...accessKeyActions,
    ...otherCredentialActions,
    ...reportActions,
    ...peopleActions,
  }).map(([name, perform]) => [name, notFromPlainSessions(perform)]),
);
