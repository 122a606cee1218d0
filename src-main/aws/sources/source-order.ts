import { certificateId } from '../anywhere/certificate-role.ts';
import { certificateSource } from './certificate-source.ts';
import { configFileSource, credentialsFileSource } from './file-source.ts';
import { processId, processSource } from './process-source.ts';
import { loginSource, signInId, ssoSource } from './sign-in-source.ts';
import type { SourceName, SourceOrigin, SourceRecipe, SourceSettings } from './source-types.ts';
import { storeSource } from './store-source.ts';

/**
 * The order in which `aws` looks (botocore's ProfileProviderBuilder): the first kind that a profile's settings fit is where its credentials come from. A key that
 * Roletap keeps comes last: `aws` does not see it.
 */
const order: readonly SourceRecipe[] = [
  ssoSource,
  credentialsFileSource,
  loginSource,
  certificateSource,
  processSource,
  configFileSource,
  storeSource,
];

/** Where a profile's own credentials come from; undefined for a profile that has none, or only temporary keys. */
export const originOf = (settings: SourceSettings): SourceOrigin | undefined => {
  for (const recipe of order) {
    const origin = recipe.of(settings);
    if (origin) return origin;
  }
  return undefined;
};

/** What sessions of an origin are kept by; see `SourceName.id`. */
export const sourceId = (origin: SourceOrigin): SourceName['id'] => {
  switch (origin.kind) {
    case 'file':
      return origin.keys.accessKeyId;
    case 'store':
      return origin.accessKeyId;
    case 'process':
      return processId(origin.line);
    case 'certificate':
      return certificateId(origin.role);
    case 'login':
    case 'sso':
      return signInId(origin);
  }
};
