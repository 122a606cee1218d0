import type { SpareChoice } from '../../contract/enroll.ts';

/**
 * What the journal keeps of an enrolment: enough to find the truth after any interruption, and no secret. It is written before each effect
 * (what is about to happen) and after it (what came of it).
 */
export interface EnrollRecord {
  readonly version: 1;
  readonly id: string;
  readonly path: 'iam' | 'console';
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly source: string;
  readonly user: { readonly name: string; readonly arn: string; readonly accountId: string; readonly partition: string };
  readonly touch: boolean;
  readonly spareWish: SpareChoice;
  readonly main: DeviceRecord;
  readonly spare?: DeviceRecord;
}

/** A device and the key that makes its codes. */
export interface DeviceRecord {
  readonly deviceName: string;
  /** Known before it is created: it follows from partition, account and name. */
  readonly deviceArn: string;
  readonly key: { readonly serial?: number; readonly deviceId: string; readonly name: string };
  /** OATH id: the device ARN when it fits 64 bytes, else a short form that is found again by it. */
  readonly account: string;
  /** An account of this id was on the key before we came, so finding one proves nothing until the codes are taken. */
  readonly accountWasThere: boolean;
  readonly stage: DeviceStage;
}

/** In their order. The -ing stages are written before the effect, the others after it was answered. */
export const deviceStages = ['planned', 'creating', 'created', 'storing', 'stored', 'enabling', 'enabled', 'proving', 'proved'] as const;
export type DeviceStage = (typeof deviceStages)[number];
