import { problemWords } from '../../../src-main/words/problems/problem-words.ts';
import { problemExamples } from './problem-examples.ts';

const quoted = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, inside = '']) => inside);

/** Everything that the words of problems tell a person to type: what stands between backticks in any place, each once. */
export const typedAdvice: readonly string[] = [
  ...new Set(
    problemExamples.flatMap((problem) =>
      (['tray', 'window', 'form', 'terminal'] as const).flatMap((where) => quoted(problemWords(problem, { where }).advice)),
    ),
  ),
].sort();

/** Those that begin with a program's name, as words. */
export const adviceFor = (program: RegExp): readonly (readonly string[])[] =>
  typedAdvice
    .filter((text) => program.test(text))
    .map(
      (text) =>
        text
          .replace(program, '')
          .trim()
          .match(/'[^']*'|\S+/g)
          ?.map((word) => word.replace(/^'(.*)'$/, '$1')) ?? [],
    );

/** Our own commands that advice names, and the test that runs each on a system where it should help. */
export const triedAdvice: Readonly<Record<string, string>> = {
  accounts: 'test/integration/terminal/advice.test.ts',
  'add --passphrase': 'test/integration/terminal/access-keys.test.ts',
  add: 'test/integration/terminal/access-keys.test.ts',
  'add jane': 'test/integration/terminal/access-keys.test.ts',
  code: 'test/integration/terminal/advice.test.ts',
  'anywhere roles': 'test/integration/terminal/anywhere.test.ts',
  'anywhere request --subject CN=jane': 'test/integration/terminal/piv-commands.test.ts',
  'anywhere setup --authority --subject CN=Example': 'test/integration/terminal/piv-commands.test.ts',
  'anywhere setup --subject CN=jane --request jane.csr': 'test/integration/terminal/piv-commands.test.ts',
  'anywhere sign --list': 'test/integration/terminal/piv-commands.test.ts',
  piv: 'test/integration/terminal/piv-commands.test.ts',
  'piv choose-pin': 'test/integration/terminal/piv-commands.test.ts',
  'piv unblock': 'test/integration/terminal/piv-commands.test.ts',
  unfinished: 'test/integration/terminal/piv-commands.test.ts',
  browsers: 'test/integration/terminal/consoles.test.ts',
  'console ROLE --browser system': 'test/integration/terminal/consoles.test.ts',
  'console ROLE --print': 'test/integration/terminal/advice.test.ts',
  doctor: 'test/integration/terminal/advice.test.ts',
  enroll: 'test/integration/terminal/enroll-terminal.test.ts',
  'enroll --console': 'test/integration/terminal/by-hand.test.ts',
  help: 'test/integration/terminal/advice.test.ts',
  'help tap': 'test/integration/terminal/advice.test.ts',
  'import Corp:jane doe': 'test/integration/terminal/by-hand.test.ts',
  'keep jane': 'test/integration/terminal/access-keys.test.ts',
  'keep jane --undo': 'test/integration/terminal/access-keys.test.ts',
  keys: 'test/integration/terminal/advice.test.ts',
  programs: 'test/integration/terminal/advice.test.ts',
  roles: 'test/integration/terminal/advice.test.ts',
  rotate: 'test/integration/terminal/rotate.test.ts',
  'rotate --drop AKIAI44QH8DHBEXAMPLE': 'test/integration/terminal/rotate.test.ts',
  sessions: 'test/integration/terminal/advice.test.ts',
  'tap ROLE --code-stdin': 'test/integration/terminal/typed-code.test.ts',
  'tap arn:aws:iam::111122223333:role/Admin --direct': 'test/integration/terminal/advice.test.ts',
  'team rescue --resume 7f3c': 'test/integration/terminal/team.test.ts',
  'team policy FILE': 'test/integration/terminal/team.test.ts',
  'team unfinished': 'test/integration/terminal/team.test.ts',
  team: 'test/integration/terminal/team.test.ts',
  'tap prod': 'test/integration/terminal/advice.test.ts',
  unlock: 'test/integration/terminal/access-keys.test.ts',
};
