import * as v from 'valibot';
import type { Clock } from '../../base/clock.ts';
import { parsed } from '../../base/schema.ts';
import { failed, type Result } from '../../contract/result.ts';
import type { AwsResult, Caller } from '../caller.ts';
import type { createAwsCalls } from '../http/aws-call.adapter.ts';
import { type AwsError, type Failure, failureOfRefusal } from '../http/aws-errors.ts';
import type { AwsTransport } from '../http/aws-transport.adapter.ts';
import { anywhereUrl, privateCaUrl } from '../http/endpoints.ts';
import { sendJson } from '../http/json-call.ts';
import type { AnywhereAdmin, PrivateCa } from './anywhere-admin.ts';
import { anchorSchema, authoritySchema, listSchema, oneList, page, profileSchema } from './anywhere-answers.ts';
import { signedHeaders } from './signed-headers.adapter.ts';

export interface AdminParts {
  /** The one that STS uses. */
  readonly perform: ReturnType<typeof createAwsCalls>;
  readonly transport: Pick<AwsTransport, 'clockOffset'>;
  readonly clock: Clock;
}

interface AdminCall<T> {
  readonly service: 'rolesanywhere' | 'acm-pca';
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: object;
  /** It changes something, so it is sent once. */
  readonly changes: boolean;
  readonly read: (answer: Readonly<Record<string, unknown>>) => T | undefined;
}

/** `User: ... is not authorized to perform: rolesanywhere:CreateProfile on resource: *`. */
const denied = (error: AwsError, call: AdminCall<unknown>): Failure => {
  const [, action = `${call.service}:${call.action}`, resource = '*'] =
    /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+?))?(?:\s|$)/.exec(error.message) ?? [];
  return { problem: { code: 'iam-denied', action, resource, explicit: error.message.includes('explicit deny') }, unclear: false };
};

const refusedBy =
  (caller: Caller, call: AdminCall<unknown>) =>
  (error: AwsError, offsetMillis: number): Failure => {
    if (error.code === 'AccessDeniedException') return denied(error, call);
    if (/Malformed|Invalid(?:Arn|Args|State)|RequestFailed|LimitExceeded|ResourceNotFound/.test(error.code) && call.service === 'acm-pca')
      return { problem: { code: 'private-ca-refused', awsCode: error.code }, unclear: false };
    const code = { InvalidSignatureException: 'SignatureDoesNotMatch' }[error.code] ?? error.code;
    const session = caller.credentials.sessionToken !== undefined;
    return failureOfRefusal({ ...error, code }, { source: caller.source, region: caller.endpoint.region, session, offsetMillis });
  };

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** No account has more pages than this: 250 profiles, 50 anchors. */
const mostPages = 20;

const idOf = (arn: string): string => encodeURIComponent(arn.split('/').at(-1) ?? '');

