/** One line per entry; whatever looks like a secret is masked before it is written. The first net is not to log any. */
export interface Log {
  readonly info: (message: string, facts?: Record<string, unknown>) => void;
  readonly warn: (message: string, facts?: Record<string, unknown>) => void;
}

const patterns: readonly (readonly [RegExp, string])[] = [
  // The login of a proxy or an endpoint.
  [/:\/\/[^/\s@"]+@/g, '://[login]@'],
  [/\bBasic [A-Za-z0-9+/]{4,}=*/g, 'Basic [login]'],
  // A session as the sign-in page of AWS takes it.
  [/(\bSession(?:=|%3D))(?:\{|%7B)[^\s&]*/gi, '$1[session]'],
  // What stands behind a name for it, also percent-encoded or in XML; a seed can be short.
  [
    /((?:Session|Security|Signin)-?Token|SecretAccessKey|sessionKey|Base32StringSeed|secret)(\\?["']?\s?[=:>]\s?\\?["']?)[\w%+/=-]{8,}/gi,
    '$1$2[secret]',
  ],
  // Session tokens: long base64 runs.
  [/[A-Za-z0-9+/]{100,}={0,2}/g, '[token]'],
  // Secret access keys: 40 characters of base64 that are not hex digests.
  [/(?<![A-Za-z0-9+/=])(?![0-9a-f]{40}(?![A-Za-z0-9+/=]))[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g, '[secret]'],
  // OATH seeds in base32.
  [/\b[A-Z2-7]{26,}=*/g, '[seed]'],
  // Access key ids keep their kind and end, enough to tell two apart.
  [/\b(AKIA|ASIA)[A-Z0-9]{8,}([A-Z0-9]{4})\b/g, '$1…$2'],
  // Codes, where they stand beside a word that says so.
  [/(code\d?|otp|token)([\\"' :=>]+)\d{6}\b/gi, '$1$2[code]'],
];

/** Masks access keys, secrets, tokens, seeds and codes in a text. */
export const redact = (text: string): string => patterns.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text);

/** A mistake of ours for a person who mends it: where it was made, without what it quotes. */
export const bugLine = (bug: unknown): string => {
  if (!(bug instanceof Error)) return 'not an error';
  return redact([`${bug.name}: ${bug.message}`, ...(bug.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))].join('\n'));
};

/** A log over a line writer (stderr, a file). Facts are JSON behind the message. */
export const createLog = (write: (line: string) => void, now: () => number): Log => {
  const entry = (level: string) => (message: string, facts?: Record<string, unknown>) =>
    // JSON leaves DEL and the second block of controls as they are, and a terminal may obey them.
    write(
      redact(`${new Date(now()).toISOString()} ${level} ${message}${facts ? ` ${JSON.stringify(facts)}` : ''}`).replace(
        /\p{Cc}/gu,
        '\ufffd',
      ),
    );
  return { info: entry('info'), warn: entry('warn') };
};

export const silentLog: Log = { info: () => {}, warn: () => {} };

/**
 * A mistake of ours that nobody caught is logged, with secrets masked, and the program goes on, as Electron has it. Without this Electron shows a
 * dialog with the whole text, and Node prints it: a request to AWS can be quoted in there.
 */
export const logBugs = (process: { readonly on: (event: string, listener: (bug: unknown) => void) => unknown }, log: Log): void => {
  for (const event of ['uncaughtException', 'unhandledRejection'])
    process.on(event, (bug) => log.warn('internal error', { bug: bugLine(bug) }));
};
