import { execFile } from 'node:child_process';
import { access, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Debian's packages golang-github-aws-aws-sdk-go-dev and golang-github-aws-aws-sdk-go-v2-dev put their sources. */
const sources = '/usr/share/gocode';

export interface GoPrograms {
  /** `who-v1` and `who-v2`, built: each prints the ARN that it is, for the endpoint of STS that it is given. */
  readonly programs: readonly string[];
  /** Holds them; for the caller to remove. */
  readonly folder: string;
}

/** Builds them from sources on this computer; without Go and both SDKs, the reason. They are 300 MB, so the set-up brings them not. */
export const buildGoPrograms = async (): Promise<GoPrograms | string> => {
  const needed = ['aws-sdk-go/service/sts', 'aws-sdk-go-v2/service/sts'].map((part) => join(sources, 'src/github.com/aws', part));
  const run = promisify(execFile);
  try {
    await Promise.all([run('go', ['version']), ...needed.map((folder) => access(folder))]);
  } catch {
    return 'no Go with both AWS SDKs (golang-go, golang-github-aws-aws-sdk-go-dev, golang-github-aws-aws-sdk-go-v2-dev)';
  }
  const folder = await mkdtemp(join(tmpdir(), 'roletap-go-'));
  const environment = { ...process.env, GO111MODULE: 'off', GOPATH: sources, GOCACHE: join(folder, 'cache'), GOTELEMETRY: 'off' };
  const programs: string[] = [];
  for (const name of ['who-v1', 'who-v2']) {
    const program = join(folder, name);
    await run('go', ['build', '-o', program, join(import.meta.dirname, `${name}.go`)], { env: environment });
    programs.push(program);
  }
  return { programs, folder };
};
