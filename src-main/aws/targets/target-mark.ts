import { markPrefix } from '../ini/ini-document.ts';

/**
 * What Roletap notes in the section that it made, as JSON in one comment line under the header. No secret is in it. Fields that
 * are not known here are of a later version and are ignored.
 */
export interface TargetMark {
  /** The section's name: a copy under another name is the user's own. */
  readonly target: string;
  /** ARN of the role. */
  readonly role: string;
  readonly profile?: string;
  readonly via: 'mfa-session' | 'direct';
  /** Milliseconds since 1970; ISO 8601 in the file. */
  readonly since: number;
  readonly expires: number;
  /** The access key id that was written: with another one in the section, somebody else has written it since. */
  readonly key: string;
  /** The properties that Roletap wrote; all others in the section are the user's and stay. */
  readonly properties: readonly string[];
  /** Line endings put before the header (`gapBefore`); absent when the header was there before. */
  readonly gap?: number;
}

const version = 1;

/** ASCII only, so that the mark is good in a file of any encoding. */
const escapeUnicode = (json: string): string =>
  json.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const formatMark = ({ target, role, profile, via, since, expires, key, properties, gap }: TargetMark): string => {
  const fields = {
    v: version,
    target,
    role,
    profile,
    via,
    since: new Date(since).toISOString(),
    expires: new Date(expires).toISOString(),
    key,
    properties,
    gap,
  };
  return markPrefix + escapeUnicode(JSON.stringify(fields));
};

const moment = (value: unknown): number => (typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN);

/** The mark in a comment line; undefined when it is none, was damaged, or is of a version that changed the meaning of its fields. */
export const parseMark = (line: string): TargetMark | undefined => {
  if (!line.startsWith(markPrefix)) return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(line.slice(markPrefix.length));
  } catch {
    return undefined;
  }
  if (typeof fields !== 'object' || fields === null) return undefined;
  const { v, target, role, profile, via, since, expires, key, properties, gap } = fields as Record<string, unknown>;
  if (v !== version || typeof target !== 'string' || typeof role !== 'string' || typeof key !== 'string') return undefined;
  if (Number.isNaN(moment(expires))) return undefined;
  return {
    target,
    role,
    ...(typeof profile === 'string' ? { profile } : {}),
    via: via === 'direct' ? 'direct' : 'mfa-session',
    since: Number.isNaN(moment(since)) ? 0 : moment(since),
    expires: moment(expires),
    key,
    properties: Array.isArray(properties) ? properties.filter((name) => typeof name === 'string') : [],
    ...(typeof gap === 'number' && gap >= 0 && gap <= 2 ? { gap } : {}),
  };
};
