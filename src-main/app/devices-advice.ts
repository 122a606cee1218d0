import type { IamUser } from '../aws/aws-types.ts';

/** Text for an administrator; never a secret. */
export const adviceText = (wish: {
  readonly what: 'policy' | 'lost-key';
  readonly device: string;
  readonly user: IamUser | undefined;
}): string | undefined => undefined;
