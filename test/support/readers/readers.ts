import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseIni } from '../../../src-main/aws/ini/ini-parse.ts';
import { type Profile, readProfileTable, valueIn } from '../../../src-main/aws/profiles/profile-table.ts';
import type { FileNote } from '../../../src-main/aws/profiles/profile-types.ts';
import { readAsGo } from './go-reader.ts';

/** The bytes of the two files. */
export interface FilePair {
  readonly config: Buffer;
  readonly credentials: Buffer;
}

/** Settings by profile; nested ones as `s3.max`, and none that is empty unless it hides another. Sections of services are profiles called `services NAME`. */
export type Values = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** What one reader makes of a pair: undefined where it refuses a file. */
export interface Reading {
  readonly refused: { readonly config: boolean; readonly credentials: boolean };
  readonly values: Values;
}

type Nested = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const flat = (section: Nested): Map<string, string> =>
  new Map(
    Object.entries(section).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[key, value] as const]
        : Object.entries(value).map(([inner, text]) => [`${key}.${inner}`, text] as const),
    ),
  );
const flatAll = (sections: Readonly<Record<string, Nested>>): Map<string, Map<string, string>> =>
  new Map(Object.entries(sections).map(([name, section]) => [name, flat(section)]));

/** The loader inside the installed `aws`, for many pairs at once: starting the command for each would take hours. */
export const readAsAws = (
  pairs: readonly FilePair[],
  python: string,
): Promise<readonly (Reading & { readonly knowsServices: boolean })[]> =>
  new Promise((resolve, reject) => {
    const script = join(import.meta.dirname, 'botocore-reader.py');
    const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' };
    const child = execFile(python, [script], { env, maxBuffer: 1 << 30 }, (error, stdout) => {
      if (error) reject(error);
      else
        resolve(
          (
            JSON.parse(stdout) as {
              refused: Reading['refused'];
              profiles: Record<string, Nested>;
              services: Record<string, Nested> | null;
            }[]
          ).map(({ refused, profiles, services }) => ({
            refused,
            values: new Map([...flatAll(profiles), ...flatAll(services ?? {})]),
            knowsServices: services !== null,
          })),
        );
    });
    child.stdin?.end(JSON.stringify(pairs.map(({ config, credentials }) => [config.toString('base64'), credentials.toString('base64')])));
  });

const loader = createRequire(import.meta.url)('@smithy/shared-ini-file-loader') as {
  readonly parseKnownFiles: (places: { filepath: string; configFilepath: string }) => Promise<Record<string, Record<string, string>>>;
  readonly externalDataInterceptor: { readonly interceptFile: (path: string, contents: string) => void };
};

/** The loader of the AWS SDK for JavaScript. */
export const readAsJavaScript = async ({ config, credentials }: FilePair): Promise<Values> => {
  loader.externalDataInterceptor.interceptFile('config', config.toString('utf8'));
  loader.externalDataInterceptor.interceptFile('credentials', credentials.toString('utf8'));
  const known = await loader.parseKnownFiles({ filepath: 'credentials', configFilepath: 'config' });
  return new Map(
    Object.entries(known).map(([name, values]) => [name.replace(/^services\./, 'services '), new Map(Object.entries(values))]),
  );
};

const ourNested = (profile: Profile): Map<string, string> => {
  const found = new Map<string, string>();
  for (const { section } of [...profile.config, ...profile.credentials]) {
    for (const { key, nested } of section.properties) {
      if (!nested) continue;
      for (const name of [...found.keys()].filter((name) => name.startsWith(`${key}.`))) found.delete(name);
      for (const [inner, text] of nested) found.set(`${key}.${inner}`, text);
    }
  }
  return found;
};

/** What Roletap makes of a pair, and what it notes. */
export const readAsRoletap = ({ config, credentials }: FilePair): { readonly values: Values; readonly notes: readonly FileNote[] } => {
  const place = (file: string, bytes: Uint8Array) => ({ file, document: parseIni(bytes) });
  const table = readProfileTable(place('config', config), place('credentials', credentials));
  const values = new Map<string, Map<string, string>>();
  for (const [name, profile] of table.profiles) {
    const keys = [...profile.config, ...profile.credentials].flatMap(({ section }) => section.properties.map(({ key }) => key));
    const plain = keys.map((key): [string, string] => [key, valueIn(profile, key) ?? '']);
    values.set(name, new Map([...plain, ...ourNested(profile)]));
  }
  for (const [name, section] of table.services) {
    const profile = { name, config: [{ section, file: 'config', bytes: config }], credentials: [] };
    values.set(
      `services ${name}`,
      new Map([...section.properties.map(({ key, text }): [string, string] => [key, text]), ...ourNested(profile)]),
    );
  }
  return { values, notes: table.notes };
};

/** Settings of AWS's that every SDK reads, of those that the pairs have; Go tells no others. */
const read = new Set(['role_arn', 'source_profile', 'mfa_serial', 'external_id', 'region', 'aws_access_key_id', 'aws_secret_access_key']);

const isServices = (profile: string): boolean => profile.startsWith('services ');

/** The settings, as `profile / key`, that two readers do not read alike. */
const differences = (ours: Values, theirs: Values, isAsked: (profile: string, key: string) => boolean = () => true): readonly string[] => {
  const found: string[] = [];
  for (const profile of new Set([...ours.keys(), ...theirs.keys()])) {
    const [mine, other] = [ours.get(profile), theirs.get(profile)];
    for (const key of new Set([...(mine?.keys() ?? []), ...(other?.keys() ?? [])])) {
      if (isAsked(profile, key) && (mine?.get(key) ?? '') !== (other?.get(key) ?? '')) found.push(`${profile} / ${key}`);
    }
  }
  return found;
};

export type Reader = 'aws' | 'javascript' | 'go';

/** Who reads a pair otherwise than Roletap: what differs, by reader. */
export interface Judgement {
  readonly pair: FilePair;
  readonly notes: readonly FileNote[];
  readonly differs: Readonly<Record<Reader, readonly string[]>>;
  /** Whether `aws` refuses a file although Roletap does not say so, or the other way round. */
  readonly refusedWrongly: boolean;
}

const empty = Buffer.alloc(0);

/** Each pair, and each file of it alone, so that no note about one file passes for one about the other. */
export const judge = async (pairs: readonly FilePair[], python = '/usr/bin/python3'): Promise<readonly Judgement[]> => {
  const all = pairs.flatMap((pair) => [pair, { ...pair, credentials: empty }, { ...pair, config: empty }]);
  const told = await readAsAws(all, python);
  const judged: Judgement[] = [];
  for (const [index, pair] of all.entries()) {
    const ours = readAsRoletap(pair);
    const aws = told[index];
    if (!aws) throw new Error('aws told of fewer pairs than it was given');
    const go = readAsGo(pair.config.toString('utf8'), pair.credentials.toString('utf8'));
    const isRefused = (file: string) => ours.notes.some((note) => note.file === file && note.refusedByCli);
    const anyRefused = aws.refused.config || aws.refused.credentials;
    judged.push({
      pair,
      notes: ours.notes,
      differs: {
        aws: anyRefused ? [] : differences(ours.values, aws.values, (profile) => aws.knowsServices || !isServices(profile)),
        javascript: differences(ours.values, await readAsJavaScript(pair), (profile) => !profile.startsWith('sso-session.')),
        go: differences(ours.values, go, (profile, key) => !isServices(profile) && read.has(key)),
      },
      refusedWrongly: isRefused('config') !== aws.refused.config || isRefused('credentials') !== aws.refused.credentials,
    });
  }
  return judged;
};