export const createAnywhereAdmin = ({
  perform,
  transport,
  clock,
}: AdminParts): { readonly admin: AnywhereAdmin; readonly privateCa: PrivateCa } => {
  const ask = <T>(caller: Caller, call: AdminCall<T>, signal: AbortSignal): Promise<AwsResult<T>> => {
    const base: Result<URL> = (call.service === 'acm-pca' ? privateCaUrl : anywhereUrl)(caller.endpoint);
    return perform<T>({
      service: call.service,
      action: call.action,
      caller,
      url: base,
      signal,
      once: call.changes,
      isJson: true,
      refused: refusedBy(caller, call),
      send: async (config, abortSignal) => {
        if (!base.ok) return undefined;
        const url = new URL(call.path, base.value);
        const body = call.body === undefined ? '' : JSON.stringify(call.body);
        const headers: Record<string, string> =
          call.service === 'acm-pca'
            ? { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `ACMPrivateCA.${call.action}` }
            : { 'content-type': 'application/json' };
        const at = clock.now() + transport.clockOffset().offsetMillis;
        const place = { service: call.service, region: caller.endpoint.region, at };
        const signed = await signedHeaders({ method: call.method, url, headers, body }, caller.credentials, place);
        const path = `${url.pathname}${url.search}`;
        return call.read(await sendJson(config, url, { method: call.method, path, headers: signed, body }, abortSignal));
      },
    });
  };

  const listAll = async <S extends v.GenericSchema>(
    caller: Caller,
    what: { readonly action: string; readonly path: string; readonly name: string; readonly item: S },
    signal: AbortSignal,
  ): Promise<AwsResult<readonly v.InferOutput<S>[]>> => {
    const all: v.InferOutput<S>[] = [];
    let next: string | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const path = next === undefined ? what.path : `${what.path}?nextToken=${encodeURIComponent(next)}`;
      const read = (answer: object) => parsed(page(what.name, what.item), answer);
      const got = await ask(caller, { service: 'rolesanywhere', action: what.action, method: 'GET', path, changes: false, read }, signal);
      if (!got.ok) return got;
      all.push(...got.value.items);
      next = got.value.next;
      if (next === undefined) break;
    }
    return { ok: true, value: all };
  };

  const change = <T>(caller: Caller, call: Omit<AdminCall<T>, 'service' | 'changes'>, signal: AbortSignal) =>
    ask(caller, { ...call, service: 'rolesanywhere', changes: true }, signal);
  const remove = (caller: Caller, action: string, path: string, signal: AbortSignal) =>
    change<true>(caller, { action, method: 'DELETE', path, read: () => true }, signal);

  return {
    admin: {
      listTrustAnchors: (caller, signal) =>
        listAll(caller, { action: 'ListTrustAnchors', path: '/trustanchors', name: 'trustAnchors', item: anchorSchema }, signal),
      listProfiles: (caller, signal) =>
        listAll(caller, { action: 'ListProfiles', path: '/profiles', name: 'profiles', item: profileSchema }, signal),
      createTrustAnchor: (caller, { name, source }, signal) => {
        const given =
          'bundle' in source
            ? { sourceType: 'CERTIFICATE_BUNDLE', sourceData: { x509CertificateData: source.bundle } }
            : { sourceType: 'AWS_ACM_PCA', sourceData: { acmPcaArn: source.privateCaArn } };
        const read = (answer: object) => parsed(v.object({ trustAnchor: anchorSchema }), answer)?.trustAnchor;
        const body = { name, source: given, enabled: true };
        return change(caller, { action: 'CreateTrustAnchor', method: 'POST', path: '/trustanchors', body, read }, signal);
      },
      createProfile: (caller, profile, signal) => {
        const read = (answer: object) => parsed(v.object({ profile: profileSchema }), answer)?.profile;
        return change(
          caller,
          { action: 'CreateProfile', method: 'POST', path: '/profiles', body: { ...profile, enabled: true }, read },
          signal,
        );
      },
      listLists: (caller, signal) => listAll(caller, { action: 'ListCrls', path: '/crls', name: 'crls', item: listSchema }, signal),
      importList: (caller, { name, trustAnchorArn, list }, signal) => {
        const body = { name, trustAnchorArn, crlData: base64(list), enabled: true };
        return change(caller, { action: 'ImportCrl', method: 'POST', path: '/crls', body, read: oneList }, signal);
      },
      updateList: (caller, id, { name, list }, signal) => {
        const path = `/crl/${encodeURIComponent(id)}`;
        const body = { name, crlData: base64(list) };
        return change(caller, { action: 'UpdateCrl', method: 'PATCH', path, body, read: oneList }, signal);
      },
      deleteTrustAnchor: (caller, arn, signal) => remove(caller, 'DeleteTrustAnchor', `/trustanchor/${idOf(arn)}`, signal),
      deleteProfile: (caller, arn, signal) => remove(caller, 'DeleteProfile', `/profile/${idOf(arn)}`, signal),
    },
    privateCa: {
      describe: (caller, authorityArn, signal) => {
        const body = { CertificateAuthorityArn: authorityArn };
        const read = (answer: object) => parsed(authoritySchema, answer);
        return ask(
          caller,
          { service: 'acm-pca', action: 'DescribeCertificateAuthority', method: 'POST', path: '/', body, changes: false, read },
          signal,
        );
      },
      issue: (caller, { authorityArn, request, signingAlgorithm, days, token }, signal) => {
        const body = {
          CertificateAuthorityArn: authorityArn,
          Csr: Buffer.from(request, 'utf8').toString('base64'),
          SigningAlgorithm: signingAlgorithm,
          Validity: { Value: days, Type: 'DAYS' },
          IdempotencyToken: token,
        };
        const read = (answer: object) => parsed(v.object({ CertificateArn: v.string() }), answer)?.CertificateArn;
        // The token makes a second one of the same order harmless.
        return ask(
          caller,
          { service: 'acm-pca', action: 'IssueCertificate', method: 'POST', path: '/', body, changes: false, read },
          signal,
        );
      },
      get: async (caller, authorityArn, arn, signal) => {
        const body = { CertificateAuthorityArn: authorityArn, CertificateArn: arn };
        const read = (answer: object) =>
          parsed(v.object({ Certificate: v.string(), CertificateChain: v.optional(v.string(), '') }), answer);
        const got = await ask(
          caller,
          { service: 'acm-pca', action: 'GetCertificate', method: 'POST', path: '/', body, changes: false, read },
          signal,
        );
        if (got.ok) return { ok: true, value: { certificate: got.value.Certificate, chain: got.value.CertificateChain } };
        const isPending = got.problem.code === 'aws-said' && got.problem.awsCode === 'RequestInProgressException';
        return isPending ? { ok: true, value: undefined } : { ...failed(got.problem), unclear: got.unclear };
      },
    },
  };
};
