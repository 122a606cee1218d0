import type { Result } from '../contract/result.ts';
import { failed, ok } from '../contract/result.ts';
import type { Endpoint } from './aws-types.ts';

/** The host suffix of a region's partition (endpoints of STS are regional in all of them). */
const suffixes: readonly (readonly [RegExp, string])[] = [
  [/^cn-/, 'amazonaws.com.cn'],
  [/^eusc-/, 'amazonaws.eu'],
];

/** Hosts for which plain http is no risk: this computer. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);

/** The regional endpoint of STS; tokens of the global one do not work in every region. */
const standardUrl = (region: string): string => {
  const suffix = suffixes.find(([pattern]) => pattern.test(region))?.[1] ?? 'amazonaws.com';
  return `https://sts.${region}.${suffix}`;
};

/** Where STS calls go. Problem: endpoint-refused for an override that is no URL, or plain http to another computer. */
export const stsUrl = (endpoint: Endpoint): Result<URL> => {
  const { override, region } = endpoint;
  if (override === undefined) return ok(new URL(standardUrl(region)));
  const refused = (why: 'not-a-url' | 'plain-http') =>
    failed({ code: 'endpoint-refused' as const, url: override.url, setting: override.setting, why });
  let url: URL;
  try {
    url = new URL(override.url);
  } catch {
    return refused('not-a-url');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused('not-a-url');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return refused('plain-http');
  return ok(url);
};
