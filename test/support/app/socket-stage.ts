import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandVariables } from '../../../src-main/aws/profiles/environment.ts';
import { systemClock } from '../../../src-main/base/clock.ts';
import { failed } from '../../../src-main/contract/result.ts';
import { oneLine } from '../../../src-main/serve/door/answers.ts';
import { createLauncher } from '../../../src-main/serve/launcher/launcher.adapter.ts';
import { createSocketServer, type SocketServer } from '../../../src-main/serve/socket/socket-server.adapter.ts';
import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { createFakeBroker, type FakeBroker } from '../../fakes/broker.ts';
import { start } from '../aws/stage.ts';

/** The real socket and launcher over a broker of the tests, in a folder of their own. */
export interface SocketStage {
  readonly folder: string;
  readonly path: string;
  readonly broker: FakeBroker;
  readonly server: SocketServer;
  readonly launcher: ReturnType<typeof createLauncher>;
  /** `curl WORDS` at the socket; what comes back is the body and, on a line of its own, the status. */
  readonly curl: (words: readonly string[]) => ReturnType<typeof start>;
  /** Another server at the same path, as a second app has it. */
  readonly another: (options?: { readonly slowMillis: number }) => SocketServer;
  readonly close: () => Promise<void>;
}

export const createSocketStage = (): SocketStage => {
  const folder = mkdtempSync(join(tmpdir(), 'roletap socket '));
  const path = join(folder, 'run', 'socket');
  const broker = createFakeBroker();
  const tellProblem = (problem: Parameters<typeof problemWords>[0]) => oneLine(problemWords(problem));
  const another: SocketStage['another'] = (options) =>
    createSocketServer({
      ...options,
      path,
      platform: process.platform,
      uid: process.getuid?.(),
      broker,
      lease: async () => failed({ code: 'port-taken', port: 0 }),
      version: '0.1.0',
      tellProblem,
      clock: systemClock,
    });
  const server = another();
  const launcher = createLauncher({
    platform: process.platform,
    folder,
    socket: path,
    missing: () => tellProblem({ code: 'app-missing', path }),
    variables: commandVariables(),
  });
  const environment = { PATH: process.env.PATH ?? '', HOME: folder };
  return {
    folder,
    path,
    broker,
    server,
    launcher,
    another,
    curl: (words) => start('curl', ['-q', '-sS', '--unix-socket', path, '-w', '\n%{http_code}', ...words], environment),
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
