import type { KeptKeys } from '../../src-main/app/key-store/kept-keys.ts';
import type { AwsFiles } from '../../src-main/aws/files/aws-files.ts';
import { editMfaSerial } from '../../src-main/aws/files/mfa-serial-edit.ts';
import { dropProcess, putProcess, renewProcess } from '../../src-main/aws/files/process-edit.ts';
import { changedLines } from '../../src-main/aws/ini/changed-lines.ts';
import type { IniDocument } from '../../src-main/aws/ini/ini-document.ts';
import { parseIni } from '../../src-main/aws/ini/ini-parse.ts';
import { createProfileReader } from '../../src-main/aws/profiles/profile-reader.ts';
import { swapIn } from '../../src-main/aws/targets/key-swap.ts';
import {
  dropForeignKeys,
  dropTargets,
  foreignTemporaryKeys,
  ownCredentials,
  putTarget,
} from '../../src-main/aws/targets/target-section.ts';
import type { TargetSection } from '../../src-main/aws/targets/target-types.ts';
import { utf8 } from '../../src-main/base/bytes.ts';
import type { Problem } from '../../src-main/contract/problems/problem.ts';
import { failed, ok } from '../../src-main/contract/result.ts';

export interface FakeFiles extends AwsFiles {
  text: { config: string | undefined; credentials: string | undefined };
  /** Somebody else wrote the files. */
  readonly changed: () => void;
  readonly written: readonly TargetSection[];
  /** Waited for by each write before anything is changed. */
  beforeWrite: () => Promise<Problem | undefined>;
  /** Answered by each read in place of the files. */
  beforeRead: () => Promise<Problem | undefined>;
  beforeRemove: () => Promise<Problem | undefined>;
  /** Answered to whoever waits for other programs; here they may write. */
  beforeQuiet: () => boolean;
  /** Answered before a touch to whether the file can be written. */
  unwritable: Problem | undefined;
  /** Answered by each write of a serial to the config file. */
  beforeSerial: () => Promise<Problem | undefined>;
}

