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
