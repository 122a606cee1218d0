import type { StsResult } from './aws-types.ts';

/** A part of a list of IAM. */
export interface Page<T> {
  readonly members: readonly T[];
  /** Where the next page begins; undefined on the last. */
  readonly next: string | undefined;
}

/** Undefined for an answer without the list, or that says that there is more and not where. */
export const toPage = <T>(
  members: readonly T[] | undefined,
  { IsTruncated, Marker }: { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined },
): Page<T> | undefined => {
  if (!members || (IsTruncated && !Marker)) return undefined;
  return { members, next: IsTruncated ? Marker : undefined };
};

/** All members of a list, page after page; the first page that fails ends it. A page may be short, and empty, without being the last. */
export const readPages = async <T>(
  page: (marker: { readonly Marker?: string }) => Promise<StsResult<Page<T>>>,
): Promise<StsResult<readonly T[]>> => {
  const all: T[] = [];
  const seen = new Set<string>();
  let next: string | undefined;
  do {
    const answer = await page(next === undefined ? {} : { Marker: next });
    if (!answer.ok) return answer;
    all.push(...answer.value.members);
    next = answer.value.next;
    // A list that begins again would never end.
    if (next !== undefined && seen.has(next)) {
      return { ok: false, problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false };
    }
    if (next !== undefined) seen.add(next);
  } while (next !== undefined);
  return { ok: true, value: all };
};
