import fc from 'fast-check';

/** What a fuzzed reader made of its inputs: a word for each kind of answer, and how often it came. */
export type Tally = (answer: string) => void;

/** One door through which foreign bytes come in. The property throws at what must never happen. */
export interface FuzzPart {
  readonly name: string;
  /** Opens what is attacked, once for a run. */
  readonly open: (tally: Tally) => Promise<Attack>;
}

export interface Attack {
  readonly property: fc.IRawProperty<unknown>;
  readonly close: () => Promise<void>;
}

/** How much: so many inputs, or as many as a time in milliseconds allows. */
export type Amount = { readonly count: number } | { readonly millis: number };

export interface FuzzRun {
  readonly tries: number;
  readonly answers: ReadonlyMap<string, number>;
  /** How the first input failed that did, made small, with the seed and the path that give it again. */
  readonly failure?: string;
}

/** A part of which every input stands for itself. */
export const pure = (name: string, property: (tally: Tally) => fc.IRawProperty<unknown>): FuzzPart => ({
  name,
  open: async (tally) => ({ property: property(tally), close: async () => {} }),
});

/** Attacks one part. The same seed gives the same inputs. */
export const fuzz = async (part: FuzzPart, amount: Amount, seed: number, path?: string): Promise<FuzzRun> => {
  const answers = new Map<string, number>();
  const attack = await part.open((answer) => answers.set(answer, (answers.get(answer) ?? 0) + 1));
  try {
    const limits = 'count' in amount ? { numRuns: amount.count } : { numRuns: 2 ** 31 - 1, interruptAfterTimeLimit: amount.millis };
    const details = await fc.check(attack.property, {
      seed,
      includeErrorInReport: true,
      ...limits,
      ...(path === undefined ? {} : { path }),
    });
    const failure = details.failed && details.counterexample !== null ? await fc.asyncDefaultReportMessage(details) : undefined;
    return { tries: details.numRuns, answers, ...(failure === undefined ? {} : { failure }) };
  } finally {
    await attack.close();
  }
};

/** Throws unless it holds. */
export const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

/** The longest that any reader may take for one input, in milliseconds: far above what it takes, far below what a square of the length takes. */
const patience = 2_000;

/** Gives what the work gives, and throws when it took longer than a reader may. */
export const inTime = <T>(work: () => T): T => {
  const began = performance.now();
  const made = work();
  must(performance.now() - began < patience, 'took too long');
  return made;
};

const textPieces = [
  '',
  ' ',
  '\0',
  '\n',
  '\r\n',
  '\u202e',
  '\ufeff',
  '__proto__',
  'constructor',
  '=1+1',
  '"',
  "'",
  ';',
  '<b>',
  'é',
  '🔑',
  '\ud800',
];
/** Texts that have broken programs before, and any others. */
export const hostileText = fc.oneof(
  fc.constantFrom(...textPieces),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.array(fc.constantFrom(...textPieces), { maxLength: 6 }).map((parts) => parts.join('')),
);

const numbers = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(0, -1, 1e300, -1e300, 8.64e15, 8.64e15 + 1, 2 ** 53, Number.NaN));
/** Any value that JSON has, with the names of `known` fields among its keys. */
export const hostileValue = (known: readonly string[] = ['__proto__']): fc.Arbitrary<unknown> =>
  fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'value' },
      hostileText,
      numbers,
      fc.constantFrom(null, true, false),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...known, '__proto__'), hostileText), tie('value'), { maxKeys: 4 }),
    ),
  })).value;

/** A whole record of which up to three fields were damaged: gone, or another value. */
export const damaged = (whole: Readonly<Record<string, unknown>>): fc.Arbitrary<Readonly<Record<string, unknown>>> => {
  const names = Object.keys(whole);
  const change = fc.tuple(fc.constantFrom(...names), fc.option(hostileValue(names), { nil: undefined }));
  return fc.array(change, { maxLength: 3 }).map((changes) => ({ ...whole, ...Object.fromEntries(changes) }));
};

/** The text of a record, cut off or with a piece put in, one time in four. */
export const damagedJson = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
  fc.tuple(value, fc.nat({ max: 3 }), fc.nat({ max: 400 }), hostileText).map(([given, kind, at, piece]) => {
    const json = JSON.stringify(given) ?? '';
    return kind > 0 ? json : `${json.slice(0, at)}${piece}${at % 2 === 0 ? '' : json.slice(at)}`;
  });
