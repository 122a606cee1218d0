import { describe, expect, it } from 'vitest';
import * as german from '../../../../src-main/languages/de/problems/problem-words.ts';
import * as japanese from '../../../../src-main/languages/ja/problems/problem-words.ts';
import { anywhereProblems } from '../../../../src-main/words/problems/anywhere.ts';
import { pivProblems } from '../../../../src-main/words/problems/piv.ts';
import * as english from '../../../../src-main/words/problems/problem-words.ts';
import { teamProblems } from '../../../../src-main/words/team/problems.ts';
import { problemExamples } from '../../../support/words/problem-examples.ts';

/** What only a command of the terminal asks for by its name. */
const onlyThere = new Set(['signed-unknown', 'setup-unknown', 'helper-line-bad']);
const examples = problemExamples.filter(
  ({ code }) => (code in pivProblems || code in anywhereProblems || code in teamProblems) && !onlyThere.has(code),
);

describe('the advice about certificates and people', () => {
  it.each(['window', 'form'] as const)('names what is in the window, where it is read there (%s)', (where) => {
    const told = [english, german, japanese].flatMap(({ problemWords }) =>
      examples.map((problem) => {
        const { happened, advice } = problemWords(problem, { where });
        return `${happened} ${advice}`;
      }),
    );
    expect(told.length).toBeGreaterThan(150);
    expect(told.filter((advice) => /`--|`own`|`roletap /.test(advice))).toEqual([]);
  });
});
