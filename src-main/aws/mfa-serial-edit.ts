import { Buffer } from 'node:buffer';
import { redact } from '../base/log.ts';
import { type IniDocument, propertyOf } from './ini-document.ts';
import { setProperty } from './ini-edit.ts';
import { parseIni } from './ini-parse.ts';
import type { ChangedLine } from './mfa-serial-files.ts';
import { configMeaning } from './profile-names.ts';

/** A config file with the serial in some profiles' sections. */
export interface MfaSerialEdit {
  readonly bytes: Uint8Array;
  /** Profiles that have a section, in the order of the wish; `already` is what stood there, unless it is the same. */
  readonly profiles: readonly { readonly profile: string; readonly already?: string; readonly isSet: boolean }[];
}

/** Sets `mfa_serial` in the first section of each profile that has it, else in its last one, since the last value counts. Pure. */
export const editMfaSerial = (document: IniDocument, profiles: readonly string[], mfaSerial: string): MfaSerialEdit => {
  if (!/^[\w+=/:,.@-]{9,256}$/.test(mfaSerial)) throw new Error('not a serial of an MFA device');
  let current = document;
  const done: { profile: string; already?: string; isSet: boolean }[] = [];
  for (const profile of profiles) {
    const sections = current.sections.filter((section) => {
      const meaning = configMeaning(section);
      return meaning.kind === 'profile' && meaning.name === profile;
    });
    const section = sections.filter((entry) => propertyOf(entry, 'mfa_serial') !== undefined).at(-1) ?? sections.at(-1);
    if (!section) continue;
    const already = propertyOf(section, 'mfa_serial');
    const isSet = already === mfaSerial;
    done.push({ profile, isSet, ...(already === undefined || already === '' || isSet ? {} : { already }) });
    if (!isSet) current = parseIni(setProperty(current, section, 'mfa_serial', mfaSerial));
  }
  return { bytes: current.bytes, profiles: done };
};

/** Lines around a change that are shown with it. */
const around = 2;

const linesOf = (bytes: Uint8Array): readonly string[] =>
  Buffer.from(bytes)
    .toString('utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);

/** Settings whose values are secret, also when they were commented out. */
const secretSetting = /^(\s*[#;]?\s*\w*(?:secret|token|password)\w*\s*=\s*)\S.*$/i;

/** A line as it may be seen: keys that stand in the config file stay in it. */
const shown = (text: string): string => redact(text.replace(secretSetting, '$1•••'));

/** The lines that differ, with secrets masked, when a file was changed by single lines that were added or replaced, with some around each. */
export const changedLines = (before: Uint8Array, after: Uint8Array): readonly ChangedLine[] => {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const all: ChangedLine[] = [];
  let at = 0;
  for (let next = 0; next < fresh.length; next += 1) {
    const text = fresh[next] ?? '';
    if (old[at] === text) {
      all.push({ kind: 'same', text: shown(text), line: next + 1 });
      at += 1;
      continue;
    }
    // Either one line was put in before the present one, or it was replaced by the new one.
    const isReplaced = old[at] !== undefined && old[at + 1] === fresh[next + 1] && old[at] !== fresh[next + 1];
    if (isReplaced) {
      all.push({ kind: 'remove', text: old[at] ?? '', line: at + 1 });
      at += 1;
    }
    all.push({ kind: 'add', text, line: next + 1 });
  }
  return all.filter((_, index) => all.slice(Math.max(0, index - around), index + around + 1).some((near) => near.kind !== 'same'));
};
