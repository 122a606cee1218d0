import { addCertificateRole, type DemoRole } from '../src-main/demo/demo-certificate.ts';
import { createVirtualYubiKey } from '../src-main/demo/virtual-yubikey/yubikey.ts';
import { createStage } from '../test/support/aws/stage.ts';

/** AWS in a process of its own, with a home beside it, so that its work is not taken for ours. Tells where it is, and ends with its parent. */
const stage = await createStage();
// A certificate is made where the authority is; its key moves into the YubiKey of whoever asks.
const maker = createVirtualYubiKey({ serial: 1 });
const certificateRole = await addCertificateRole(maker, stage.simulator, stage.account, Date.now());
const [[slot, stored] = []] = maker.piv.keys();
const [[object, certificate] = []] = maker.piv.objects();
if (slot === undefined || !stored || object === undefined || !certificate) throw new Error('there is no certificate');
process.send?.({
  url: stage.url,
  config: stage.config,
  credentials: stage.credentials,
  folder: stage.home.folder,
  device: stage.device.arn,
  seed: Buffer.from(stage.device.seed).toString('hex'),
  certificateRole,
  identity: {
    slot,
    key: stored.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    object,
    certificate: Buffer.from(certificate).toString('hex'),
  },
} satisfies AwsPlace);
process.on('disconnect', () => void stage.close().finally(() => process.exit(0)));

export interface AwsPlace {
  readonly url: string;
  readonly config: string;
  readonly credentials: string;
  readonly folder: string;
  readonly device: string;
  /** Hex. */
  readonly seed: string;
  /** A role that a certificate opens, and what a YubiKey's PIV application holds for it: key (PEM) and data object (hex). */
  readonly certificateRole: DemoRole;
  readonly identity: { readonly slot: number; readonly key: string; readonly object: string; readonly certificate: string };
}
