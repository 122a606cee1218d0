import * as v from 'valibot';
import { fittingEntries, parsedJson } from '../../base/schema.ts';

/** A profile as its browser's own files tell of it. */
export interface FoundProfile {
  /** What the browser's command line names: a folder of Chromium's, a name of Firefox's. */
  readonly key: string;
  readonly label: string;
  /** The profile's folder, from the browser's. */
  readonly folder: string;
}

const localState = v.object({ profile: v.object({ info_cache: fittingEntries(v.object({ name: v.string() })) }) });

/** No folder of Chromium's has another name; one with a slash would lead elsewhere. */
const isFolder = (name: string): boolean => /^[\w .-]{1,100}$/.test(name) && !name.startsWith('.') && !name.startsWith('-');

/** The profiles in the file `Local State` of a browser of Chromium's family; the first one, where the file tells of none. */
export const chromiumProfiles = (text: string | undefined): readonly FoundProfile[] => {
  const entries = text === undefined ? [] : (parsedJson(localState, text)?.profile.info_cache ?? []);
  const found = entries.filter(([key]) => isFolder(key)).map(([key, { name }]) => ({ key, label: name, folder: key }));
  return found.length > 0 ? found : [{ key: 'Default', label: 'Default', folder: 'Default' }];
};

/** The profiles in Firefox's `profiles.ini`. */
export const firefoxProfiles = (text: string): readonly FoundProfile[] =>
  text
    .replace(/^\ufeff/, '')
    .split(/^\[/m)
    .flatMap((section) => {
      if (!/^Profile\d+\]/.test(section)) return [];
      const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(section)?.[1]?.trim();
      const [name, folder] = [value('Name'), value('Path')];
      return name && folder && !name.startsWith('-') ? [{ key: name, label: name, folder }] : [];
    });

const identities = v.object({
  identities: v.array(
    v.object({
      public: v.optional(v.boolean(), false),
      name: v.optional(v.string()),
      l10nId: v.optional(v.string()),
      l10nID: v.optional(v.string()),
    }),
  ),
});

/** Firefox's own four have a name only once somebody changed it. */
const usualNames = ['Personal', 'Work', 'Banking', 'Shopping'];

/** The containers in a profile's `containers.json` that a person sees. */
export const containersIn = (text: string): readonly string[] =>
  (parsedJson(identities, text)?.identities ?? []).flatMap((one) => {
    if (!one.public) return [];
    const usual = usualNames.find((name) => new RegExp(name, 'i').test(one.l10nId ?? one.l10nID ?? ''));
    const name = one.name || usual;
    return name === undefined ? [] : [name];
  });

/** "Open external links in a container", without which no command line leads into one. */
const addOn = '{f069aec0-43c5-4bbf-b6b4-df95c4326b98}';

const addOns = v.object({ addons: v.array(v.object({ id: v.string(), active: v.optional(v.boolean(), false) })) });

/** Whether a profile's `extensions.json` has the add-on that takes links for a container, switched on. */
export const takesContainers = (text: string): boolean =>
  (parsedJson(addOns, text)?.addons ?? []).some(({ id, active }) => id === addOn && active);

/** The address that this add-on opens in a container. */
export const containerAddress = (container: string, address: string): string =>
  `ext+container:name=${encodeURIComponent(container)}&url=${encodeURIComponent(address)}`;
