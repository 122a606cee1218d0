import type { AwsClientConfig } from './aws-transport.adapter.ts';

/** A request of a service that speaks JSON, signed already. */
export interface JsonRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Handler {
  readonly handle: (
    request: object,
    options: { readonly abortSignal: AbortSignal },
  ) => Promise<{
    readonly response: {
      readonly statusCode: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array;
    };
  }>;
}

const readJson = (body: Uint8Array): Readonly<Record<string, unknown>> => {
  try {
    const read: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    return typeof read === 'object' && read !== null ? (read as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
};

const firstText = (...values: readonly unknown[]): string => values.find((value): value is string => typeof value === 'string') ?? '';

/**
 * Sends a request over the connection of a client's configuration, as the SDK's own clients do, and throws what they throw: the name of an error comes from the
 * header `x-amzn-ErrorType` up to its colon, else from the body's `__type` behind its `#` (AWS's restJson1 protocol, "Operation error serialization").
 */
export const sendJson = async (
  config: AwsClientConfig,
  url: URL,
  { method, path, headers, body }: JsonRequest,
  abortSignal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> => {
  const { protocol, hostname, port } = url;
  const place = { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }) };
  const sized = { ...headers, 'content-length': String(Buffer.byteLength(body)), 'user-agent': 'roletap' };
  const handler = config.requestHandler as unknown as Handler;
  const { response } = await handler.handle({ ...place, method, path, headers: sized, body }, { abortSignal });
  const answer = readJson(response.body);
  if (response.statusCode < 300) return answer;
  const type = firstText(response.headers['x-amzn-errortype'], answer.__type, answer.code);
  const name = type.replace(/:.*$/s, '').replace(/^.*#/s, '');
  throw Object.assign(new Error(firstText(answer.message, answer.Message)), {
    name: name === '' ? 'UnknownError' : name,
    $fault: response.statusCode < 500 ? 'client' : 'server',
    $metadata: { httpStatusCode: response.statusCode, requestId: response.headers['x-amzn-requestid'] },
  });
};
