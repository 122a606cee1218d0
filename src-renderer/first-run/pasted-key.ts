/** What a text holds of an access key: both halves, more than one key, or none that is whole. */
export type PastedKey = { readonly kind: 'key'; readonly id: string; readonly secret: string } | { readonly kind: 'none' | 'several' };

const idPattern = /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,124}(?![A-Za-z0-9])/g;
/** Base64 of 30 bytes. An ID in a longer word is none of its own. */
const secretPattern = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;

const different = (found: RegExpMatchArray | null): readonly string[] => [...new Set(found ?? [])];

/** Finds an access key in whatever a person pasted: the console's CSV file, two lines, export commands, the answer of `aws iam create-access-key`. */
export const pastedKey = (text: string): PastedKey => {
  const [ids, secrets] = [different(text.match(idPattern)), different(text.match(secretPattern))];
  const [id, secret] = [ids[0], secrets[0]];
  if (id === undefined || secret === undefined) return { kind: 'none' };
  return ids.length > 1 || secrets.length > 1 ? { kind: 'several' } : { kind: 'key', id, secret };
};
