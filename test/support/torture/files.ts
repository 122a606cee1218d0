import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { createAwsFiles } from '../../../src-main/aws/files/aws-files.adapter.ts';
import { parseIni } from '../../../src-main/aws/ini/ini-parse.ts';
import type { TargetSection } from '../../../src-main/aws/targets/target-types.ts';
import { systemClock } from '../../../src-main/base/clock.ts';

/** How a program that knows nothing of Roletap writes a file: the installed `aws` (foreign-writer-aws.py), or one that does it in a way of its own (foreign-writer.cjs). */
export type ForeignWay = 'aws' | 'truncates' | 'trickles' | 'overwrites' | 'renames' | 'appends';

export interface Counts {
  readonly foreignEdits: number;
  /** Edits of others that were gone 2 s after they were made. */
  readonly lost: number;
  readonly ourEdits: number;
  /** Our edits that came to nothing. */
  readonly refused: number;
  /** Times at which the keys that nobody touched were not whole. */
  readonly torn: number;
  /** Files beside the file, when all was over. */
  readonly litter: number;
}

const keys = '# mine\n[default]\naws_access_key_id = AKIAJANE\naws_secret_access_key = abc+/=\n';

/** A target of ours, with a key of its own for each count. */
export const section = (count: number): TargetSection => ({
  target: 'prod-tap',
  roleArn: 'arn:aws:iam::111122223333:role/Admin',
  via: 'mfa-session',
  since: 1_800_000_000_000,
  credentials: {
    accessKeyId: `ASIAOURS${count}`,
    secretAccessKey: 'wJalr/+=',
    sessionToken: 'IQoJb3/+=='.repeat(30),
    expires: 4_000_000_000_000,
  },
});

/** What lies beside the file. */
const besideIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name !== 'credentials');

const withFolder = async <T>(work: (file: string, folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-torture-'));
  try {
    const file = join(folder, 'credentials');
    writeFileSync(file, keys, { mode: 0o600 });
    return await work(file, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const filesAt = (folder: string) =>
  createAwsFiles({ configPath: join(folder, 'config'), credentialsPath: join(folder, 'credentials'), env: {}, clock: systemClock });

/** We write and remove a target again and again, beside another program that edits the same file in its way, `rounds` times. */
export const besideForeignWriter = (way: ForeignWay, pause: number, rounds: number, seed: number): Promise<Counts> =>
  withFolder(async (file, folder) => {
    const [runner, writer] = way === 'aws' ? ['/usr/bin/python3', 'foreign-writer-aws.py'] : [process.execPath, 'foreign-writer.cjs'];
    const foreign = new Promise<{ edits: number; lost: number }>((resolve, reject) => {
      execFile(runner, [join(import.meta.dirname, writer), file, way, String(pause), String(rounds), String(seed)], (error, stdout) =>
        error ? reject(error) : resolve(JSON.parse(stdout)),
      );
    });
    let isOver = false;
    void foreign.finally(() => {
      isOver = true;
    });
    const files = filesAt(folder);
    let [ourEdits, refused] = [0, 0];
    while (!isOver) {
      const wrote = await files.writeTarget(section(ourEdits));
      const removed = await files.removeTargets(['prod-tap']);
      ourEdits += 2;
      refused += (wrote.ok ? 0 : 1) + (removed.ok ? 0 : 1);
      await new Promise((resolve) => setTimeout(resolve, ourEdits % 7));
    }
    const { edits, lost } = await foreign;
    await files.settled();
    const text = readFileSync(file, 'utf8');
    return {
      foreignEdits: edits,
      lost,
      ourEdits,
      refused,
      torn: text.startsWith(keys) && !text.includes('ASIAOURS') ? 0 : 1,
      litter: besideIn(folder).length,
    };
  });

/** A writer of ours is killed at a moment by chance, `rounds` times; after each the file must be whole and the next write must work. */
export const killed = (program: string, rounds: number, random: () => number): Promise<Counts> =>
  withFolder(async (file, folder) => {
    let [torn, refused, litter] = [0, 0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, random() * 25));
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      await ended;
      const { sections, flaws } = parseIni(readFileSync(file));
      const text = readFileSync(file, 'utf8');
      const isWhole = text.startsWith(keys) && flaws.length === 0 && sections.length <= 2 && (statSync(file).mode & 0o777) === 0o600;
      torn += isWhole ? 0 : 1;
      const next = filesAt(folder);
      const began = Date.now();
      const wrote = await next.writeTarget(section(round));
      const removed = await next.removeTargets(['prod-tap']);
      await next.settled();
      refused += wrote.ok && removed.ok && Date.now() - began < 3000 ? 0 : 1;
      litter += besideIn(folder).filter((name) => /\.(tmp|old)$/.test(name)).length;
    }
    // A lock that was cut off before it could name its holder is nobody's after a second.
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await writeOnce(folder);
    litter += besideIn(folder).length;
    return { foreignEdits: 0, lost: 0, ourEdits: rounds * 2, refused, torn, litter };
  });

/** Ways of writing, with the pauses in milliseconds that were seen to lose edits. */
const ways: readonly (readonly [ForeignWay, number])[] = [
  ['aws', 0],
  ['truncates', 0],
  ['truncates', 10],
  ['truncates', 30],
  ['truncates', 100],
  ['truncates', 300],
  ['trickles', 20],
  ['overwrites', 10],
  ['overwrites', 100],
  ['renames', 0],
  ['appends', 100],
  ['appends', 300],
];

/** Everything that is wanted by its name (`truncates-30`: with a pause of 30 ms), `rounds` times each, one after the other; the seed says which moments. */
export async function* torture(
  rounds: number,
  seed: number,
  isWanted: (name: string) => boolean,
): AsyncGenerator<{ readonly name: string; readonly counts: Counts }> {
  for (const [way, pause] of ways) {
    const name = `${way}-${pause}`;
    if (isWanted(name)) yield { name, counts: await besideForeignWriter(way, pause, rounds, seed) };
  }
  if (!isWanted('kill')) return;
  const folder = mkdtempSync(join(tmpdir(), 'roletap-torture-'));
  try {
    yield { name: 'kill', counts: await killed(await bundleKilled(folder), rounds, randomFrom(seed)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `killed`'s program: writes and removes a target until it is killed. Its path. */
export const bundleKilled = async (folder: string): Promise<string> => {
  const outfile = join(folder, 'killed.cjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'killed.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return outfile;
};

/** One write as the program does it, in this process. */
export const writeOnce = async (folder: string) => {
  const files = filesAt(folder);
  const wrote = await files.writeTarget(section(0));
  await files.settled();
  return wrote;
};

/** Mulberry32: numbers from 0 to 1, the same for the same seed. */
export const randomFrom = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
};
