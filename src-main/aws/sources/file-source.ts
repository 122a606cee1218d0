import type { SourceRecipe, SourceSettings } from './source-types.ts';

/** Long-term keys in one of the two files. A session token beside them makes them temporary, and then they belong to no source. */
const keysIn = ({ value, isOurTarget }: SourceSettings) => {
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  const token = value('aws_session_token') ?? value('aws_security_token');
  if (accessKeyId === undefined || secretAccessKey === undefined || token !== undefined || isOurTarget) return undefined;
  return { kind: 'file', keys: { accessKeyId, secretAccessKey } } as const;
};

/** Keys of the credentials file. */
export const credentialsFileSource: SourceRecipe = {
  of: (settings) => (settings.isInCredentials('aws_access_key_id') ? keysIn(settings) : undefined),
};

/** Keys of the config file. */
export const configFileSource: SourceRecipe = {
  of: (settings) => (settings.isInCredentials('aws_access_key_id') ? undefined : keysIn(settings)),
};
