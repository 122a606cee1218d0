import { Buffer } from 'node:buffer';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { type EndpointSettings, globalStsOf, truthOf } from '../http/endpoint-settings.ts';
import type { FileLine } from '../ini/ini-document.ts';
import { type IniDocument, type IniSection, nestedPropertyOf, propertyOf } from '../ini/ini-document.ts';
import { configMeaning, credentialsMeaning, meaningInBoth, type SectionMeaning } from '../ini/profile-names.ts';
import type { KeptId, SourceSettings } from '../sources/source-types.ts';
import { ownProcess } from '../targets/process-mark.ts';
import { ownMark } from '../targets/target-section.ts';
import { hiddenValues } from './hidden-values.ts';
import type { FileNote } from './profile-types.ts';

/** One of the two files; `document` is undefined when there is no such file. */
export interface ProfileFile {
  readonly file: string;
  readonly document: IniDocument | undefined;
  /** The variable that names it, if one does. */
  readonly variable?: 'AWS_CONFIG_FILE' | 'AWS_SHARED_CREDENTIALS_FILE';
}

interface PlacedSection {
  readonly section: IniSection;
  readonly file: string;
  /** The whole file's. */
  readonly bytes: Uint8Array;
}

/** A profile, merged from all its sections: the credentials file wins over the config file, a later section over an earlier one. */
export interface Profile {
  readonly name: string;
  readonly config: readonly PlacedSection[];
  readonly credentials: readonly PlacedSection[];
}

export interface ProfileTable {
  readonly profiles: ReadonlyMap<string, Profile>;
  /** `[services NAME]` sections of the config file. */
  readonly services: ReadonlyMap<string, IniSection>;
  /** Filled by `endpointSettings`. */
  readonly settings: WeakMap<Profile, EndpointSettings>;
  /** Whether the chain of a profile's sources runs in a circle; filled where that had to be known. */
  readonly loops: WeakMap<Profile, boolean>;
  readonly notes: readonly FileNote[];
  /** Access key IDs in our key store, by profile. */
  readonly kept: ReadonlyMap<string, KeptId>;
  /** Why nobody can tell which those are. */
  readonly keptFlaw?: Problem | undefined;
}

const inSections = (sections: readonly PlacedSection[], key: string): string | undefined => {
  for (let index = sections.length - 1; index >= 0; index -= 1) {
    const placed = sections[index];
    const value = placed && propertyOf(placed.section, key);
    if (value) return value;
  }
  return undefined;
};

/** The value of a key; an empty one is none, as for the SDKs. */
export const valueIn = (profile: Profile, key: string): string | undefined =>
  inSections(profile.credentials, key) ?? inSections(profile.config, key);

/** The header of the section that says it, else of the profile's first section. */
export const placeOf = (profile: Profile, key: string): FileLine => {
  let found: PlacedSection | undefined;
  for (const sections of [profile.config, profile.credentials]) {
    for (const placed of sections) if (propertyOf(placed.section, key)) found = placed;
  }
  found ??= profile.config[0] ?? profile.credentials[0];
  return { file: found?.file ?? '', line: found?.section.line ?? 1 };
};

/** The line that gives a key its value; undefined where none does. */
export const propertyPlace = (profile: Profile, key: string): FileLine | undefined => {
  for (const sections of [profile.credentials, profile.config]) {
    for (let index = sections.length - 1; index >= 0; index -= 1) {
      const placed = sections[index];
      const property = placed?.section.properties.filter((entry) => entry.key === key).at(-1);
      if (placed && property?.text) return { file: placed.file, line: property.line };
    }
  }
  return undefined;
};

/** The static keys of a profile, when it has both; temporary when a session token is with them or Roletap wrote them. */
export const staticKeys = (profile: Profile): { accessKeyId: string; secretAccessKey: string; temporary: boolean } | undefined => {
  const accessKeyId = valueIn(profile, 'aws_access_key_id');
  const secretAccessKey = valueIn(profile, 'aws_secret_access_key');
  if (accessKeyId === undefined || secretAccessKey === undefined) return undefined;
  const token = valueIn(profile, 'aws_session_token') ?? valueIn(profile, 'aws_security_token');
  return { accessKeyId, secretAccessKey, temporary: token !== undefined || profile.credentials.some(({ section }) => !!ownMark(section)) };
};

/** A profile as the kinds of sources look at it. */
export const sourceSettings = ({ kept }: Pick<ProfileTable, 'kept'>, profile: Profile): SourceSettings => ({
  profile: profile.name,
  value: (key) => valueIn(profile, key),
  isInCredentials: (key) => inSections(profile.credentials, key) !== undefined,
  isOurTarget: profile.credentials.some(({ section }) => !!ownMark(section)),
  isOurProcess: profile.config.some(({ section }) => ownProcess(section) !== undefined),
  tookOver: profile.config.some(({ section }) => ownProcess(section)?.replaced !== undefined),
  kept: kept.get(profile.name),
});

/** What a profile says about where its calls go; asked once for a source of many roles. */
export const endpointSettings = (table: ProfileTable, profile: Profile): EndpointSettings => {
  const known = table.settings.get(profile);
  if (known) return known;
  const settings = readEndpointSettings(table, profile);
  table.settings.set(profile, settings);
  return settings;
};

