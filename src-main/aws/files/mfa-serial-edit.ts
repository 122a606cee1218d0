import type { Problem } from '../../contract/problems/problem.ts';
import type { Result } from '../../contract/result.ts';
import type { ChangedLine } from '../ini/changed-lines.ts';
import { type IniDocument, propertyOf } from '../ini/ini-document.ts';
import { setProperty } from '../ini/ini-edit.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { configMeaning } from '../ini/profile-names.ts';

/** What writing an MFA device's serial to profiles would change in the config file. */
export interface MfaSerialPlan {
  readonly file: string;
  /** Profiles of which the config file has a section; `already` is another serial that stands there. Those that have this one are left out. */
  readonly profiles: readonly { readonly profile: string; readonly already?: string }[];
  /** The lines that change, with those around them. */
  readonly diff: readonly ChangedLine[];
}

/** The serial of an MFA device in the config file; a part of `AwsFiles`. */
export interface MfaSerialFiles {
  /** What `writeMfaSerial` would do. Problems: file-unreadable, symlink-broken, line-end-unclear. */
  readonly planMfaSerial: (profiles: readonly string[], mfaSerial: string) => Promise<Result<MfaSerialPlan>>;
  /** Sets `mfa_serial` in the sections of these profiles in the config file; every other byte stays. Gives the profiles that have it now. Problems: those of the plan and of writing. */
  readonly writeMfaSerial: (
    profiles: readonly string[],
    mfaSerial: string,
  ) => Promise<Result<{ readonly file: string; readonly profiles: readonly string[] }>>;
}

/** Why no property is set in a file: what stands behind a carriage return alone is another line for `aws`, and would be lost or be there twice. */
export const whyNotLines = ({ flaws }: IniDocument, file: string): Problem | undefined => {
  const flaw = flaws.find((entry) => entry.flaw === 'carriage-return');
  return flaw && { code: 'line-end-unclear', file, line: flaw.line };
};

/** A config file with the serial in some profiles' sections. */
export interface MfaSerialEdit {
  readonly bytes: Uint8Array;
  /** Profiles that have a section, in the order of the request; `already` is what stood there, unless it is the same. */
  readonly profiles: readonly { readonly profile: string; readonly already?: string; readonly isSet: boolean }[];
}

/** Sets `mfa_serial` in the last section of each profile that has it, else in its last one: the last value counts. Pure. */
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
