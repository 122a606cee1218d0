import { request } from 'node:http';
import * as v from 'valibot';
import { parsed, parsedJson } from '../../base/schema.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { protocolVersion, type Route } from '../door/protocol.ts';
import { isSafePlace } from './socket-place.adapter.ts';

/** An answer with the credentials of one role is far below it. */
const answerLimit = 256 * 1024;

const document = v.record(v.string(), v.unknown());
/** The facts of a problem are as the other version of this program tells them; its words do with what is there. */
const refusal = v.object({ problem: v.looseObject({ code: v.string() }) });

/** Asks the app that runs. Problems: app-missing, app-foreign, cancelled, and what the app says. */
export type AskApp = (
  route: Route,
  fields: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
) => Promise<Result<Record<string, unknown>>>;

const send = (path: string, route: Route, body: string, signal: AbortSignal): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { Host: 'roletap', 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body), Connection: 'close' };
    // Where no server is named, Node looks whether "localhost" is an IPv6 address, and compiling its pattern for that takes longer than the call.
    const unnamed = { servername: '' };
    const call = request(
      { socketPath: path, path: `/${protocolVersion}/${route}`, method: 'POST', headers, signal, agent: false, ...unnamed },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => {
          text += chunk;
          if (text.length > answerLimit) call.destroy(new Error('too long'));
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
        answer.on('error', reject);
      },
    );
    call.on('error', reject);
    call.end(body);
  });

/** `knows` tells the codes of problems that this program has words for. */
export const createAskApp =
  ({ path, uid, knows }: { readonly path: string; readonly uid: number | undefined; readonly knows: (code: string) => boolean }): AskApp =>
  async (route, fields, signal) => {
    const foreign = (why: 'no-document' | 'not-understood') => failed({ code: 'app-foreign', path, why } as const);
    if (!(await isSafePlace(path, uid))) return failed({ code: 'app-missing', path });
    try {
      const { status, text } = await send(path, route, JSON.stringify(fields), signal);
      const answer = parsedJson(document, text);
      if (!answer) return foreign('no-document');
      if (status === 200) return ok(answer);
      const problem = parsed(refusal, answer)?.problem;
      return problem && knows(problem.code) ? failed(problem as unknown as Problem) : foreign('not-understood');
    } catch (error) {
      if (signal.aborted) return failed({ code: 'cancelled' });
      const errno = (error as NodeJS.ErrnoException).code ?? '';
      if (['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(errno)) return failed({ code: 'app-missing', path });
      return errno === '' ? foreign('not-understood') : failed({ code: 'app-foreign', path, why: 'errno', errno });
    }
  };
