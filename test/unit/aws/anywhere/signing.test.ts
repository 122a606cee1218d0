import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { certificateFacts, certificatesIn } from '../../../../src-main/aws/anywhere/certificate-facts.ts';
import { sessionPath, signableCall } from '../../../../src-main/aws/anywhere/signing.ts';

interface Vector {
  readonly name: string;
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly url: string;
  readonly body: string;
  readonly date: string;
  readonly chain: boolean;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly serialDecimal: string;
  readonly signature: string;
  readonly authorization: string;
}

/** Made by another implementation (Python's cryptography), and confirmed by AWS's own Python client. */
const { cases, intermediate } = JSON.parse(readFileSync('test/data/rolesanywhere-vectors.json', 'utf8')) as {
  readonly cases: readonly Vector[];
  readonly intermediate: string;
};

const timeOf = (date: string): number => Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const callOf = ({ url, body, date, chain, certificatePem }: Vector) => {
  const certificate = certificateFacts(Buffer.from(certificatePem));
  if (!certificate) throw new Error('no certificate');
  const intermediates = chain ? (certificatesIn(intermediate) ?? []) : [];
  return { certificate, call: { url: new URL(url), region: 'us-east-1', at: timeOf(date), certificate, chain: intermediates, body } };
};

describe('the signature of CreateSession', () => {
  it('has twelve known answers', () => {
    expect(cases).toHaveLength(12);
  });

  it.each(cases)('is signed as its vector says: $name', (vector) => {
    const { certificate, call } = callOf(vector);
    const signable = signableCall(call);
    expect(certificate.serial).toBe(vector.serialDecimal);
    expect(signable.canonicalRequest).toBe(vector.canonicalRequest);
    expect(signable.stringToSign).toBe(vector.stringToSign);
    expect(signable.authorization(Buffer.from(vector.signature, 'hex'))).toBe(vector.authorization);
    const key = createPrivateKey(vector.privateKeyPem);
    const made = sign('sha256', Buffer.from(signable.stringToSign), key);
    if (certificate.key.kind === 'rsa') expect(made.toString('hex')).toBe(vector.signature);
    expect(
      verify('sha256', Buffer.from(signable.stringToSign), createPublicKey(vector.certificatePem), Buffer.from(vector.signature, 'hex')),
    ).toBe(true);
  });

  it('asks for a role with the three ARNs in the order in which they are signed', () => {
    const vector = cases.find(({ name }) => name === 'p256-query');
    const given = new URL(vector?.url ?? '');
    const arn = (name: string) => given.searchParams.get(name) ?? '';
    const arns = { trustAnchorArn: arn('trustAnchorArn'), roleArn: arn('roleArn'), profileArn: arn('profileArn') };
    expect(`https://${given.host}${sessionPath(arns)}`).toBe(vector?.url);
  });

  it('signs the certificate and its chain as headers', () => {
    const [vector] = cases.filter(({ chain }) => chain);
    if (!vector) throw new Error('no vector');
    const { headers, authorization } = signableCall(callOf(vector).call);
    expect(Object.keys(headers)).toEqual(['content-type', 'host', 'x-amz-date', 'x-amz-x509', 'x-amz-x509-chain']);
    expect(authorization(new Uint8Array([1]))).toContain('SignedHeaders=content-type;host;x-amz-date;x-amz-x509;x-amz-x509-chain,');
  });
});
