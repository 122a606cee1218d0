/** Parts of the AWS world that share no accounts, keys or roles. */
export type Partition = 'aws' | 'aws-cn' | 'aws-us-gov' | 'aws-eusc' | 'aws-iso' | 'aws-iso-b' | 'aws-iso-e' | 'aws-iso-f';

/** An ARN of IAM or STS, taken apart: `arn:aws:iam::111122223333:role/teams/data/Admin`. */
export interface Arn {
  readonly partition: Partition;
  readonly service: string;
  /** Empty for IAM and STS. */
  readonly region: string;
  /** 12 digits; empty where the service has none. */
  readonly accountId: string;
  /** `role`, `user`, `mfa`, `assumed-role`, ...; `root` for `:root`. */
  readonly type: string;
  /** With slashes on both sides: `/` or `/teams/data/`. */
  readonly path: string;
  /** `Admin`; for an assumed role the session's name. Empty for `:root`. */
  readonly name: string;
}

const partitionFacts: Readonly<Record<Partition, { readonly homeRegion: string; readonly region: RegExp }>> = {
  aws: { homeRegion: 'us-east-1', region: /^(us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d+$/ },
  'aws-cn': { homeRegion: 'cn-north-1', region: /^cn-[a-z]+-\d+$/ },
  'aws-us-gov': { homeRegion: 'us-gov-west-1', region: /^us-gov-[a-z]+-\d+$/ },
  'aws-eusc': { homeRegion: 'eusc-de-east-1', region: /^eusc-de-[a-z]+-\d+$/ },
  'aws-iso': { homeRegion: 'us-iso-east-1', region: /^us-iso-[a-z]+-\d+$/ },
  'aws-iso-b': { homeRegion: 'us-isob-east-1', region: /^us-isob-[a-z]+-\d+$/ },
  'aws-iso-e': { homeRegion: 'eu-isoe-west-1', region: /^eu-isoe-[a-z]+-\d+$/ },
  'aws-iso-f': { homeRegion: 'us-isof-south-1', region: /^us-isof-[a-z]+-\d+$/ },
};

export const partitions = Object.keys(partitionFacts) as readonly Partition[];

/** The region where calls of a partition go when nobody names one; IAM is signed for it. */
export const homeRegion = (partition: Partition): string => partitionFacts[partition].homeRegion;

/** The partition of a region (`us-gov-west-1` -> `aws-us-gov`); undefined for a name that follows no partition's pattern. */
export const partitionOfRegion = (region: string): Partition | undefined =>
  partitions.find((partition) => partitionFacts[partition].region.test(region));

/** Regions of `aws` that no account can turn off; those that came since 2019 are off until somebody turns them on (Account Management guide). */
const alwaysOn: ReadonlySet<string> = new Set([
  ...['us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1'],
  ...['eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1'],
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
]);

/** Whether a region serves every account of its partition. */
export const isAlwaysOn = (region: string): boolean => partitionOfRegion(region) !== 'aws' || alwaysOn.has(region);

const isPartition = (text: string): text is Partition => Object.hasOwn(partitionFacts, text);

/** Takes an ARN apart; undefined when it is none, its partition is unknown or its account id is not 12 digits. */
export const parseArn = (text: string): Arn | undefined => {
  const [prefix, partition, service, region, accountId, ...rest] = text.split(':');
  const resource = rest.join(':');
  if (prefix !== 'arn' || !partition || !isPartition(partition) || !service || region === undefined || !resource) return undefined;
  if (accountId === undefined || !(accountId === '' || /^\d{12}$/.test(accountId)) || /[\s\p{Cc}]/u.test(text)) return undefined;
  const slash = resource.indexOf('/');
  if (slash < 0) return { partition, service, region, accountId, type: resource, path: '/', name: '' };
  const end = resource.lastIndexOf('/');
  return {
    partition,
    service,
    region,
    accountId,
    type: resource.slice(0, slash),
    path: resource.slice(slash, end + 1),
    name: resource.slice(end + 1),
  };
};

/** The AWS account in an ARN that need not be whole; empty where none is. */
export const accountIdOf = (arn: string): string => arn.split(':')[4] ?? '';

const iamArn = (text: string, type: string): Arn | undefined => {
  const arn = parseArn(text);
  return arn?.service === 'iam' && arn.region === '' && arn.accountId !== '' && arn.type === type && arn.name !== '' ? arn : undefined;
};

/** `arn:P:iam::ACCOUNT:role/[path/]NAME` taken apart, else undefined. */
export const parseRoleArn = (text: string): Arn | undefined => iamArn(text, 'role');

/** `arn:P:iam::ACCOUNT:mfa/[path/]NAME` taken apart, else undefined (a hardware token's serial number is no ARN). */
export const parseMfaArn = (text: string): Arn | undefined => iamArn(text, 'mfa');

/** Why no account on a YubiKey can make the codes of what `mfa_serial` names, for a user of this AWS account. */
export type SerialFlaw = 'passkey' | 'user' | 'hardware' | 'other-account';

/** Undefined for what may be a virtual device of the account, also in a partition that is not known here. */
export const serialFlaw = (mfaSerial: string, accountId: string): SerialFlaw | undefined => {
  const [, account, type] = /^arn:[\w-]+:iam::(\d{12}):([\w-]+)\//.exec(mfaSerial) ?? [];
  // Hardware tokens and phones that get text messages have a number of their own.
  if (type === undefined || type === 'sms-mfa') return 'hardware';
  if (type === 'u2f') return 'passkey';
  if (type !== 'mfa') return 'user';
  return account === accountId ? undefined : 'other-account';
};

/** Whether a device's serial number may be a hardware token's (`GAHT12345678`); SerialNumber of STS has 9 to 256 letters, digits and some signs. */
export const isTokenSerial = (mfaSerial: string): boolean => /^(?!arn:)[\w+=/:,.@-]{9,256}$/.test(mfaSerial);

/** `arn:P:iam::ACCOUNT:user/[path/]NAME` taken apart, else undefined. */
export const parseUserArn = (text: string): Arn | undefined => iamArn(text, 'user');

/** The ARN of an IAM role, user or virtual MFA device; `path` has slashes on both sides. */
export const formatIamArn = (
  type: 'role' | 'user' | 'mfa',
  { partition, accountId, path = '/', name }: { partition: Partition; accountId: string; path?: string; name: string },
): string => `arn:${partition}:iam::${accountId}:${type}${path}${name}`;
