import { describe, expect, it } from 'vitest';
import type { AwsResult } from '../../../../src-main/aws/caller.ts';
import { type Page, readPages, readPagesSoFar } from '../../../../src-main/aws/iam/iam-pages.ts';

const page = (members: readonly number[], next?: string): AwsResult<Page<number>> => ({ ok: true, value: { members, next } });

describe('a list of IAM', () => {
  it('goes on after pages that are short or empty', async () => {
    const pages = [page([1], 'a'), page([], 'b'), page([2, 3])];
    expect(await readPages(async () => pages.shift() ?? page([]))).toEqual({ ok: true, value: [1, 2, 3] });
  });

  it('that begins again ends with what was read', async () => {
    const list = await readPagesSoFar(async ({ Marker }) => page([1], Marker === 'a' ? 'b' : 'a'));
    expect(list).toEqual({ members: [1, 1, 1], problem: { code: 'aws-said', awsCode: 'IncompleteAnswer', status: 200 }, unclear: false });
  });

  it('that never ends ends with what was read', async () => {
    let asked = 0;
    const list = await readPagesSoFar(async () => {
      asked += 1;
      return page([], `page ${asked}`);
    });
    expect(list).toMatchObject({ members: [], problem: { code: 'aws-said', awsCode: 'IncompleteAnswer' } });
    expect(asked).toBeLessThan(3_000);
  });

  it('that fails in the middle keeps what was read', async () => {
    const pages = [page([1, 2], 'a'), { ok: false, problem: { code: 'throttled' }, unclear: false } as const];
    const answers = () => {
      const left = [...pages];
      return async () => left.shift() ?? page([]);
    };
    expect(await readPagesSoFar(answers())).toEqual({ members: [1, 2], problem: { code: 'throttled' }, unclear: false });
    expect(await readPages(answers())).toEqual({ ok: false, problem: { code: 'throttled' }, unclear: false });
  });
});
