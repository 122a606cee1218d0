import type { AnywhereProblem } from './anywhere.ts';
import type { AwsProblem } from './aws.ts';
import type { CardProblem } from './card.ts';
import type { CertificateProblem } from './certificates.ts';
import type { DeviceProblem } from './devices.ts';
import type { FileProblem } from './files.ts';
import type { KeyStoreProblem } from './key-store.ts';
import type { LimitsProblem } from './limits.ts';
import type { PivProblem } from './piv.ts';
import type { ProgramProblem } from './programs.ts';
import type { RotationProblem } from './rotation.ts';
import type { SourceProblem } from './sources.ts';
import type { SurroundingsProblem } from './surroundings.ts';
import type { TeamProblem } from './team.ts';

/**
 * The closed list of what can go wrong and be told to a person: a code and its facts, never a sentence and never a
 * secret. `src-main/words/problems/` holds a title, what happened and what to do next for every code.
 * Facts are plain JSON: they cross to the window and are printed by `roletap --json`.
 */
export type Problem =
  | AnywhereProblem
  | AwsProblem
  | CardProblem
  | DeviceProblem
  | FileProblem
  | KeyStoreProblem
  | LimitsProblem
  | PivProblem
  | CertificateProblem
  | ProgramProblem
  | RotationProblem
  | SourceProblem
  | SurroundingsProblem
  | TeamProblem;

export type ProblemCode = Problem['code'];
