import type { App } from '../../app/app.ts';
import { defined } from '../../base/defined.ts';
import type { Problem } from '../../contract/problems/problem.ts';
import type { Notice } from '../../contract/snapshot.ts';
import { shellWord } from '../../contract/text.ts';
import { fullName } from '../../words/english.ts';
import { keyWords } from '../../words/keys.ts';
import { noticeWords } from '../../words/notices.ts';
import { problemWords } from '../../words/problems/problem-words.ts';
import { doctorSaid } from '../../words/terminal.ts';
import type { Output } from '../console/command.ts';
import type { OpenPath } from '../programs/open-paths.adapter.ts';

interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'problem';
  readonly detail: string;
  readonly advice?: string;
}

const problemCheck = (name: string, problem: Problem): Check => {
  const { title, happened, advice } = problemWords(problem);
  return { name, state: 'problem', detail: `${title}. ${happened}`, advice };
};

/** All that tapping in needs, from the snapshot alone: no touch, no call to AWS. */
export const examine = (app: App): readonly Check[] => {
  const { card, files, roles, notices } = app.snapshot();
  const checks: Check[] = [];
  checks.push(
    card.kind === 'no-service'
      ? problemCheck('card service', card.problem)
      : { name: 'card service', state: 'ok', detail: doctorSaid.cardService },
  );
  if (card.kind === 'no-key') checks.push(problemCheck('YubiKey', { code: 'yubikey-missing', ...defined({ others: card.others }) }));
  if (card.kind === 'present') {
    for (const key of card.keys) {
      const name = fullName(key);
      const forAws = key.accounts.filter((account) => account.forAws).length;
      if (key.problem) checks.push(problemCheck(name, key.problem));
      else
        checks.push({
          name,
          state: key.oath === 'ready' ? 'ok' : 'warning',
          detail: keyWords(key).text || doctorSaid.key(key.firmware, forAws, key.accounts.length),
        });
    }
  }
  if (files.problem) checks.push(problemCheck('AWS files', files.problem));
  else if (files.state === 'missing')
    checks.push(
      problemCheck('AWS files', {
        code: 'aws-files-missing',
        config: files.config,
        credentials: files.credentials,
        ...defined({ named: files.named }),
      }),
    );
  else if (roles.length === 0) checks.push(problemCheck('roles', { code: 'roles-missing', config: files.config }));
  else checks.push({ name: 'roles', state: 'ok', detail: doctorSaid.roles(roles.length, files.config) });
  checks.push(...notices.map(noticeCheck));
  return checks;
};

/** What every user of this computer can read or change, and should not. */
export const openChecks = (open: readonly OpenPath[]): readonly Check[] =>
  open.map(({ path, may, mode, wanted }) => ({
    name: doctorSaid.openName,
    state: 'warning',
    detail: doctorSaid.open(path, may, mode),
    advice: doctorSaid.openAdvice(`chmod ${wanted} ${shellWord(path)}`),
  }));

const noticeCheck = (notice: Notice): Check => {
  const { title, text, tone } = noticeWords(notice, 'terminal');
  return { name: title, state: tone === 'warn' ? 'warning' : 'ok', detail: text };
};

export const doctorOutput = (checks: readonly Check[]): Output => {
  const marks = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' } as const;
  return {
    json: { checks },
    text: checks
      .map((check) => `${marks[check.state]}  ${check.name}: ${check.detail}${check.advice ? ` ${check.advice}` : ''}\n`)
      .join(''),
  };
};
