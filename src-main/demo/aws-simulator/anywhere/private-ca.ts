import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readCertificate } from '../../../card/certificates/certificate-reading.ts';
import { basicConstraints, keyUsage, serialOf, writeCertificate } from '../../../card/certificates/certificate-writing.ts';
import { type ReadRequest, readRequest } from '../../../card/certificates/request.ts';
import { signBlock } from '../../virtual-yubikey/piv-keys.ts';
import { AwsRefusal } from '../model/types.ts';
import type { AnywhereState, AuthorityState } from './state.ts';

interface Issued {
  readonly authority: AuthorityState;
  pem: string | undefined;
  left: number;
}

const day = 86_400_000;

const invalid = (code: string, message: string): AwsRefusal => new AwsRefusal(400, code, message);

const pemOf = (der: Uint8Array): string =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/(.{64})(?=.)/g, '$1\n')}\n-----END CERTIFICATE-----\n`;

/** A request (PKCS#10) whose signature fits its own key. */
const requestIn = (csr: string): ReadRequest | undefined => {
  try {
    const pem = Buffer.from(csr, 'base64').toString('utf8');
    const request = readRequest(Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64'));
    return request.isSigned ? request : undefined;
  } catch {
    return undefined;
  }
};

const textIn = (sent: Readonly<Record<string, unknown>>, name: string): string => {
  const value = sent[name];
  if (typeof value !== 'string') throw invalid('InvalidArgsException', `${name} is missing`);
  return value;
};

/** IssueCertificate and GetCertificate (API reference of AWS Private CA): a certificate is there some time after it was asked for. */
export const createPrivateCa = ({ aws, authorities }: AnywhereState) => {
  const issued = new Map<string, Issued>();
  const byToken = new Map<string, string>();

  const authorityOf = (sent: Readonly<Record<string, unknown>>): AuthorityState => {
    const authority = authorities.get(textIn(sent, 'CertificateAuthorityArn'));
    if (!authority) throw invalid('ResourceNotFoundException', 'Could not find the certificate authority');
    return authority;
  };

  const write = async (entry: Issued, request: ReadRequest, days: number): Promise<void> => {
    const { key, pem } = entry.authority;
    const from = aws.now() - 3600_000;
    const certificate = await writeCertificate(
      {
        serial: serialOf(aws.random(16)),
        issuer: readCertificate(new X509Certificate(pem).raw).subject,
        subject: request.subject,
        from,
        until: from + days * day,
        publicKey: request.publicKey,
        extensions: [basicConstraints(false), keyUsage('signs-data')],
      },
      { algorithm: 'p256', hash: 'sha256', sign: async (digest) => signDigest(key, digest) },
    );
    entry.pem = pemOf(certificate);
  };

  const issueCertificate = (sent: Readonly<Record<string, unknown>>) => {
    const authority = authorityOf(sent);
    if (!authority.active) throw invalid('InvalidStateException', 'The certificate authority is not active');
    const request = requestIn(textIn(sent, 'Csr'));
    if (!request) throw invalid('MalformedCSRException', 'The certificate signing request is malformed');
    const { Value: days, Type: type } = (sent.Validity ?? {}) as { readonly Value?: number; readonly Type?: string };
    if (type !== 'DAYS' || !days || days < 1) throw invalid('InvalidArgsException', 'Validity is invalid');
    if (authority.shortLived && days > 7)
      throw invalid('ValidationException', 'A short-lived certificate authority issues certificates for 7 days at most');
    const token = `${authority.arn} ${String(sent.IdempotencyToken ?? aws.random(8).join('-'))}`;
    const before = byToken.get(token);
    if (before !== undefined) return { CertificateArn: before };
    const arn = `${authority.arn}/certificate/${Buffer.from(aws.random(16)).toString('hex')}`;
    const entry: Issued = { authority, pem: undefined, left: authority.pendingAnswers };
    issued.set(arn, entry);
    byToken.set(token, arn);
    void write(entry, request, days);
    return { CertificateArn: arn };
  };

  const getCertificate = (sent: Readonly<Record<string, unknown>>) => {
    const authority = authorityOf(sent);
    const entry = issued.get(textIn(sent, 'CertificateArn'));
    if (!entry) throw invalid('ResourceNotFoundException', 'Could not find the certificate');
    entry.left -= 1;
    if (entry.left >= 0 || entry.pem === undefined)
      throw invalid('RequestInProgressException', 'The request to issue is still in progress');
    return { Certificate: entry.pem, CertificateChain: authority.pem };
  };

  const describe = (sent: Readonly<Record<string, unknown>>) => {
    const { arn, active, shortLived } = authorityOf(sent);
    return {
      CertificateAuthority: {
        Arn: arn,
        Type: 'ROOT',
        Status: active ? 'ACTIVE' : 'DISABLED',
        UsageMode: shortLived ? 'SHORT_LIVED_CERTIFICATE' : 'GENERAL_PURPOSE',
        CertificateAuthorityConfiguration: { KeyAlgorithm: 'EC_prime256v1', SigningAlgorithm: 'SHA256WITHECDSA' },
      },
    };
  };

  return { IssueCertificate: issueCertificate, GetCertificate: getCertificate, DescribeCertificateAuthority: describe } as const;
};

/** The authority's key is P-256. node:crypto signs only what it hashes itself, the virtual YubiKey a digest. */
const signDigest = (privateKey: KeyObject, digest: Uint8Array): Uint8Array => {
  const key = {
    algorithm: 0x11,
    privateKey,
    publicKey: createPublicKey(privateKey),
    pinPolicy: 1,
    touchPolicy: 1,
    origin: 'generated',
  } as const;
  return signBlock(key, digest) ?? new Uint8Array();
};
