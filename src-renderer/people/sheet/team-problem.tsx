import type { Problem } from '../../../src-main/contract/problems/problem.ts';
import { deniedWords } from '../../../src-main/words/team/page.ts';
import { InlineProblem } from '../../ui/problem.tsx';
import { CodeText } from '../../ui/prose.tsx';

/** A problem on the people's pages. A permission that is missing is named at once: whoever sets people up can add it. */
export const TeamProblem = ({ problem, isOpen = false }: { readonly problem: Problem; readonly isOpen?: boolean }) =>
  problem.code === 'iam-denied' ? (
    <p data-matters>
      <CodeText text={deniedWords(problem)} />
    </p>
  ) : (
    <InlineProblem problem={problem} isOpen={isOpen} />
  );
