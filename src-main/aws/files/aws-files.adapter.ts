import { readFileSync } from 'node:fs';
import { devNull, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { watchFiles } from '../../storage/file-watch.adapter.ts';
import type { RecordFolder } from '../../storage/record-folder.adapter.ts';
import { changedLines } from '../ini/changed-lines.ts';
import type { IniDocument } from '../ini/ini-document.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { whyNotKeys } from '../profiles/process-clash.ts';
import { createProfileReader } from '../profiles/profile-reader.ts';
import { readProfileTable } from '../profiles/profile-table.ts';
import { whyNotTarget } from '../profiles/profiles.ts';
import type { KeyStore } from '../sources/source-types.ts';
import { emptyKeyStore } from '../sources/store-source.ts';
import { dropForeignKeys, dropTargets, foreignTemporaryKeys, ownMark, putTarget } from '../targets/target-section.ts';
import type { AwsFiles } from './aws-files.ts';
import { editFile, whyNotEdit } from './file-edit.adapter.ts';
import { tidy } from './file-litter.adapter.ts';
import { isHalf, keyedSections, lacks, lookWhenWhole, untilQuiet } from './file-look.adapter.ts';
import { type FileIo, systemIo } from './file-place.adapter.ts';
import { createKeyFiles } from './key-files.adapter.ts';
import { createMarkNotes } from './mark-notes.ts';
import { editMfaSerial, whyNotLines } from './mfa-serial-edit.ts';
import { createProcessFiles } from './process-files.adapter.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface AwsFilePaths {
  readonly config: string;
  readonly credentials: string;
}

/** Variables in a path, and the home of a user in front of it, as `aws` reads them (Python's expandvars and expanduser); what is not known stays as it is. */
const expanded = (said: string, env: Environment, home: string): string => {
  const path = said.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, bare, braced) => env[bare ?? braced] ?? whole);
  const [tilde, user = ''] = /^~([^/\\]*)/.exec(path) ?? [];
  const start = user === '' || user === userInfo().username ? home : homeOf(user);
  return tilde === undefined || start === undefined ? path : start + path.slice(tilde.length);
};

/** Where another user of this computer is at home; undefined for one who is not in its list. */
const homeOf = (user: string): string | undefined => {
  try {
    const users = readFileSync('/etc/passwd', 'utf8').split('\n');
    return users.map((line) => line.split(':')).find(([name]) => name === user)?.[5];
  } catch {
    return undefined;
  }
};

