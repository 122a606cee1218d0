import type { ForeignAnswer } from '../../contract/problems/aws.ts';

/** What is looked at in an answer: names of headers in lower case. */
export interface AnswerParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

type AnswerKind = 'aws' | 'cut-off' | Exclude<ForeignAnswer, 'too-long' | 'not-http'>;

/** The same of a service that speaks JSON. A body that has no end was cut off; a service of AWS names its request in a header. */
const jsonKind = ({ headers, body }: AnswerParts): AnswerKind | undefined => {
  if (!/^\s*\{/.test(textOf(body.subarray(0, 400))) || !('x-amzn-requestid' in headers || /\bjson\b/i.test(headers['content-type'] ?? '')))
    return undefined;
  return /\}\s*$/.test(textOf(body.subarray(-200))) ? 'aws' : 'cut-off';
};

/**
 * What came: an answer of AWS's query protocol (XML of STS or IAM) or, with `isJson`, in JSON, the first part of one (`cut-off`), or something of whoever is
 * on the way. The content type of XML is not asked: AWS's own is taken with any.
 */
export const answerKind = (parts: AnswerParts, isJson = false): AnswerKind => {
  const { status, headers, body } = parts;
  if (status >= 300 && status < 400) return 'redirect';
  if (body.length === 0) return 'empty';
  const json = isJson ? jsonKind(parts) : undefined;
  if (json) return json;
  const start = textOf(body.subarray(0, 400));
  if (!isJson && status >= 200 && /^\s*(?:<\?xml[^>]*>\s*)?<\w+Response[\s>]/.test(start))
    return /<\/\w+Response>\s*$/.test(textOf(body.subarray(-200))) ? 'aws' : 'cut-off';
  return /^\s*<(?:!doctype|html|head|body|title)\b/i.test(start) || /\bhtml\b/i.test(headers['content-type'] ?? '') ? 'page' : 'other';
};

/** A longer wait than this is told as this, in seconds. */
const longestWait = 24 * 3600;

/**
 * For how many seconds the sender wants to be left alone: `Retry-After` (RFC 9110, section 10.2.3), a number or a date, which is read beside the
 * answer's own. Undefined without one, and for what is neither or lies in the past. `now`: milliseconds.
 */
export const waitOf = ({ headers }: Pick<AnswerParts, 'headers'>, now: number): number | undefined => {
  const text = headers['retry-after']?.trim() ?? '';
  const sentAt = Date.parse(headers.date ?? '');
  // Node reads many a word as a date; one of HTTP begins with a day's name.
  const until = /^[A-Z][a-z]{2,8}, /.test(text) ? Date.parse(text) : Number.NaN;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((until - (Number.isNaN(sentAt) ? now : sentAt)) / 1000);
  return seconds > 0 ? Math.min(seconds, longestWait) : undefined;
};

/** Whether AWS refused for the sake of this computer's clock. */
export const isAboutTime = ({ status, body }: Pick<AnswerParts, 'status' | 'body'>): boolean =>
  status >= 400 &&
  /Signature expired|not yet current|(?:<Code>|")Request(?:Expired|TimeTooSkewed|InTheFuture)[<"]/.test(textOf(body.subarray(0, 2000)));
