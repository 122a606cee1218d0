import { verify } from 'node:crypto';
import { fromPem } from '../../../card/certificates/pem.ts';
import { CertificateList, parse } from '../../../x509/structures.ts';
import { AwsRefusal } from '../model/types.ts';
import { certificatesOfBundle } from './certificates.ts';
import type { Operation, ResourceCall } from './resources.ts';
import { type ListState, newUuid, type TrustAnchorState } from './state.ts';

const invalid = (message: string): AwsRefusal => new AwsRefusal(400, 'ValidationException', message);
const missing = (): AwsRefusal => new AwsRefusal(404, 'ResourceNotFoundException', 'Resource not found');
const iso = (millis: number): string => new Date(millis).toISOString();

/** More than AWS takes for one anchor. */
const mostLists = 2;

const listIn = (data: string): CertificateList => {
  const [der] = fromPem('X509 CRL', Buffer.from(data, 'base64').toString('utf8'));
  try {
    if (der) return parse(der, CertificateList);
  } catch {}
  throw invalid('Invalid CRL');
};

/** Serial numbers in upper-case hex, as node:crypto writes them, of a list (PEM) that the anchor signed (RFC 5280, 5). */
const serialsOf = (data: string, anchor: TrustAnchorState): readonly string[] => {
  const { tbsCertList, tbsCertListRaw, signature } = listIn(data);
  const content = new Uint8Array(tbsCertListRaw ?? []);
  const signer = certificatesOfBundle(anchor.bundle()).some(({ publicKey }) =>
    ['sha256', 'sha384'].some((hash) => verify(hash, content, publicKey, new Uint8Array(signature))),
  );
  if (!signer) throw invalid('CRL signature does not match the trust anchor');
  return (tbsCertList.revokedCertificates ?? []).map(({ userCertificate }) =>
    Buffer.from(userCertificate)
      .toString('hex')
      .replace(/^(00)+/, '')
      .toUpperCase(),
  );
};

const view = ({ id, arn, name, anchor, enabled, data, createdAt }: ListState) => ({
  crlId: id,
  crlArn: arn,
  name,
  trustAnchorArn: anchor.arn,
  enabled,
  crlData: data,
  createdAt: iso(createdAt),
  updatedAt: iso(createdAt),
});

const textOf = (sent: ResourceCall['sent'], name: string): string => {
  const value = sent[name];
  if (typeof value !== 'string' || value === '') throw invalid(`1 validation error detected: Value at '${name}' is invalid`);
  return value;
};

const ownLists = ({ state, caller, region }: ResourceCall): readonly ListState[] =>
  [...state.lists.values()].filter((list) => list.account === caller.account && list.region === region);

/** Revocation lists (API reference of Roles Anywhere): what stands in one that is enabled opens nothing any more. */
export const listOperations: readonly Operation[] = [
  {
    action: 'ImportCrl',
    method: 'POST',
    route: /^\/crls$/,
    status: 201,
    perform: (call) => {
      const { state, caller, region, sent } = call;
      const [name, data, anchorArn] = [textOf(sent, 'name'), textOf(sent, 'crlData'), textOf(sent, 'trustAnchorArn')];
      const anchor = [...state.anchors.values()].find(({ arn, account }) => arn === anchorArn && account === caller.account);
      if (!anchor) throw missing();
      if (ownLists(call).filter((list) => list.anchor === anchor).length >= mostLists)
        throw new AwsRefusal(400, 'ValidationException', 'Too many CRLs');
      const id = newUuid(state.aws);
      const arn = `arn:${caller.account.partition}:rolesanywhere:${region}:${caller.account.accountId}:crl/${id}`;
      const serials = [...serialsOf(data, anchor)];
      const enabled = sent.enabled === true;
      const list = { id, arn, region, account: caller.account, anchor, createdAt: state.aws.now(), enabled, serials, name, data };
      state.lists.set(id, list);
      if (enabled) anchor.crls.push(serials);
      return { crl: view(list) };
    },
  },
  {
    action: 'ListCrls',
    method: 'GET',
    route: /^\/crls$/,
    perform: (call) => ({ crls: ownLists(call).map(view) }),
  },
  {
    action: 'UpdateCrl',
    method: 'PATCH',
    route: /^\/crl\/([^/]+)$/,
    perform: (call) => {
      const list = ownLists(call).find(({ id }) => id === call.id);
      if (!list) throw missing();
      list.data = textOf(call.sent, 'crlData');
      list.serials.splice(0, list.serials.length, ...serialsOf(list.data, list.anchor));
      return { crl: view(list) };
    },
  },
];
