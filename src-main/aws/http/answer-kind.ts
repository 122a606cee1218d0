import type { ForeignAnswer } from '../../contract/problems/aws.ts';

/** What is looked at in an answer: names of headers in lower case. */
export interface AnswerParts {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/**
 * What came: an answer of AWS's query protocol (XML of STS or IAM), the first part of one (`cut-off`), or something of whoever is on the way. The
 * content type is not asked: AWS's own is taken with any.
 */
export const answerKind = ({ status, headers, body }: AnswerParts): 'aws' | 'cut-off' | Exclude<ForeignAnswer, 'too-long' | 'not-http'> => {
  if (status >= 300 && status < 400) return 'redirect';
  if (body.length === 0) return 'empty';
  const start = textOf(body.subarray(0, 400));
  if (status >= 200 && /^\s*(?:<\?xml[^>]*>\s*)?<\w+Response[\s>]/.test(start))
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
  /Signature expired|not yet current|<Code>Request(?:Expired|TimeTooSkewed|InTheFuture)</.test(textOf(body.subarray(0, 2000)));
