import { AwsRefusal } from '../model/types.ts';

/** Limits of one text parameter: lengths in characters, the whole must match the pattern. */
interface TextLimits {
  readonly least: number;
  readonly most: number;
  readonly pattern: RegExp;
  /** The pattern as AWS prints it. */
  readonly printed: string;
}

/** The model's limits (sections 1.2 and 2.1 of the query API's models), by parameter name. */
const textLimits: Readonly<Record<string, TextLimits>> = {
  RoleArn: { least: 20, most: 2048, pattern: /^[^\p{Cc}]+$/u, printed: '[\\u0009-\\u10FFFF]+' },
  RoleSessionName: { least: 2, most: 64, pattern: /^[\w+=,.@-]*$/, printed: '[\\w+=,.@-]*' },
  ExternalId: { least: 2, most: 1224, pattern: /^[\w+=,.@:/-]*$/, printed: '[\\w+=,.@:\\/-]*' },
  SourceIdentity: { least: 2, most: 64, pattern: /^[\w+=,.@-]*$/, printed: '[\\w+=,.@-]*' },
  Policy: { least: 1, most: 2048, pattern: /^[\t\n\r\u0020-\u00ff]+$/, printed: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+' },
  SerialNumber: { least: 9, most: 256, pattern: /^[\w+=/:,.@-]*$/, printed: '[\\w+=/:,.@-]*' },
  TokenCode: { least: 6, most: 6, pattern: /^\d*$/, printed: '[\\d]*' },
  AuthenticationCode1: { least: 6, most: 6, pattern: /^\d*$/, printed: '[\\d]+' },
  AuthenticationCode2: { least: 6, most: 6, pattern: /^\d*$/, printed: '[\\d]+' },
  UserName: { least: 1, most: 128, pattern: /^[\w+=,.@-]+$/, printed: '[\\w+=,.@-]+' },
  RoleName: { least: 1, most: 64, pattern: /^[\w+=,.@-]+$/, printed: '[\\w+=,.@-]+' },
  Path: { least: 1, most: 512, pattern: /^[^\p{Cc}]+$/u, printed: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)' },
  GroupName: { least: 1, most: 128, pattern: /^[\w+=,.@-]+$/, printed: '[\\w+=,.@-]+' },
  PolicyName: { least: 1, most: 128, pattern: /^[\w+=,.@-]+$/, printed: '[\\w+=,.@-]+' },
  PolicyArn: { least: 20, most: 2048, pattern: /^[^\p{Cc}]+$/u, printed: '[\\u0009-\\u10FFFF]+' },
  VersionId: { least: 2, most: 64, pattern: /^v[1-9]\d*(\.[\w-]*)?$/, printed: 'v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?' },
  AccessKeyId: { least: 16, most: 128, pattern: /^\w+$/, printed: '[\\w]+' },
  VirtualMFADeviceName: { least: 1, most: 226, pattern: /^[\w+=,.@-]+$/, printed: '[\\w+=,.@-]+' },
};

/** Parameters whose value never enters a message or a log. */
export const secretParameters: readonly string[] = ['TokenCode', 'AuthenticationCode1', 'AuthenticationCode2', 'Session', 'SigninToken'];

/** What no log shows, beside these. */
export const hiddenParameters: readonly string[] = [...secretParameters, 'Password'];

export const validationError = (message: string): AwsRefusal => new AwsRefusal(400, 'ValidationError', message);

const constraint = (value: string, name: string, what: string): AwsRefusal => {
  const shown = secretParameters.includes(name) ? 'Value' : `Value '${value}'`;
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  return validationError(`1 validation error detected: ${shown} at '${field}' failed to satisfy constraint: ${what}`);
};

/** A text parameter within its limits, or undefined when it was not sent. Throws ValidationError. */
export const optionalText = (parameters: ReadonlyMap<string, string>, name: string): string | undefined => {
  const value = parameters.get(name);
  const limits = textLimits[name];
  if (value === undefined || !limits) return value;
  if (value.length < limits.least) throw constraint(value, name, `Member must have length greater than or equal to ${limits.least}`);
  if (value.length > limits.most) throw constraint(value, name, `Member must have length less than or equal to ${limits.most}`);
  if (!limits.pattern.test(value)) throw constraint(value, name, `Member must satisfy regular expression pattern: ${limits.printed}`);
  return value;
};

/** As `optionalText`, for what must be sent. */
export const requiredText = (parameters: ReadonlyMap<string, string>, name: string): string => {
  const value = optionalText(parameters, name);
  if (value !== undefined) return value;
  const field = name.charAt(0).toLowerCase() + name.slice(1);
  throw validationError(`1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`);
};

/** DurationSeconds: `900`, `0900` and `+900` are taken; other spellings are MalformedInput. */
export const durationSeconds = (parameters: ReadonlyMap<string, string>, least: number, most: number): number | undefined => {
  const text = parameters.get('DurationSeconds');
  if (text === undefined) return undefined;
  if (!/^\+?\d+$/.test(text) || Number(text) > 0x7fffffff) throw new AwsRefusal(400, 'MalformedInput', 'Invalid integer');
  const value = Number(text);
  if (value < least) throw constraint(text, 'DurationSeconds', `Member must have value greater than or equal to ${least}`);
  if (value > most) throw constraint(text, 'DurationSeconds', `Member must have value less than or equal to ${most}`);
  return value;
};
