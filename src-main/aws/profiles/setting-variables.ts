import { type Profile, type ProfileTable, valueIn } from './profile-table.ts';
import type { Variable } from './profile-types.ts';

/**
 * The variables of the settings that have one (AWS SDKs and Tools Reference Guide, settings reference; botocore's configprovider). The value is what stands
 * for a setting that is not there; none where that differs between tools.
 */
const variables: Readonly<Record<string, { readonly names: readonly string[]; readonly absent?: string }>> = {
  account_id_endpoint_mode: { names: ['AWS_ACCOUNT_ID_ENDPOINT_MODE'], absent: 'preferred' },
  auth_scheme_preference: { names: ['AWS_AUTH_SCHEME_PREFERENCE'] },
  ca_bundle: { names: ['AWS_CA_BUNDLE'] },
  cli_auto_prompt: { names: ['AWS_CLI_AUTO_PROMPT'] },
  cli_pager: { names: ['AWS_PAGER'] },
  csm_client_id: { names: ['AWS_CSM_CLIENT_ID'] },
  csm_enabled: { names: ['AWS_CSM_ENABLED'], absent: 'false' },
  csm_host: { names: ['AWS_CSM_HOST'] },
  csm_port: { names: ['AWS_CSM_PORT'] },
  data_path: { names: ['AWS_DATA_PATH'] },
  defaults_mode: { names: ['AWS_DEFAULTS_MODE'] },
  disable_host_prefix_injection: { names: ['AWS_DISABLE_HOST_PREFIX_INJECTION'], absent: 'false' },
  disable_request_compression: { names: ['AWS_DISABLE_REQUEST_COMPRESSION'], absent: 'false' },
  endpoint_discovery_enabled: { names: ['AWS_ENABLE_ENDPOINT_DISCOVERY', 'AWS_ENDPOINT_DISCOVERY_ENABLED'] },
  endpoint_url: { names: ['AWS_ENDPOINT_URL'] },
  ignore_configured_endpoint_urls: { names: ['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'], absent: 'false' },
  max_attempts: { names: ['AWS_MAX_ATTEMPTS'] },
  output: { names: ['AWS_DEFAULT_OUTPUT'], absent: 'json' },
  request_checksum_calculation: { names: ['AWS_REQUEST_CHECKSUM_CALCULATION'], absent: 'when_supported' },
  request_min_compression_size_bytes: { names: ['AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES'], absent: '10240' },
  response_checksum_validation: { names: ['AWS_RESPONSE_CHECKSUM_VALIDATION'], absent: 'when_supported' },
  retry_mode: { names: ['AWS_RETRY_MODE'] },
  s3_disable_express_session_auth: { names: ['AWS_S3_DISABLE_EXPRESS_SESSION_AUTH'], absent: 'false' },
  s3_disable_multiregion_access_points: { names: ['AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS'], absent: 'false' },
  s3_us_east_1_regional_endpoint: { names: ['AWS_S3_US_EAST_1_REGIONAL_ENDPOINT'] },
  s3_use_arn_region: { names: ['AWS_S3_USE_ARN_REGION'] },
  sdk_ua_app_id: { names: ['AWS_SDK_UA_APP_ID'] },
  sigv4a_signing_region_set: { names: ['AWS_SIGV4A_SIGNING_REGION_SET'] },
  sts_regional_endpoints: { names: ['AWS_STS_REGIONAL_ENDPOINTS'], absent: 'regional' },
  tcp_keepalive: { names: ['BOTOCORE_TCP_KEEPALIVE'], absent: 'false' },
  use_dualstack_endpoint: { names: ['AWS_USE_DUALSTACK_ENDPOINT'], absent: 'false' },
  use_fips_endpoint: { names: ['AWS_USE_FIPS_ENDPOINT'], absent: 'false' },
};

const isThere = ({ config, credentials }: Profile, key: string): boolean =>
  [...config, ...credentials].some(({ section }) => section.properties.some((property) => property.key === key));

/** Endpoints of single services, in the section that `services` names. */
const serviceVariables = (table: ProfileTable, profile: Profile): readonly Variable[] => {
  const section = table.services.get(valueIn(profile, 'services') ?? '');
  return (section?.properties ?? []).flatMap(({ key, nested }): readonly Variable[] => {
    const url = nested?.get('endpoint_url');
    return url && /^\w+$/.test(key) ? [[`AWS_ENDPOINT_URL_${key.toUpperCase()}`, url]] : [];
  });
};

/**
 * The settings of a profile as variables, for programs that are told no profile. Those read `[default]`, from which no other profile inherits: what it says and
 * this profile does not is set to what stands for an absent setting. The region is not among them.
 */
export const variablesOf = (table: ProfileTable, profile: Profile): readonly Variable[] => {
  const byDefault = table.profiles.get('default');
  const plain = Object.entries(variables).flatMap(([key, { names, absent }]): readonly Variable[] => {
    // An empty pager is none.
    const value = valueIn(profile, key) ?? (key === 'cli_pager' && isThere(profile, key) ? '' : undefined);
    const said = value ?? (byDefault && valueIn(byDefault, key) !== undefined ? absent : undefined);
    return said === undefined ? [] : names.map((name): Variable => [name, said]);
  });
  const own = [...plain, ...serviceVariables(table, profile)];
  const saysEndpoint = (each: Profile): boolean => ['endpoint_url', 'services'].some((key) => valueIn(each, key) !== undefined);
  const leaks = byDefault !== undefined && saysEndpoint(byDefault) && !saysEndpoint(profile);
  const name = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';
  return leaks ? [...own.filter(([each]) => each !== name), [name, 'true']] : own;
};
