import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { parsed } from '../../base/schema.ts';
import type { AnywhereProfile, ImportedList, PrivateCaFacts, TrustAnchor } from './anywhere-admin.ts';

/** What Roles Anywhere and Private CA answer (their API references), as far as it is used. */

export const anchorSchema = v.pipe(
  v.object({
    trustAnchorArn: v.string(),
    name: v.string(),
    enabled: v.boolean(),
    source: v.object({ sourceData: v.object({ acmPcaArn: v.optional(v.string()), x509CertificateData: v.optional(v.string()) }) }),
  }),
  v.transform(
    ({ trustAnchorArn: arn, name, enabled, source: { sourceData } }): TrustAnchor => ({
      arn,
      name,
      enabled,
      ...defined({ privateCaArn: sourceData.acmPcaArn, bundle: sourceData.x509CertificateData }),
    }),
  ),
);

export const profileSchema = v.pipe(
  v.object({
    profileArn: v.string(),
    name: v.string(),
    enabled: v.boolean(),
    roleArns: v.array(v.string()),
    durationSeconds: v.optional(v.number(), 3600),
    acceptRoleSessionName: v.optional(v.boolean(), false),
  }),
  v.transform(
    ({ profileArn: arn, acceptRoleSessionName: acceptsSessionName, ...rest }): AnywhereProfile => ({ arn, acceptsSessionName, ...rest }),
  ),
);

export const listSchema = v.pipe(
  v.object({ crlId: v.string(), crlArn: v.string(), name: v.string(), trustAnchorArn: v.string() }),
  v.transform(({ crlId: id, crlArn: arn, name, trustAnchorArn }): ImportedList => ({ id, arn, name, trustAnchorArn })),
);
export const oneList = (answer: object): ImportedList | undefined => parsed(v.object({ crl: listSchema }), answer)?.crl;

export const authoritySchema = v.pipe(
  v.object({
    CertificateAuthority: v.object({
      Status: v.string(),
      UsageMode: v.optional(v.string(), 'GENERAL_PURPOSE'),
      CertificateAuthorityConfiguration: v.object({ KeyAlgorithm: v.string() }),
    }),
  }),
  v.transform(
    ({ CertificateAuthority: { Status, UsageMode, CertificateAuthorityConfiguration } }): PrivateCaFacts => ({
      isActive: Status === 'ACTIVE',
      isShortLived: UsageMode === 'SHORT_LIVED_CERTIFICATE',
      signingAlgorithm: CertificateAuthorityConfiguration.KeyAlgorithm.startsWith('RSA') ? 'SHA256WITHRSA' : 'SHA256WITHECDSA',
    }),
  ),
);

export const page = <S extends v.GenericSchema>(name: string, item: S) =>
  v.pipe(
    v.object({ [name]: v.array(item), nextToken: v.optional(v.string()) }),
    v.transform((read) => ({ items: read[name] as readonly v.InferOutput<S>[], next: read.nextToken as string | undefined })),
  );