const readEndpointSettings = (table: ProfileTable, profile: Profile): EndpointSettings => {
  const region = valueIn(profile, 'region');
  const endpointUrl = valueIn(profile, 'endpoint_url');
  const servicesName = valueIn(profile, 'services');
  const services = servicesName === undefined ? undefined : table.services.get(servicesName);
  const stsUrl = services && nestedPropertyOf(services, 'sts', 'endpoint_url');
  const iamUrl = services && nestedPropertyOf(services, 'iam', 'endpoint_url');
  const anywhereUrl = services && nestedPropertyOf(services, 'rolesanywhere', 'endpoint_url');
  return {
    profile: profile.name,
    ...defined({
      region,
      endpointUrl,
      fips: truthOf(valueIn(profile, 'use_fips_endpoint')),
      dualStack: truthOf(valueIn(profile, 'use_dualstack_endpoint')),
      globalSts: globalStsOf(valueIn(profile, 'sts_regional_endpoints')),
      caBundle: valueIn(profile, 'ca_bundle'),
    }),
    ...(servicesName === undefined || !services
      ? {}
      : {
          services: {
            name: servicesName,
            ...defined({ stsUrl: stsUrl || undefined, iamUrl: iamUrl || undefined, anywhereUrl: anywhereUrl || undefined }),
          },
        }),
    ignoreConfigured: truthOf(valueIn(profile, 'ignore_configured_endpoint_urls')) ?? false,
  };
};

/** Whether both names lead to one file: then its sections are there once. What has the same bytes says the same twice. */
const isOneFile = ({ document: first }: ProfileFile, { document: second }: ProfileFile): boolean =>
  first !== undefined && second !== undefined && first.bytes.length > 0 && Buffer.compare(first.bytes, second.bytes) === 0;

/** Joins the sections of both files to profiles, in the order in which they are first named. */
export const readProfileTable = (
  config: ProfileFile,
  credentials: ProfileFile,
  kept: ReadonlyMap<string, KeptId> = new Map(),
  keptFlaw?: Problem,
): ProfileTable => {
  const profiles = new Map<string, Profile & { config: PlacedSection[]; credentials: PlacedSection[] }>();
  const services = new Map<string, IniSection>();
  const notes: FileNote[] = [];

  const noteTwice = ({ section, file }: PlacedSection, flaw: 'name-twice' | 'services-twice', detail: string) =>
    notes.push({ file, line: section.line, flaw, refusedByCli: false, detail });
  const add = (meaning: SectionMeaning, placed: PlacedSection, part: 'config' | 'credentials') => {
    const { section, file } = placed;
    if (meaning.flaw) notes.push({ file, line: section.line, flaw: meaning.flaw, refusedByCli: false, detail: section.name });
    if (meaning.kind === 'services') {
      const before = services.get(meaning.name);
      if (before && before.name !== section.name) noteTwice(placed, 'services-twice', meaning.name);
      const isSame = before?.name === section.name;
      services.set(meaning.name, isSame ? { ...section, properties: [...before.properties, ...section.properties] } : section);
    }
    if (meaning.kind !== 'profile') return;
    let profile = profiles.get(meaning.name);
    if (!profile) {
      profile = { name: meaning.name, config: [], credentials: [] };
      profiles.set(meaning.name, profile);
    }
    // `[profile a]` and `[profile "a"]`. What stands beside `[default]` is told below.
    const names = part === 'config' ? profile.config.map((other) => other.section.name) : [];
    if (section.name !== 'default' && names.some((name) => name !== section.name && name !== 'default'))
      noteTwice(placed, 'name-twice', meaning.name);
    profile[part].push(placed);
  };

  const isOne = isOneFile(config, credentials);
  for (const { file, document } of isOne ? [config] : [config, credentials]) {
    for (const flaw of document?.flaws ?? []) notes.push({ file, ...flaw });
  }
  for (const [part, { file, document }, meaningOf] of [
    ['config', config, isOne ? meaningInBoth.config : configMeaning],
    ['credentials', credentials, isOne ? meaningInBoth.credentials : credentialsMeaning],
  ] as const) {
    if (!document) continue;
    for (const section of document.sections) add(meaningOf(section), { section, file, bytes: document.bytes }, part);
  }

  // `[profile default]` replaces `[default]`: for the SDKs in either order, for the CLI only when it is the later one.
  const byDefault = profiles.get('default');
  const [bare, prefixed] = [true, false].map((isBare) =>
    byDefault?.config.filter(({ section }) => (section.name === 'default') === isBare),
  );
  if (byDefault && bare?.[0] && prefixed?.[0]) {
    notes.push({ file: config.file, line: bare[0].section.line, flaw: 'both-default-sections', refusedByCli: false });
    profiles.set('default', { ...byDefault, config: prefixed });
  }
  for (const { config: first, credentials: second } of profiles.values()) {
    notes.push(...hiddenValues(isOne && first.length > 0 ? first : [...first, ...second]));
  }
  for (const section of services.values()) notes.push(...hiddenValues([{ section, file: config.file }]));
  return { profiles, services, settings: new WeakMap(), loops: new WeakMap(), notes, kept, keptFlaw };
};
