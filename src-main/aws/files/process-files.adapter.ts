import { failed, ok, type Result } from '../../contract/result.ts';
import { changedLines } from '../ini/changed-lines.ts';
import type { IniDocument } from '../ini/ini-document.ts';
import { parseIni } from '../ini/ini-parse.ts';
import { whyNotProcess } from '../profiles/process-clash.ts';
import { readProfileTable } from '../profiles/profile-table.ts';
import { otherTarget } from '../profiles/profiles.ts';
import { dropTargets, ownCredentials } from '../targets/target-section.ts';
import { type EditNeeds, editFile, whyNotEdit } from './file-edit.adapter.ts';
import type { MarkNotes } from './mark-notes.ts';
import { dropProcess, putProcess, renewProcess } from './process-edit.ts';
import type { ProcessFiles, ProcessLine } from './process-files.ts';

/** What `createAwsFiles` has and this part of it needs. */
export interface ProcessFilesNeeds extends EditNeeds {
  readonly configPath: string;
  readonly credentialsPath: string;
  readonly readDocument: (path: string) => Promise<Result<IniDocument | undefined>>;
  readonly parse: (path: string, bytes: Uint8Array) => Promise<IniDocument>;
  readonly notes: MarkNotes;
}

export const createProcessFiles = (needs: ProcessFilesNeeds): ProcessFiles => {
  const { io, configPath, credentialsPath, readDocument, parse, notes, inTurn } = needs;
  const empty = parseIni(new Uint8Array());

  /** The config file with the line; undefined when nothing would change. */
  const withLine = (config: IniDocument, credentials: IniDocument, line: ProcessLine): Result<Uint8Array | undefined> => {
    const table = readProfileTable({ file: configPath, document: config }, { file: credentialsPath, document: credentials });
    const problem = whyNotProcess(table, line.target, (name) => otherTarget(table, name), line.replaces?.command);
    return problem ? failed(problem) : putProcess(config, line);
  };

  const readBoth = async (): Promise<Result<{ readonly config: IniDocument; readonly credentials: IniDocument }>> => {
    const [config, credentials] = [await readDocument(configPath), await readDocument(credentialsPath)];
    if (!config.ok) return config;
    return credentials.ok ? ok({ config: config.value ?? empty, credentials: credentials.value ?? empty }) : credentials;
  };

  /** Our keys go from the credentials file: they would win over the command. */
  const removeKeys = (target: string) =>
    editFile(needs, credentialsPath, {
      change: async (bytes) => {
        const { bytes: rest, removed } = dropTargets(await parse(credentialsPath, bytes), [target]);
        return ok(removed.length === 0 ? undefined : rest);
      },
      holds: (bytes) => dropTargets(notes.restored(parseIni(bytes)), [target]).removed.length === 0,
    });

  return {
    planProcess: async (line) => {
      const both = await readBoth();
      if (!both.ok) return both;
      const { config, credentials } = both.value;
      const after = withLine(config, credentials, line);
      if (!after.ok) return after;
      const isKeyed = dropTargets(credentials, [line.target]).removed.length > 0;
      return ok({
        file: configPath,
        diff: changedLines(config.bytes, after.value ?? config.bytes),
        ...(isKeyed ? { alsoRemoves: { file: credentialsPath, target: line.target } } : {}),
      });
    },
    writeProcess: (line) =>
      inTurn(async () => {
        const both = await readBoth();
        if (!both.ok) return both;
        // All that can be refused is refused before the keys go.
        const wanted = withLine(both.value.config, both.value.credentials, line);
        if (!wanted.ok) return wanted;
        const whyNot = wanted.value && (await whyNotEdit(io, configPath));
        if (whyNot) return failed(whyNot);
        if (dropTargets(both.value.credentials, [line.target]).removed.length > 0) {
          const removed = await removeKeys(line.target);
          if (!removed.ok) return removed;
        }
        return editFile(needs, configPath, {
          change: async (bytes) => {
            const credentials = await readDocument(credentialsPath);
            if (!credentials.ok) return credentials;
            const next = withLine(await parse(configPath, bytes), credentials.value ?? empty, line);
            if (next.ok && next.value) needs.inBackground(notes.note(await parse(configPath, next.value)));
            return next;
          },
          holds: (bytes) => {
            const again = putProcess(parseIni(bytes), line);
            return again.ok && again.value === undefined;
          },
        });
      }),
    renewProcess: (line) =>
      inTurn(async () => {
        const config = await readDocument(configPath);
        if (!config.ok) return config;
        // Most taps find what is wanted, and then nothing is locked.
        if (!config.value || !renewProcess(config.value, line)) return ok(undefined);
        const edited = await editFile(needs, configPath, {
          change: async (bytes) => {
            const next = renewProcess(await parse(configPath, bytes), line);
            if (next) needs.inBackground(notes.note(await parse(configPath, next)));
            return ok(next);
          },
          holds: (bytes) => renewProcess(notes.restored(parseIni(bytes)), line) === undefined,
        });
        return edited.ok ? ok(undefined) : edited;
      }),
    planProcessRemoval: async (target) => {
      const config = await readDocument(configPath);
      if (!config.ok) return config;
      const before = config.value ?? empty;
      return ok({ file: configPath, diff: changedLines(before.bytes, dropProcess(before, target) ?? before.bytes) });
    },
    removeProcess: (target) =>
      inTurn(async () => {
        const config = await readDocument(configPath);
        if (!config.ok) return config;
        // Nothing to remove from a file that is not there, and then no folder is made for it.
        if (!config.value || !dropProcess(config.value, target)) return ok({ file: configPath });
        return editFile(needs, configPath, {
          change: async (bytes) => ok(dropProcess(await parse(configPath, bytes), target)),
          holds: (bytes) => dropProcess(notes.restored(parseIni(bytes)), target) === undefined,
        });
      }),
    readTarget: async (target) => {
      const credentials = await readDocument(credentialsPath);
      if (!credentials.ok) return credentials;
      const found = credentials.value?.sections.filter(({ name }) => name === target).map(ownCredentials);
      return ok(found?.find((entry) => entry !== undefined));
    },
  };
};
