import { createStage } from '../test/support/aws/stage.ts';

/** AWS in a process of its own, with a home beside it, so that its work is not taken for ours. Tells where it is, and ends with its parent. */
const stage = await createStage();
process.send?.({
  url: stage.url,
  config: stage.config,
  credentials: stage.credentials,
  folder: stage.home.folder,
  device: stage.device.arn,
  seed: Buffer.from(stage.device.seed).toString('hex'),
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
}
