import type { ActionCall, OtherCredential } from '../model/types.ts';
import { requiredText } from '../wire/parameters.ts';
import type { XmlNode } from '../wire/xml.ts';
import { authorizedUser, noSuchEntity, paged } from './common.ts';

/** What IAM calls each kind, in lists, and what names one. */
const kinds: { readonly [K in OtherCredential['kind']]: readonly [name: string, list: string, id: string] } = {
  certificate: ['SigningCertificate', 'Certificates', 'CertificateId'],
  'ssh-key': ['SSHPublicKey', 'SSHPublicKeys', 'SSHPublicKeyId'],
  service: ['ServiceSpecificCredential', 'ServiceSpecificCredentials', 'ServiceSpecificCredentialId'],
};

/** The calls that list and delete what stands in the way of deleting a user, beside access keys and devices. */
export const otherCredentialActions: Readonly<Record<string, (call: ActionCall) => XmlNode | undefined>> = Object.fromEntries(
  Object.entries(kinds).flatMap(([kind, [name, list, id]]) => [
    [
      `List${name}s`,
      (call: ActionCall): XmlNode => {
        const user = authorizedUser(call);
        const own = user.others.filter((one) => one.kind === kind);
        return paged(call, list, own, (one) => ({ UserName: user.name, [id]: one.id, Status: 'Active' }));
      },
    ],
    [
      `Delete${name}`,
      (call: ActionCall): undefined => {
        const { others } = authorizedUser(call);
        const index = others.findIndex((one) => one.kind === kind && one.id === requiredText(call.parameters, id));
        if (index < 0) throw noSuchEntity(`The ${name} cannot be found.`);
        others.splice(index, 1);
      },
    ],
  ]),
);
