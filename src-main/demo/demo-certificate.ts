import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { concatBytes } from '../base/bytes.ts';
import { basicConstraints, keyUsage, type Signer, serialOf, writeCertificate } from '../card/certificates/certificate-writing.ts';
import { toPem } from '../card/certificates/pem.ts';
import { encodeTlv } from '../card/connection/tlv.ts';
import { certificateObject } from '../card/piv/piv-constants.ts';
import { parseName } from '../x509/names.ts';
import type { SimulatedAccount } from './aws-simulator/model/accounts.ts';
import type { AwsSimulator } from './aws-simulator/simulator.ts';
import { type PivKey, signBlock } from './virtual-yubikey/piv-keys.ts';
import type { VirtualYubiKey } from './virtual-yubikey/yubikey.ts';

/** PIV PIN of the demo's YubiKey. */
export const demoPin = '314159';

const region = 'eu-central-1';
const slot = 0x82;
const dayMillis = 86_400_000;

/** P-256; PIN once, touch cached, as a setup makes it. */
const newKey = (): PivKey => ({
  algorithm: 0x11,
  ...generateKeyPairSync('ec', { namedCurve: 'prime256v1' }),
  pinPolicy: 2,
  touchPolicy: 3,
  origin: 'generated',
});
const spkiOf = (key: KeyObject): Uint8Array => Uint8Array.from(key.export({ type: 'spki', format: 'der' }));

/** A certificate for a year, by the key of the demo's authority. */
const certify = (of: PivKey, by: PivKey, subject: string, now: number): Promise<Uint8Array> => {
  const isAuthority = of === by;
  const signer: Signer = { algorithm: 'p256', hash: 'sha256', sign: async (digest) => signBlock(by, digest) ?? new Uint8Array() };
  const content = {
    serial: serialOf(Uint8Array.from(randomBytes(16))),
    issuer: parseName('CN=Acme CA,O=Acme'),
    subject: parseName(subject),
    from: now - dayMillis,
    until: now + 365 * dayMillis,
    publicKey: spkiOf(of.publicKey),
    extensions: [basicConstraints(isAuthority), keyUsage(isAuthority ? 'signs-certificates' : 'signs-data')],
  };
  return writeCertificate(content, signer);
};

export interface DemoRole {
  readonly roleArn: string;
  readonly trustAnchorArn: string;
  readonly profileArn: string;
}

/** Puts jane's key and certificate on the virtual YubiKey, and a role into AWS that it opens: the same that `anywhere setup` leads to. */
export const addCertificateRole = async (
  key: VirtualYubiKey,
  { anywhere }: Pick<AwsSimulator, 'anywhere'>,
  account: SimulatedAccount,
  now: number,
): Promise<DemoRole> => {
  const [own, authority] = [newKey(), newKey()];
  const certificate = await certify(own, authority, 'CN=jane,O=Acme', now);
  (key.piv.keys() as Map<number, PivKey>).set(slot, own);
  const object = concatBytes(encodeTlv(0x70, certificate), encodeTlv(0x71, Uint8Array.of(0)), encodeTlv(0xfe));
  (key.piv.objects() as Map<string, Uint8Array>).set(certificateObject(slot).toString(16), object);
  const trustAnchorArn = anywhere.addAnchor(
    account.accountId,
    region,
    toPem('CERTIFICATE', await certify(authority, authority, 'CN=Acme CA,O=Acme', now)),
    { name: 'acme-ca' },
  );
  const { arn: roleArn } = account.addRole('Deployer', {
    maxSessionSeconds: 43_200,
    trust: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          Condition: {
            ArnEquals: { 'aws:SourceArn': trustAnchorArn },
            StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'jane' },
          },
        },
      ],
    },
  });
  const profileArn = anywhere.addProfile(account.accountId, region, [roleArn], { name: 'deployers', durationSeconds: 43_200 });
  return { roleArn, trustAnchorArn, profileArn };
};
