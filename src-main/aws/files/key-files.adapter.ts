import { failed, ok, type Result } from '../../contract/result.ts';
import { type ChangedLine, changedLines } from '../ini/changed-lines.ts';
import { type IniDocument, propertyOf } from '../ini/ini-document.ts';
import { appendSection, setProperty } from '../ini/ini-edit.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { configMeaning, credentialsMeaning } from '../ini/profile-names.ts';
import { whyNotProcess } from '../profiles/process-clash.ts';
import { readProfileTable } from '../profiles/profile-table.ts';
import { otherTarget } from '../profiles/profiles.ts';
import type { LongTermKeys } from '../sources/source-types.ts';
import { dropKeys, dropMfaSerials, putKeys } from '../targets/key-lines.ts';
import { type KeySwapFiles, swapIn } from '../targets/key-swap.ts';
import { editFile } from './file-edit.adapter.ts';
import { editMfaSerial, whyNotLines } from './mfa-serial-edit.ts';
import { dropProcess, putProcess } from './process-edit.ts';
import type { ProcessFilesNeeds } from './process-files.adapter.ts';
import type { ProcessLine } from './process-files.ts';

/** What would change in a file; secrets are masked. */
export interface FilePlan {
  readonly file: string;
  readonly diff: readonly ChangedLine[];
}

/** Profiles of roles whose `mfa_serial` would make `aws` ask for a code a second time, since their source's credentials are an MFA session then. */
export interface MfaSerialMove {
  readonly mfaSerial: string;
  readonly roles: readonly string[];
}

/** A profile whose access key leaves the files, and gets our line. */
export interface KeyMove {
  readonly line: ProcessLine;
  readonly accessKeyId: string;
  /** The serial goes from the roles to the source. */
  readonly mfa?: MfaSerialMove;
}

/** The way back. */
export interface KeyReturn {
  readonly profile: string;
  readonly keys: LongTermKeys;
  readonly mfa?: MfaSerialMove;
  /** Of a profile that is new. */
  readonly region?: string;
}

/**
 * A person's access keys in the two files; a part of `AwsFiles`. Every byte that is not named stays. Plans name the files that change. Problems: those of reading
 * and of writing, line-end-unclear, process-clash, target-has-keys (another key in the same profile).
 */
export interface KeyFiles extends KeySwapFiles {
  readonly planMove: (move: KeyMove) => Promise<Result<readonly FilePlan[]>>;
  /** First our line comes, then the key goes: until then it wins. Done twice, the second time changes nothing. */
  readonly moveKeys: (move: KeyMove) => Promise<Result<void>>;
  /** `keys.secretAccessKey` is not shown, and may be left empty. */
  readonly planReturn: (back: KeyReturn) => Promise<Result<readonly FilePlan[]>>;
  readonly returnKeys: (back: KeyReturn) => Promise<Result<void>>;
}

type Change = (document: IniDocument) => Result<Uint8Array | undefined>;

/** One change after the other; undefined when none of them changes anything. */
const inOrder =
  (...changes: readonly Change[]): Change =>
  (document) => {
    let current = document;
    for (const change of changes) {
      const next = change(current);
      if (!next.ok) return next;
      if (next.value) current = parseIni(next.value);
    }
    return ok(current === document ? undefined : current.bytes);
  };

const setSerial =
  (profiles: readonly string[], mfaSerial: string): Change =>
  (document) => {
    const edit = editMfaSerial(document, profiles, mfaSerial);
    return ok(edit.profiles.every(({ isSet }) => isSet) ? undefined : edit.bytes);
  };

const ofProfile = ({ sections }: IniDocument, profile: string) =>
  sections.filter((section) => configMeaning(section).kind === 'profile' && configMeaning(section).name === profile);

const regionOf = (document: IniDocument, profile: string): string | undefined =>
  ofProfile(document, profile)
    .map((section) => propertyOf(section, 'region'))
    .filter((region) => region !== undefined)
    .at(-1);

/** Our line goes. The region stays, also where we wrote it: the profile is one of the person's own from then on. */
const dropLine =
  (profile: string): Change =>
  (document) => {
    const bytes = dropProcess(document, profile);
    const region = regionOf(document, profile);
    const after = bytes && parseIni(bytes);
    if (!after || region === undefined || regionOf(after, profile) !== undefined) return ok(bytes);
    const section = ofProfile(after, profile).at(-1);
    return section ? ok(setProperty(after, section, 'region', region)) : putRegion(profile, region)(after);
  };

/** Only where the profile has no section yet. */
const putRegion =
  (profile: string, region: string): Change =>
  (document) => {
    const isThere = ofProfile(document, profile).length > 0;
    const header = profile === 'default' ? profile : `profile ${profile}`;
    return ok(isThere ? undefined : appendSection(document, header, [`region = ${region}`]));
  };

