/**
 * A long-term access key where it serves no purpose, or more than it should: in the environment that Roletap was started with, in a file that shells
 * read when they start, in a copy beside the credentials file. `line` is 1-based. Nothing of the key is here.
 */
export type StrayKey =
  | { readonly where: 'environment' }
  | { readonly where: 'shell'; readonly file: string; readonly line: number }
  | { readonly where: 'backup'; readonly file: string };

/** Tells one from another. */
export const strayKeyName = (key: StrayKey): string =>
  key.where === 'environment' ? key.where : key.where === 'shell' ? `${key.file}:${key.line}` : key.file;
