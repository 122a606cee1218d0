import type { Problem } from '../../contract/problems/problem.ts';
import type { AwsResult } from '../caller.ts';

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

/** A list that is endless costs no more pages than this; the longest that IAM has (of roles) has far fewer. */
const mostPages = 2_000;

/** A list as far as it could be read. */
export interface ReadList<T> {
  readonly members: readonly T[];
  /** Why there may be more. */
  readonly problem?: Problem;
  readonly unclear: boolean;
}

const endless = { problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false } as const;

/** Members of a list, page after page; the first page that fails ends it. A page may be short, and empty, without being the last. */
export const readPagesSoFar = async <T>(
  page: (marker: { readonly Marker?: string }) => Promise<AwsResult<Page<T>>>,
): Promise<ReadList<T>> => {
  const members: T[] = [];
  const seen = new Set<string>();
  let next: string | undefined;
  do {
    const answer = await page(next === undefined ? {} : { Marker: next });
    if (!answer.ok) return { members, problem: answer.problem, unclear: answer.unclear };
    for (const member of answer.value.members) members.push(member);
    next = answer.value.next;
    // A list that begins again would never end.
    if (next !== undefined && (seen.has(next) || seen.size >= mostPages)) return { members, ...endless };
    if (next !== undefined) seen.add(next);
  } while (next !== undefined);
  return { members, unclear: false };
};

/** All members of a list, or why not. */
export const readPages = async <T>(
  page: (marker: { readonly Marker?: string }) => Promise<AwsResult<Page<T>>>,
): Promise<AwsResult<readonly T[]>> => {
  const { members, problem, unclear } = await readPagesSoFar(page);
  return problem ? { ok: false, problem, unclear } : { ok: true, value: members };
};