export const createKeyFiles = (needs: ProcessFilesNeeds): KeyFiles => {
  const { configPath, credentialsPath, readDocument, parse, notes, inTurn } = needs;
  const empty = parseIni(new Uint8Array());
  type Edit = readonly [file: string, change: Change];

  const plan = async ([file, change]: Edit): Promise<Result<FilePlan>> => {
    const read = await readDocument(file);
    if (!read.ok) return read;
    const before = read.value ?? empty;
    const after = change(before);
    if (!after.ok) return after;
    const whyNot = after.value && whyNotLines(before, file);
    if (whyNot) return failed(whyNot);
    return ok({ file, diff: after.value ? changedLines(before.bytes, after.value) : [] });
  };
  const plans = async (edits: readonly Edit[]): Promise<Result<readonly FilePlan[]>> => {
    const all: FilePlan[] = [];
    for (const edit of edits) {
      const planned = await plan(edit);
      if (!planned.ok) return planned;
      if (planned.value.diff.length > 0) all.push(planned.value);
    }
    return ok(all);
  };
  const carryOut = (edits: readonly Edit[]): Promise<Result<void>> =>
    inTurn(async () => {
      // All that can be refused is refused before anything changes.
      const planned = await plans(edits);
      if (!planned.ok) return planned;
      const changed = new Set(planned.value.map(({ file }) => file));
      for (const [file, change] of edits.filter(([name]) => changed.has(name))) {
        const edited = await editFile(needs, file, {
          change: async (bytes) => {
            const next = change(await parse(file, bytes));
            if (next.ok && next.value) needs.inBackground(notes.note(await parse(file, next.value)));
            return next;
          },
          holds: (bytes) => {
            const again = change(notes.restored(parseIni(bytes)));
            return again.ok && again.value === undefined;
          },
        });
        if (!edited.ok) return edited;
      }
      return ok(undefined);
    });

  const moveEdits = async ({ line, accessKeyId, mfa }: KeyMove): Promise<Result<readonly Edit[]>> => {
    const read = await readDocument(credentialsPath);
    if (!read.ok) return read;
    const { target } = line;
    const dropFrom =
      (meaningOf: typeof configMeaning): Change =>
      (document) =>
        ok(dropKeys(document, meaningOf, target, accessKeyId));
    const without = dropKeys(read.value ?? empty, credentialsMeaning, target, accessKeyId);
    const credentials = without ? parseIni(without) : (read.value ?? empty);
    const putLine: Change = (document) => {
      const table = readProfileTable({ file: configPath, document }, { file: credentialsPath, document: credentials });
      const problem = whyNotProcess(table, target, (name) => otherTarget(table, name));
      if (problem) return failed(problem);
      // A line of ours that is there already keeps the region that came with it.
      const region = line.region ?? regionOf(document, target);
      return putProcess(document, { ...line, ...(region === undefined ? {} : { region }) });
    };
    const serials: readonly Change[] = mfa
      ? [setSerial([target], mfa.mfaSerial), (document) => ok(dropMfaSerials(document, configMeaning, mfa.roles))]
      : [];
    return ok([
      [configPath, inOrder(dropFrom(configMeaning), putLine, ...serials)],
      [credentialsPath, dropFrom(credentialsMeaning)],
    ]);
  };
  const returnEdits = ({ profile, keys, mfa, region }: KeyReturn): readonly Edit[] => [
    [credentialsPath, (document) => ok(putKeys(document, credentialsMeaning, profile, keys))],
    [
      configPath,
      inOrder(
        dropLine(profile),
        ...(mfa ? [setSerial(mfa.roles, mfa.mfaSerial)] : []),
        ...(region === undefined ? [] : [putRegion(profile, region)]),
      ),
    ],
  ];

  return {
    planMove: async (move) => {
      const edits = await moveEdits(move);
      return edits.ok ? plans(edits.value) : edits;
    },
    moveKeys: async (move) => {
      const edits = await moveEdits(move);
      return edits.ok ? carryOut(edits.value) : edits;
    },
    planReturn: (back) => plans(returnEdits({ ...back, keys: { ...back.keys, secretAccessKey: '****************' } })),
    returnKeys: (back) => carryOut(returnEdits(back)),
    swapKeys: async (oldId, next) => {
      const swap: Change = (document) => ok(swapIn(document, oldId, next));
      const edits: readonly Edit[] = [
        [credentialsPath, swap],
        [configPath, swap],
      ];
      const planned = await plans(edits);
      if (!planned.ok) return planned;
      const done = await carryOut(edits);
      return done.ok ? ok(planned.value.length > 0) : done;
    },
  };
};
