import { verify, X509Certificate } from 'node:crypto';
import { bitStringBytes, readAll, readSequence } from '../../../card/certificates/der.ts';
import { AwsRefusal } from '../model/types.ts';
import { certificatesOfBundle } from './certificates.ts';
import type { Operation, ResourceCall } from './resources.ts';
import { type ListState, newUuid, type TrustAnchorState } from './state.ts';

const invalid = (message: string): AwsRefusal => new AwsRefusal(400, 'ValidationException', message);
const missing = (): AwsRefusal => new AwsRefusal(404, 'ResourceNotFoundException', 'Resource not found');
const iso = (millis: number): string => new Date(millis).toISOString();

/** More than AWS takes for one anchor. */
const mostLists = 2;

/** Serial numbers in upper-case hex, as node:crypto writes them, of a list (PEM) that the anchor signed (RFC 5280, 5). */
const serialsOf = (data: string, anchor: TrustAnchorState): readonly string[] => {
  const pem = Buffer.from(data, 'base64').toString('utf8');
  if (!pem.includes('BEGIN X509 CRL')) throw invalid('Invalid CRL');
  const [content, , signature] = readSequence(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
  if (!content || !signature) throw invalid('Invalid CRL');
  const signer = certificatesOfBundle(anchor.bundle()).some(({ raw }) => {
    const { publicKey } = new X509Certificate(raw);
    return ['sha256', 'sha384'].some((hash) => verify(hash, content.bytes, publicKey, bitStringBytes(signature)));
  });
  if (!signer) throw invalid('CRL signature does not match the trust anchor');
  // After version, algorithm, issuer and two times comes what was revoked, where anything was.
  const entries = readAll(content.value)
    .slice(5)
    .find(({ tag }) => tag === 0x30);
  return (entries ? readAll(entries.value) : []).map(({ value }) => {
    const [serial] = readAll(value);
    return Buffer.from(serial?.value ?? [])
      .toString('hex')
      .replace(/^(00)+/, '')
      .toUpperCase();
  });
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
