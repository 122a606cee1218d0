import * as v from 'valibot';
import { defined } from '../../base/defined.ts';
import { fitting, maybe, parsedJson } from '../../base/schema.ts';
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
  /** Sums of what was written beside the keys (`sumOfLines`): what reads otherwise now is the user's. Absent in marks of earlier versions. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Line endings put before the header (`gapBefore`); absent when the header was there before. */
  readonly gap?: number;
}

const version = 1;

/** ASCII only, so that the mark is good in a file of any encoding. */
const escapeUnicode = (json: string): string =>
  json.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const formatMark = ({ target, role, profile, via, since, expires, key, properties, settings, gap }: TargetMark): string => {
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
    settings,
    gap,
  };
  return markPrefix + escapeUnicode(JSON.stringify(fields));
};

/** Milliseconds, also of a text of ISO 8601. */
const moment = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform((at) => (typeof at === 'string' ? Date.parse(at) : at)),
  v.number(),
);

const schema = v.pipe(
  v.object({
    v: v.literal(version),
    target: v.string(),
    role: v.string(),
    profile: maybe(v.string()),
    via: v.fallback(v.picklist(['mfa-session', 'direct']), 'mfa-session'),
    since: v.fallback(moment, 0),
    expires: moment,
    // Without one, any section with an empty key would fit.
    key: v.pipe(v.string(), v.nonEmpty()),
    properties: v.optional(fitting(v.string()), []),
    settings: maybe(v.record(v.string(), v.string())),
    gap: maybe(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  }),
  v.transform(({ v: _, ...mark }): TargetMark => defined(mark)),
);

/** The mark in a comment line; undefined when it is none, was damaged, or is of a version that changed the meaning of its fields. */
export const parseMark = (line: string): TargetMark | undefined =>
  line.startsWith(markPrefix) ? parsedJson(schema, line.slice(markPrefix.length)) : undefined;
