import { type Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { type RequestOptions, request as secureRequest } from 'node:https';
import { HttpExecutor } from 'builder-util-runtime';
import { isSafeFeed } from './own-package.ts';

/** The way to an address, through a proxy where the person's environment names one. Rejects where that is of no use. */
export type AgentFor = (url: URL) => Promise<Agent>;

const addressOf = ({ protocol, hostname, port, path }: RequestOptions): string =>
  `${protocol ?? 'https:'}//${hostname}${port ? `:${port}` : ''}${path ?? '/'}`;

/** Bytes: a feed has some thousands, and no installer is larger. */
export const mostOf = { feed: 1_000_000, file: 1_000_000_000 } as const;

/** A release's file is an address or two away. */
const mostRedirects = 5;

/**
 * Calls of electron-updater by Node, as those to AWS: Chromium reaches no network here (windows/security.ts). A redirect to an address that others can
 * read or change is refused like a feed there, and one to this computer unless the feed is there itself. Whatever is answered ends the call and nothing else.
 */
export class FeedRequests extends HttpExecutor<ClientRequest> {
  private readonly under = new Set<ClientRequest>();
  private readonly agent: Agent;
  private readonly feed: string;
  private most: number = mostOf.feed;
  private redirects = 0;

  constructor(agent: Agent, feed: string) {
    super();
    this.agent = agent;
    this.feed = feed;
  }

  createRequest(options: RequestOptions, callback: (response: unknown) => void): ClientRequest {
    const address = addressOf(options);
    const isPlain = address.startsWith('http:');
    if (!isSafeFeed(address) || (isPlain && !this.feed.startsWith('http:')))
      throw new Error('the feed leads to an address that is not safe');
    const request = (isPlain ? plainRequest : secureRequest)({ ...options, agent: this.agent }, (response) => {
      // What electron-updater throws here is nobody's to catch.
      try {
        this.watch(response, request);
        callback(response);
      } catch (error) {
        request.destroy(error as Error);
      }
    });
    this.under.add(request);
    request.once('close', () => this.under.delete(request));
    return request;
  }

  /** Throws for a redirect too many; ends an answer that is too long. */
  private watch(response: IncomingMessage, request: ClientRequest): void {
    if (response.headers.location !== undefined) {
      this.redirects += 1;
      if (this.redirects > mostRedirects) throw new Error('too many redirects');
      // Nobody reads what stands beside it.
      response.resume();
    }
    let size = 0;
    response.on('data', (chunk: Buffer | string) => {
      size += chunk.length;
      if (size > this.most) request.destroy(new Error('too long an answer'));
    });
  }

  /** As electron-updater calls it. */
  download(url: URL, destination: string, options: Parameters<HttpExecutor<ClientRequest>['downloadToBuffer']>[1]): Promise<string> {
    this.most = mostOf.file;
    this.redirects = 0;
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