/** Both files as text in memory, under the same rules as the real ones. */
export const createFakeFiles = (text: FakeFiles['text'], keyStore?: Pick<KeptKeys, 'ids'>): FakeFiles => {
  const paths = { config: '/home/jane/.aws/config', credentials: '/home/jane/.aws/credentials' };
  const listeners = new Set<() => void>();
  const written: TargetSection[] = [];
  const documentOf = (content: string | undefined) => (content === undefined ? undefined : parseIni(utf8(content)));
  const understand = createProfileReader({});
  const read = new Map<string, { readonly content: string | undefined; readonly document: IniDocument | undefined }>();
  /** The same document for the same text. */
  const readAgain = (file: string, content: string | undefined) => {
    const before = read.get(file);
    const document = before && before.content === content ? before.document : documentOf(content);
    read.set(file, { content, document });
    return { file, document };
  };
  const put = (bytes: Uint8Array, config?: Uint8Array) => {
    fake.text = { config: config ? new TextDecoder().decode(config) : fake.text.config, credentials: new TextDecoder().decode(bytes) };
    for (const listener of [...listeners]) listener();
  };
  const fake: FakeFiles = {
    paths,
    text,
    written,
    beforeWrite: async () => undefined,
    beforeRead: async () => undefined,
    beforeRemove: async () => undefined,
    beforeQuiet: () => false,
    unwritable: undefined,
    beforeSerial: async () => undefined,
    planMfaSerial: async (profiles, mfaSerial) => {
      const before = parseIni(utf8(fake.text.config ?? ''));
      const { bytes, profiles: edited } = editMfaSerial(before, profiles, mfaSerial);
      const wanted = edited.filter(({ isSet }) => !isSet).map(({ isSet: _, ...profile }) => profile);
      return ok({ file: paths.config, profiles: wanted, diff: changedLines(before.bytes, bytes) });
    },
    writeMfaSerial: async (profiles, mfaSerial) => {
      const problem = await fake.beforeSerial();
      if (problem) return failed(problem);
      const { bytes, profiles: edited } = editMfaSerial(parseIni(utf8(fake.text.config ?? '')), profiles, mfaSerial);
      fake.text = { ...fake.text, config: new TextDecoder().decode(bytes) };
      for (const listener of [...listeners]) listener();
      return ok({ file: paths.config, profiles: edited.map(({ profile }) => profile) });
    },
    whyNotWritable: async () => fake.unwritable,
    changed: () => {
      for (const listener of [...listeners]) listener();
    },
    read: async () => {
      const { text: now } = fake;
      const problem = await fake.beforeRead();
      if (problem) return failed(problem);
      return ok(
        understand({
          config: readAgain(paths.config, now.config),
          credentials: readAgain(paths.credentials, now.credentials),
          ...(keyStore ? { kept: await keyStore.ids() } : {}),
        }),
      );
    },
    quiet: async () => fake.beforeQuiet(),
    watch: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    writeTarget: async (section) => {
      const problem = await fake.beforeWrite();
      if (problem) return failed(problem);
      const before = parseIni(utf8(fake.text.credentials ?? ''));
      const document = section.replaces === undefined ? before : parseIni(dropForeignKeys(before, section.target, section.replaces));
      const bytes = putTarget(document, section);
      if (!bytes.ok) return bytes;
      written.push(section);
      put(bytes.value);
      return ok({ file: paths.credentials });
    },
    swapKeys: async (oldId, next) => {
      const credentials = documentOf(fake.text.credentials ?? '') as IniDocument;
      const bytes = swapIn(credentials, oldId, next);
      if (bytes) put(bytes);
      return ok(bytes !== undefined);
    },
    planProcess: async (line) => {
      const config = documentOf(fake.text.config ?? '') as IniDocument;
      const after = putProcess(config, line);
      return after.ok ? ok({ file: paths.config, diff: changedLines(config.bytes, after.value ?? config.bytes) }) : after;
    },
    writeProcess: async (line) => {
      const config = documentOf(fake.text.config ?? '') as IniDocument;
      const after = putProcess(config, line);
      if (!after.ok) return after;
      const { bytes } = dropTargets(parseIni(utf8(fake.text.credentials ?? '')), [line.target]);
      put(bytes, after.value ?? config.bytes);
      return ok({ file: paths.config });
    },
    planMove: async () => ok([]),
    moveKeys: async () => ok(undefined),
    planReturn: async () => ok([]),
    returnKeys: async () => ok(undefined),
    renewProcess: async (line) => {
      const config = documentOf(fake.text.config ?? '') as IniDocument;
      const next = renewProcess(config, line);
      if (next) put(utf8(fake.text.credentials ?? ''), next);
      return ok(undefined);
    },
    planProcessRemoval: async (target) => {
      const config = documentOf(fake.text.config ?? '') as IniDocument;
      return ok({ file: paths.config, diff: changedLines(config.bytes, dropProcess(config, target) ?? config.bytes) });
    },
    removeProcess: async (target) => {
      const config = documentOf(fake.text.config ?? '') as IniDocument;
      put(utf8(fake.text.credentials ?? ''), dropProcess(config, target) ?? config.bytes);
      return ok({ file: paths.config });
    },
    readTarget: async (target) => {
      const sections = documentOf(fake.text.credentials)?.sections ?? [];
      return ok(
        sections
          .filter(({ name }) => name === target)
          .map(ownCredentials)
          .find((found) => found !== undefined),
      );
    },
    readForeign: async (target) => {
      const sections = documentOf(fake.text.credentials)?.sections ?? [];
      return ok(
        sections
          .filter(({ name }) => name === target)
          .map(foreignTemporaryKeys)
          .find((found) => found !== undefined),
      );
    },
    removeTargets: async (names) => {
      const problem = await fake.beforeRemove();
      if (problem) return failed(problem);
      const { bytes, removed } = dropTargets(parseIni(utf8(fake.text.credentials ?? '')), names);
      if (removed.length > 0) put(bytes);
      return ok(removed);
    },
  };
  return fake;
};
