import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { createAwsFiles } from '../src-main/aws/files/aws-files.adapter.ts';
import { parseIni } from '../src-main/aws/ini/ini-parse.ts';
import { systemClock } from '../src-main/base/clock.ts';
import type { Result } from '../src-main/contract/result.ts';
import { inTurn, median, type Row, spread, timed } from './measure.ts';

const profiles = 10_000;

const text = (line: (index: number) => readonly string[]) =>
  `${Array.from({ length: profiles }, (_, index) => line(index).join('\n')).join('\n\n')}\n`;

const account = (index: number) => String(111_111_000_000 + (index % 400));

const need = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`the files could not be used: ${result.problem.code}`);
  return result.value;
};

/** Reading and writing a pair of files of 10,000 profiles, against the loader that AWS's own SDK for JavaScript uses. */
export const benchFiles = async (): Promise<readonly Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap-bench-'));
  const configPath = join(folder, 'config');
  const credentialsPath = join(folder, 'credentials');
  writeFileSync(
    configPath,
    text((index) =>
      index % 10 === 0
        ? [`[profile user-${index}]`, 'region = eu-central-1', `mfa_serial = arn:aws:iam::${account(index)}:mfa/jane`]
        : [
            `[profile role-${index}]`,
            `role_arn = arn:aws:iam::${account(index)}:role/Team${index}`,
            `source_profile = user-${index - (index % 10)}`,
            'region = eu-central-1',
            'output = json',
          ],
    ),
  );
  writeFileSync(
    credentialsPath,
    text((index) => [
      `[${index % 10 === 0 ? 'user' : 'other'}-${index}]`,
      `aws_access_key_id = AKIA${String(index).padStart(16, '0')}`,
      `aws_secret_access_key = ${'k'.repeat(40)}`,
    ]),
    { mode: 0o600 },
  );
  const files = { configPath, credentialsPath, env: {}, clock: systemClock };
  try {
    const parsed = await inTurn(
      { warmUp: 4, counted: 15 },
      // As the loader does: both files from the disk to sections with keys and values.
      () => Promise.all([configPath, credentialsPath].map(async (path) => parseIni(await readFile(path)))),
      () => loadSharedConfigFiles({ configFilepath: configPath, filepath: credentialsPath, ignoreCache: true }),
    );
    const kept = createAwsFiles(files);
    const found = need(await kept.read());
    if (found.roles.length !== profiles * 0.9) throw new Error(`found ${found.roles.length} roles`);
    const first: number[] = [];
    const again: number[] = [];
    const write: number[] = [];
    for (let round = 0; round < 12; round++) {
      // A reader of its own each time: one that is kept only compares bytes.
      first.push(await timed(async () => need(await createAwsFiles(files).read())));
      need(await kept.read());
      again.push(await timed(async () => need(await kept.read())));
      const now = Date.now();
      const credentials = {
        accessKeyId: `ASIA${String(round).padStart(16, '0')}`,
        secretAccessKey: 's'.repeat(40),
        sessionToken: 't'.repeat(400),
        expires: now + 3_600_000,
      };
      write.push(
        await timed(async () =>
          need(
            await kept.writeTarget({
              target: 'role-5001-tap',
              roleArn: `arn:aws:iam::${account(5001)}:role/Team5001`,
              profile: 'role-5001',
              via: 'mfa-session',
              since: now,
              credentials,
              region: 'eu-central-1',
            }),
          ),
        ),
      );
    }
    const many = profiles.toLocaleString('en');
    return [
      {
        what: `parse a pair of files of ${many} profiles, against @smithy/shared-ini-file-loader`,
        measured: median(parsed.ours) / median(parsed.theirs),
        unit: 'x',
        limit: 1,
        note: `from the disk to sections: ours ${spread(parsed.ours)}, the loader ${spread(parsed.theirs)}, 15 runs each in turn`,
      },
      {
        what: `write one section among ${many}`,
        measured: median(write.slice(2)),
        unit: 'ms',
        note: `${spread(write.slice(2))}, with what is there read before and after, and two fsyncs`,
      },
      {
        what: `read ${many} profiles to sources and roles`,
        measured: median(first.slice(2)),
        unit: 'ms',
        note: `${spread(first.slice(2))}; once more when nothing changed ${spread(again.slice(2))}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
