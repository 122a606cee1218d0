import { parseArn, parseUserArn } from '../arn.ts';
import type { IamUser, MfaDevice } from './iam-types.ts';

/** The user that an ARN names (GetUser's and GetCallerIdentity's have the path); undefined for roles, root and what is no ARN. */
export const iamUserOf = (arn: string): IamUser | undefined => {
  const found = parseUserArn(arn);
  if (!found) return undefined;
  const { name, path, accountId, partition } = found;
  return { userName: name, arn, path, accountId, partition };
};

/** What a serial number is of: an ARN `:mfa/` a virtual device, `:u2f/` a FIDO one; a hardware token has no ARN. */
export const deviceKind = (serial: string): MfaDevice['kind'] => {
  const type = parseArn(serial)?.type;
  if (type === 'mfa') return 'virtual';
  return type === 'u2f' ? 'fido' : 'hardware';
};
