/** The modules that a language can have: `window/activity`. */
export function wordsModules(): string[];
/** The tags of the folders that hold a language. */
export function languageTags(): string[];
/** The modules that a language has. */
export function modulesOf(tag: string): string[];
/** The script that speaks English through `wrap`, the path of a module that exports `wrap(module)`: for tests. */
export function pseudoWords(wrap: string): Promise<string>;
/** The script of a language, as the build writes it; undefined when there is none. */
export function languageWords(tag: string): Promise<string | undefined>;
export const spokenWords: import('esbuild').Plugin;
/** Modules whose exports serve the others: a language may need more of them than English. */
export const ownHelpers: ReadonlySet<string>;
