import * as v from 'valibot';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import { parsedJson } from '../../base/schema.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import { answerKind, waitOf } from './answer-kind.ts';
import { failureOfForeign, failureOfSilence } from './aws-errors.ts';
import { type HttpAnswer, NoAnswer } from './aws-http.adapter.ts';
import type { AwsTransport } from './aws-transport.adapter.ts';
import { BundleFault } from './ca-bundle.adapter.ts';
import type { Federation } from './federation-url.ts';
import { federationUrl, loginUrl, tokenRequest } from './federation-url.ts';
import { ProxyRefusal } from './proxy.adapter.ts';

export interface FederationOptions {
  readonly transport: AwsTransport;
  readonly clock: Clock;
  readonly log: Log;
  /** 10,000 milliseconds unless given. */
  readonly limitMillis?: number;
}

const tokenAnswer = v.object({ SigninToken: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{8,}$/)) });

/** The token of an answer; undefined for a page of something that is not AWS. */
const tokenOf = ({ body }: HttpAnswer): string | undefined => parsedJson(tokenAnswer, Buffer.from(body).toString('utf8'))?.SigninToken;

/**
 * AWS's sign-in page for federated users, over the same connections as STS. The session goes in the body of a POST, so that no log on the way has it. Beside the
 * problems that `Federation` names: aws-hung-up, endpoint-refused, ca-bundle-bad.
 */
export const createFederation = ({ transport, clock, log, limitMillis = 10_000 }: FederationOptions): Federation => {
  const ask = async (url: URL, caBundle: string | undefined, body: string, signal: AbortSignal): Promise<Result<HttpAnswer>> => {
    const started = clock.now();
    let sent = false;
    try {
      const onSent = () => {
        sent = true;
      };
      return ok(await transport.post({ url, caBundle, body, signal, limitMillis, onSent }));
    } catch (error) {
      const known = { host: url.hostname, seconds: (clock.now() - started) / 1000, allProxy: transport.hasOnlyAllProxy(url) };
      if (signal.aborted) return failed({ code: 'cancelled' });
      if (error instanceof NoAnswer)
        return failed(failureOfSilence({ ...known, code: error.code, sent: error.sent, status: error.status }).problem);
      if (error instanceof ProxyRefusal) return failed(failureOfSilence({ ...known, code: error.code, sent }).problem);
      if (error instanceof BundleFault) return failed(error.problem);
      throw error;
    }
  };

  return {
    signinUrl: async ({ credentials, partition, region, service, endpoint }, signal) => {
      const url = federationUrl(partition, endpoint);
      if (!url.ok) return url;
      const host = url.value.hostname;
      if (signal.aborted) return failed({ code: 'cancelled' });
      const answer = await ask(url.value, endpoint.caBundle, tokenRequest(credentials), signal);
      if (!answer.ok) {
        log.warn('federation failed', { host, problem: answer.problem.code });
        return answer;
      }
      const { status } = answer.value;
      const token = status === 200 ? tokenOf(answer.value) : undefined;
      log.info('federation', { host, status });
      if (token !== undefined) return ok(loginUrl(url.value, token, partition, { region, service }));
      // AWS says no with 400 and a page; what others say is a page as well.
      if (status >= 400 && status < 500 && status !== 407 && status !== 429) return failed({ code: 'console-refused', status });
      const kind = answerKind(answer.value);
      const what = kind === 'aws' || kind === 'cut-off' ? 'other' : kind;
      return failed(failureOfForeign(host, { status, what }, waitOf(answer.value, clock.now())).problem);
    },
  };
};