/** `~/.aws/config` and `~/.aws/credentials`, or what AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE say, from `folder` on. */
export const awsFilePaths = (env: Environment, home: string, folder = ''): AwsFilePaths => {
  const pathOf = (said: string | undefined, name: string): string =>
    said ? resolve(folder, expanded(said, env, home)) : join(home, '.aws', name);
  return { config: pathOf(env.AWS_CONFIG_FILE, 'config'), credentials: pathOf(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials') };
};

export interface AwsFilesNeeds {
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly env: Environment;
  readonly clock: Clock;
  readonly io?: FileIo;
  /** Where the marks that we write are noted, for files that lose them. */
  readonly marks?: RecordFolder;
  /** Keys that are in no file. */
  readonly keyStore?: Pick<KeyStore, 'ids' | 'flaw'>;
}

/** The user's two files; see `AwsFiles` for what each function does and its problems. `settled` resolves when nothing is left to look after what was written. */
export const createAwsFiles = ({
  configPath,
  credentialsPath,
  env,
  clock,
  io = systemIo,
  marks,
  keyStore = emptyKeyStore,
}: AwsFilesNeeds): AwsFiles & { readonly settled: () => Promise<void> } => {
  // Each look into `process.env` asks the system.
  const environment = { ...env };
  const notes = createMarkNotes(marks);
  const parsed = new Map<string, IniDocument>();
  /** Sections with keys that were there when a file was read last: path -> names. */
  const keyed = new Map<string, readonly string[]>();
  /** Most reads find what was there before, and comparing bytes is cheaper than reading 10,000 profiles. */
  const parse = async (path: string, bytes: Uint8Array): Promise<IniDocument> => {
    const known = parsed.get(path);
    if (known && Buffer.compare(known.bytes, bytes) === 0) return known;
    const document = await notes.restore(parseIni(bytes));
    parsed.set(path, document);
    keyed.set(path, keyedSections(document));
    return document;
  };

  /** What we wrote last: path -> content. */
  const written = new Map<string, Uint8Array>();
  const isOdd = (path: string) => (bytes: Uint8Array) => {
    if ([parsed.get(path)?.bytes, written.get(path)].some((known) => known && Buffer.compare(known, bytes) === 0)) return false;
    return isHalf(bytes) || lacks(bytes, keyed.get(path) ?? []);
  };

  const tidied = new Set<string>();
  const readDocument = async (path: string): Promise<Result<IniDocument | undefined>> => {
    const look = await lookWhenWhole(io, clock, path, isOdd(path));
    if (!look.ok) return look;
    const { place, bytes } = look.value;
    if (!tidied.has(path)) {
      tidied.add(path);
      await tidy(io, clock, place.real);
    }
    if (bytes) return ok(await parse(path, bytes));
    parsed.delete(path);
    keyed.delete(path);
    return ok(undefined);
  };

  let last: Promise<unknown> = Promise.resolve();
  /** Writes of this process come one after the other, in the order in which they were asked for. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };

  const tails = new Set<Promise<unknown>>();
  const needs = {
    io,
    clock,
    isOdd,
    wrote: (path: string, bytes: Uint8Array) => {
      written.set(path, bytes);
    },
    inTurn,
    inBackground: (work: Promise<unknown>) => {
      const tail = work.catch(() => {}).finally(() => tails.delete(tail));
      tails.add(tail);
    },
  };

  const place = (file: string, document: IniDocument | undefined, variable: 'AWS_CONFIG_FILE' | 'AWS_SHARED_CREDENTIALS_FILE') => ({
    file,
    document,
    // The null device is named so that there is no file.
    ...(environment[variable] && file !== devNull ? { variable } : {}),
  });
  const tableInput = (config: IniDocument | undefined, credentials: IniDocument | undefined) => ({
    config: place(configPath, config, 'AWS_CONFIG_FILE'),
    credentials: place(credentialsPath, credentials, 'AWS_SHARED_CREDENTIALS_FILE'),
  });

  const understand = createProfileReader(environment);

  const parts = { ...needs, configPath, credentialsPath, readDocument, parse, notes };
  return {
    paths: { config: configPath, credentials: credentialsPath },
    settled: async () => {
      await Promise.all(tails);
    },
    read: async () => {
      const [config, credentials, kept] = await Promise.all([readDocument(configPath), readDocument(credentialsPath), keyStore.ids()]);
      if (!config.ok) return config;
      const keptFlaw = kept.size === 0 ? await keyStore.flaw?.() : undefined;
      return credentials.ok ? ok(understand({ ...tableInput(config.value, credentials.value), kept, keptFlaw })) : credentials;
    },
    quiet: () => untilQuiet(io, clock, [configPath, credentialsPath]),
    watch: (listener) => watchFiles([configPath, credentialsPath], clock, listener),
    whyNotWritable: () => whyNotEdit(io, credentialsPath),
    writeTarget: (section) =>
      inTurn(() =>
        editFile(needs, credentialsPath, {
          change: async (bytes) => {
            const config = await readDocument(configPath);
            if (!config.ok) return config;
            const before = await parse(credentialsPath, bytes);
            const document = section.replaces === undefined ? before : parseIni(dropForeignKeys(before, section.target, section.replaces));
            const { config: first, credentials: second } = tableInput(config.value, document);
            const table = readProfileTable(first, second);
            const problem = whyNotTarget(table, section.target) ?? whyNotKeys(table, section.target);
            if (problem) return failed(problem);
            const said = table.profiles.get(section.target)?.config.flatMap((placed) => placed.section.properties.map(({ key }) => key));
            const next = putTarget(document, section, new Set(said));
            if (next.ok) needs.inBackground(notes.note(await parse(credentialsPath, next.value)));
            return next;
          },
          holds: (bytes) =>
            parseIni(bytes).sections.some(
              (other) => other.name === section.target && ownMark(other)?.key === section.credentials.accessKeyId,
            ),
        }),
      ),
    readForeign: async (target) => {
      const credentials = await readDocument(credentialsPath);
      if (!credentials.ok) return credentials;
      const found = credentials.value?.sections.filter(({ name }) => name === target).map(foreignTemporaryKeys);
      return ok(found?.find((keys) => keys !== undefined));
    },
    planMfaSerial: async (profiles, mfaSerial) => {
      const config = await readDocument(configPath);
      if (!config.ok) return config;
      const before = config.value ?? parseIni(new Uint8Array());
      const whyNot = whyNotLines(before, configPath);
      if (whyNot) return failed(whyNot);
      const { bytes, profiles: edited } = editMfaSerial(before, profiles, mfaSerial);
      const wanted = edited.filter(({ isSet }) => !isSet).map(({ isSet: _, ...profile }) => profile);
      return ok({ file: configPath, profiles: wanted, diff: changedLines(before.bytes, bytes) });
    },
    writeMfaSerial: (profiles, mfaSerial) =>
      inTurn(async () => {
        let done: readonly string[] = [];
        const edited = await editFile(needs, configPath, {
          change: async (bytes) => {
            const before = await parse(configPath, bytes);
            const whyNot = whyNotLines(before, configPath);
            if (whyNot) return failed(whyNot);
            const edit = editMfaSerial(before, profiles, mfaSerial);
            done = edit.profiles.map(({ profile }) => profile);
            return ok(edit.profiles.every(({ isSet }) => isSet) ? undefined : edit.bytes);
          },
          holds: (bytes) => editMfaSerial(parseIni(bytes), done, mfaSerial).profiles.every(({ isSet }) => isSet),
        });
        return edited.ok ? ok({ file: edited.value.file, profiles: done }) : edited;
      }),
    ...createProcessFiles(parts),
    ...createKeyFiles(parts),
    removeTargets: (names) =>
      inTurn(async () => {
        const gone = new Set<string>();
        // Nothing to remove from a file that is not there, and then no folder is made for it.
        const credentials = await readDocument(credentialsPath);
        if (!credentials.ok) return credentials;
        if (!credentials.value || dropTargets(credentials.value, names).removed.length === 0) return ok([]);
        const edited = await editFile(needs, credentialsPath, {
          change: async (bytes) => {
            const { bytes: rest, removed } = dropTargets(await parse(credentialsPath, bytes), names);
            for (const name of removed) gone.add(name);
            return ok(removed.length === 0 ? undefined : rest);
          },
          holds: (bytes) => dropTargets(notes.restored(parseIni(bytes)), names).removed.length === 0,
        });
        return edited.ok ? ok(names.filter((name) => gone.has(name))) : edited;
      }),
  };
};
