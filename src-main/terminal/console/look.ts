import { createColors } from 'picocolors';

/** What a stream of the terminal can show. */
export interface Look {
  /** How many columns a line has; undefined where nothing is cut: a pipe, a file. */
  readonly columns: number | undefined;
  /** Each makes a text stand out; without colours it stays as it is. */
  readonly paint: ReturnType<typeof createColors>;
}

/** A text that is laid out where it is known what shows it. It has made plain itself what comes from outside. */
export type Drawn = (look: Look) => string;

/** A text as it is, or one that is laid out. */
export type Text = string | Drawn;

/** A text for a look. */
export const drawn = (text: Text, look: Look): string => (typeof text === 'string' ? text : text(look));

/** Texts one behind the other, each laid out for itself. */
export const joined =
  (texts: readonly Text[]): Drawn =>
  (look) =>
    texts.map((text) => drawn(text, look)).join('');

/** For files, pipes and `--json`. */
export const plainLook: Look = { columns: undefined, paint: createColors(false) };

type Environment = Readonly<Record<string, string | undefined>>;

const isSet = (value: string | undefined): boolean => value !== undefined && value !== '';
const isForced = (value: string | undefined): boolean => isSet(value) && value !== '0' && value !== 'false';

/**
 * Whether a stream gets colours (no-color.org, force-color.org, bixense.com/clicolors). Who says no to all colours is heard first, since a script may have
 * set the other for its own ends.
 */
export const hasColours = (env: Environment, isTerminal: boolean): boolean => {
  if (isSet(env.NO_COLOR)) return false;
  if (isForced(env.FORCE_COLOR) || isForced(env.CLICOLOR_FORCE)) return true;
  if (isSet(env.FORCE_COLOR) || env.CLICOLOR === '0' || env.TERM === 'dumb') return false;
  return isTerminal;
};

/** The look of a stream of this process. */
export const lookOf = (env: Environment, stream: { readonly isTTY?: boolean; readonly columns?: number }): Look => ({
  // A terminal that does not tell its size (a serial line) has 0.
  columns: stream.isTTY && stream.columns ? stream.columns : undefined,
  paint: createColors(hasColours(env, stream.isTTY === true)),
});

/** A line of standard error: whose word it is, and how bad, shows at its start. */
export const withPrefix = (line: string, look: Look): string => {
  const { paint } = look;
  const found = /^(roletap|note): /.exec(line);
  const head = found?.[1] === 'roletap' ? paint.bold(paint.red('roletap:')) : paint.yellow('note:');
  return found && paint.isColorSupported ? `${head} ${withCommands(line.slice(found[0].length), look)}` : line;
};

/** What is to be typed, between backticks in a sentence, stands out by its colour where there are colours. */
export const withCommands = (text: string, { paint }: Look): string =>
  paint.isColorSupported ? text.replaceAll(/`([^`]+)`/g, (_, command: string) => paint.cyan(command)) : text;
