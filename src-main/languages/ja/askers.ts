import type { Asker, AskingProgram } from '../../contract/values.ts';
import { type AskerPiece, shortened, wordsOf } from '../../words/askers.ts';

/** Who asks for a session, as a sentence names them. Pure; never the whole command line of a program, which may hold a secret. */

export { shortened, wordsOf };

/** `terraform (pid 4121)`; a name that the system could not confirm says so: `terraform (pid 4121、未確認)`. */
export const programWords = (program: AskingProgram): string => `${shortened(program.name)} ${processWords(program)}`;

/** Where only an administrator puts programs, so that a name from there can be believed. */
const systemFolder = /^\/(?:usr\/(?:local\/)?)?s?bin\/[^/]+$/;

/** What else the system knows of the program: the interpreter of a script, and where a program lies that did not come with the system. */
const executableWords = ({ name, executable }: Pick<AskingProgram, 'name' | 'executable'>): string => {
  if (executable === undefined) return '';
  const program = executable.slice(executable.lastIndexOf('/') + 1);
  const shown = shortened(systemFolder.test(executable) ? program : executable);
  if (program !== name) return `、実行: ${shown}`;
  return shown === shortened(name) ? '' : `、場所: ${shown}`;
};

/** The part behind the name: `(pid 4121)`, `(pid 4121、実行: python3.11)`, `(pid 4121、場所: /home/jane/terraform)`. */
export const processWords = (program: Omit<AskingProgram, 'kind' | 'folder'>): string =>
  `(pid ${program.pid}${program.sure ? '' : '、未確認'}${executableWords(program)})`;

/** `terraform (pid 4121)、フォルダー ~/infra`. */
export const programAndFolder = (program: AskingProgram): string => wordsOf(programPieces(program));

/** The same piece by piece, of which the window marks the name and the folder. */
export const programPieces = (program: AskingProgram): readonly AskerPiece[] => [
  { kind: 'name', text: shortened(program.name) },
  { kind: 'process', text: ` ${processWords(program)}` },
  ...(program.folder === undefined
    ? []
    : ([
        { kind: 'text', text: '、フォルダー ' },
        { kind: 'folder', text: shortened(program.folder) },
      ] as const)),
];

/** Who asks, for what, and in which account: `terraform (pid 4121)、フォルダー ~/infra が prod-admin (acme-prod) を要求しています`. Without a full stop. */
export const askingPieces = (program: AskingProgram, subject: string, place?: string): readonly AskerPiece[] => [
  ...programPieces(program),
  { kind: 'text', text: ' が ' },
  { kind: 'subject', text: subject },
  { kind: 'text', text: `${place === undefined ? '' : ` (${place})`} を要求しています` },
];

/** The same as one text. */
export const askingWords = (program: AskingProgram, subject: string): string => wordsOf(askingPieces(program, subject));

/** How a session came to be, for a line of the history: `terraform (pid 4121) の要求`, `Roletap で開始`, `自動更新`. */
export const askedByWords = (asker: Asker): string => {
  switch (asker.kind) {
    case 'program':
      return `${programWords(asker)} の要求`;
    case 'person':
      return asker.front === 'tray' ? 'Roletap で開始' : 'ターミナルで開始';
    case 'renewal':
      return '自動更新';
  }
};

/** Who asks, as the one whose request it is: `terraform (pid 4711)、フォルダー ~/infra`, `あなた`, `Roletap`. */
export const askerWords = (asker: Asker): string => {
  switch (asker.kind) {
    case 'program':
      return programAndFolder(asker);
    case 'person':
      return asker.front === 'terminal' ? 'ターミナル' : 'あなた';
    case 'renewal':
      return 'Roletap';
  }
};

/** `ほか 3 件`; empty when there is nobody else. */
export const othersWords = (count: number): string => (count <= 0 ? '' : `ほか ${count} 件`);
