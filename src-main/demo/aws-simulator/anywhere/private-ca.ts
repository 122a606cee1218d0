import { createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { basicConstraints, keyUsage, serialOf, writeCertificate } from '../../../card/certificates/certificate-writing.ts';
import { readSequence } from '../../../card/certificates/der.ts';
import { decodeName } from '../../../card/certificates/names.ts';
import { algorithmOfKey } from '../../../card/certificates/signing.ts';
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
const readRequest = (csr: string) => {
  try {
    const pem = Buffer.from(csr, 'base64').toString('utf8');
    const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const [info, , signature] = readSequence(der);
    const [, name, publicKey] = info ? readSequence(info.bytes) : [];
    if (!info || !signature || !name || !publicKey) throw new Error('its parts');
    const key = createPublicKey({ key: Buffer.from(publicKey.bytes), format: 'der', type: 'spki' });
    const hash = algorithmOfKey(key) === 'p384' ? 'sha384' : 'sha256';
    const fits = [hash, 'sha256'].some((one) => verify(one, info.bytes, key, signature.value.subarray(1)));
    return fits ? { subject: decodeName(name.bytes), publicKey: publicKey.bytes } : undefined;
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

  const write = async (entry: Issued, request: NonNullable<ReturnType<typeof readRequest>>, days: number): Promise<void> => {
    const { key, pem } = entry.authority;
    const issuer = new X509Certificate(pem);
    const from = aws.now() - 3600_000;
    const certificate = await writeCertificate(
      {
        serial: serialOf(aws.random(16)),
        issuer: decodeName(readSequence(readSequence(issuer.raw)[0]?.bytes ?? new Uint8Array())[5]?.bytes ?? new Uint8Array()),
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
    const request = readRequest(textIn(sent, 'Csr'));
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
