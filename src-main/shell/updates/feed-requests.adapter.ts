import { type Agent, type ClientRequest, request as plainRequest } from 'node:http';
import { type RequestOptions, request as secureRequest } from 'node:https';
import { HttpExecutor } from 'builder-util-runtime';
import { isSafeFeed } from './own-package.ts';

/** The way to an address, through a proxy where the person's environment names one. Rejects where that is of no use. */
export type AgentFor = (url: URL) => Promise<Agent>;

const addressOf = ({ protocol, hostname, port, path }: RequestOptions): string =>
  `${protocol ?? 'https:'}//${hostname}${port ? `:${port}` : ''}${path ?? '/'}`;

/**
 * Calls of electron-updater by Node, as those to AWS: Chromium reaches no network here (windows/security.ts). A redirect to an address that others can
 * read or change is refused like a feed there.
 */
export class FeedRequests extends HttpExecutor<ClientRequest> {
  private readonly under = new Set<ClientRequest>();
  private readonly agent: Agent;

  constructor(agent: Agent) {
    super();
    this.agent = agent;
  }

  createRequest(options: RequestOptions, callback: (response: unknown) => void): ClientRequest {
    const address = addressOf(options);
    if (!isSafeFeed(address)) throw new Error('the feed leads to an address that is not safe');
    const ask = address.startsWith('http:') ? plainRequest : secureRequest;
    const request = ask({ ...options, agent: this.agent }, callback);
    this.under.add(request);
    request.once('close', () => this.under.delete(request));
    return request;
  }

  /** As electron-updater calls it. */
  download(url: URL, destination: string, options: Parameters<HttpExecutor<ClientRequest>['downloadToBuffer']>[1]): Promise<string> {
    return options.cancellationToken.createPromise((resolve, reject, onCancel) => {
      const { protocol, hostname, port, pathname, search } = url;
      const wanted = { protocol, hostname, port, path: `${pathname}${search}`, headers: { ...options.headers } };
      const callback = (error: Error | null | undefined) => (error ? reject(error) : resolve(destination));
      this.doDownload(wanted, { destination, options, onCancel, callback, responseHandler: null }, 0);
    });
  }

  /** Ends what is under way. */
  stop(): void {
    for (const request of this.under) request.destroy();
  }
}
