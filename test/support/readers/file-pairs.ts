import { Buffer } from 'node:buffer';
import type { FilePair } from './readers.ts';

// Pairs of files as people have them, most lines plain and a few odd ones among them, so that no oddity hides behind another's note.

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** What stands between bars; the line breaks of the list itself are none of it. */
const piecesOf = (list: string): readonly string[] => list.split('|').map((piece) => piece.replace(/^\n|\n$/g, ''));

const names = ['default', 'jane', 'prod', 'dev.eu', 'a@b', 'x'];
const keys = ['role_arn', 'source_profile', 'mfa_serial', 'external_id', 'region', 'aws_access_key_id', 'aws_secret_access_key', 'output'];
const values = piecesOf(`
arn:aws:iam::111122223333:role/Admin|jane|eu-central-1|AKIAJANE|abc+/=|a b|v#w;x|100%|%(region)s|x=y
`);

/** Characters that some reader takes for a blank, a line's end, a quote, a comment or a separator. */
const blanks = [...' \t\u00a0\u3000\u2003\u2028\u2029\u0085\v\f\u001c\u001f\u1680\u202f\ufeff\u200b\r'];
const signs = ['"', "'", '#', ';', ' #', ' ;', '[', ']', '=', ':', '%', '\\', ',', '\0', 'é', 'A'];

const oddHeaders = piecesOf(`
[ NAME ]|[NAME ]|[ NAME]|[[ NAME ]|[NAME]]|[NAME|NAME]|[]|[ ]|[NAME] # c|[NAME]# c|[NAME] ; c|[NAME#b]|[NAME;b]|[NAME #b]|
[NAME] # [b]|[NAME] x|[NAME] = x|  [NAME]|\t[NAME]|[DEFAULT]|[Default]|[__proto__]|[constructor]|["NAME"]|['NAME']|[NAME b]|
[NAME  b]|[profile NAME]|[profile  NAME]|[profile\tNAME]|[profile "NAME"]|[profile 'NAME']|[profile "NAME b"]|
[profile NAME b]|[profile NAME ]|[ profile NAME]|[profile "NAME]|[profiles NAME]|[Profile NAME]|[profile]|[profileNAME]|
[profile.NAME]|[profile ""]|[profile NAME] # c|[profile default]|[profile N\\AME]|[services NAME]|[services "NAME"]|
[sso-session NAME]|[service NAME]|[plugins]|[preview]|[profile Ü]|[Ü]|[profile __proto__]|[profile constructor]
`);

const oddLines = piecesOf(`
KEY = VALUE # c|KEY = VALUE ; c|KEY = VALUE# c|KEY = VALUE\t#c|KEY = # c|KEY =#c|KEY # c = VALUE|KEY#c = VALUE|KEY = "VALUE"|
KEY = 'VALUE'|KEY = "VALUE|KEY = "|KEY = ''|KEY: VALUE|KEY : VALUE|KEY:VALUE=x|KEY = a: b|KEY =|KEY=|KEY|= VALUE|: VALUE|
KEY[id] =|KEY[id] = VALUE|[KEY = VALUE|[KEY] = VALUE|  KEY = VALUE|    KEY = VALUE|\tKEY = VALUE|  VALUE|    VALUE|  KEY =|
  KEY: VALUE|  # c| ; c|# c|;c|# roletap: x|  [NAME]|  = VALUE|Region = VALUE|REGION = VALUE|Role_Arn = VALUE|s3 =|
s3 =\n  max = 1|s3 =\n  max = 1\n  min = 2|s3 =\n  max = 1\n    min = 2|s3 =\n    max = 1\n  min = 2|s3 =\n  max =\n  min = 2|
s3 =\n  max|s3 =\n  max: 1|s3 =\n  max = 1 # c|s3 =\n  Max = 1|s3 =\n\n  max = 1|s3 =\n# c\n  max = 1|s3 =\n  # c\n  max = 1|
s3 = x\n  max = 1|s3 =\n  [NAME]|s3 =\n  [NAME = x|s3 =\n  max = "1"|KEY = VALUE\n  VALUE|KEY = VALUE\n  KEY = VALUE|
KEY = VALUE\n\n  VALUE|KEY = VALUE\n  # c\n  VALUE|KEY =\n  # c|KEY = # c\n  max = 1|KEY = a\\|KEY = $HOME|KEY = %%|rem x|
REM x = y|!KEY = VALUE|export KEY = VALUE|KEY == VALUE|KEY =: VALUE|KEY:= VALUE|KEY = LONG|
sts =\n  endpoint_url = http://localhost
`);

const filled = (random: Random, text: string): string =>
  text
    .replace(/NAME|KEY|VALUE/g, (word) => pick(random, word === 'NAME' ? names : word === 'KEY' ? keys : values))
    .replace('LONG', 'x'.repeat(9000));

const plainSection = (random: Random, isConfig: boolean): string[] => {
  const name = pick(random, names);
  const header = isConfig && name !== 'default' ? `[profile ${name}]` : `[${name}]`;
  const count = Math.floor(random() * 4);
  const chosen = [...new Set(Array.from({ length: count }, () => pick(random, keys)))];
  return [header, ...chosen.map((key) => `${key}${pick(random, [' = ', '=', ' =', '= '])}${pick(random, values)}`)];
};

/** A section without its like in the file, so that most files are not refused for that. */
const plainLines = (random: Random, isConfig: boolean): string[] => {
  const sections = Array.from({ length: 1 + Math.floor(random() * 3) }, () => plainSection(random, isConfig));
  return [...new Map(sections.map((section) => [section[0], section])).values()].flat();
};

const at = (random: Random, length: number): number => Math.floor(random() * (length + 1));

/** One thing that is odd. */
const mutations: readonly ((random: Random, lines: string[]) => void)[] = [
  (random, lines) => void lines.splice(at(random, lines.length), 0, filled(random, pick(random, oddHeaders))),
  (random, lines) => void lines.splice(at(random, lines.length), 0, filled(random, pick(random, oddLines))),
  (random, lines) => {
    const index = Math.floor(random() * lines.length);
    const line = lines[index] ?? '';
    // Most characters matter at the edge of a name or value.
    const edges = [0, line.length, ...[...line.matchAll(/[=[\]]/g)].flatMap(({ index: sign }) => [sign, sign + 1])];
    const place = random() < 0.7 ? pick(random, edges) : at(random, line.length);
    lines[index] = line.slice(0, place) + pick(random, [...blanks, ...signs]) + line.slice(place);
  },
  (random, lines) => {
    const index = Math.floor(random() * lines.length);
    lines[index] = pick(random, [' ', '  ', '    ', '\t']) + (lines[index] ?? '');
  },
  (random, lines) => void lines.splice(at(random, lines.length), 0, pick(random, lines)),
  (random, lines) => {
    const index = Math.floor(random() * lines.length);
    lines[index] = (lines[index] ?? '').replace(/=.*/, '=');
  },
];

const file = (random: Random, isConfig: boolean): Buffer => {
  const text = plainLines(random, isConfig);
  for (let count = Math.floor(random() * 3); count > 0; count -= 1) pick(random, mutations)(random, text);
  const end = pick(random, ['\n', '\n', '\n', '\r\n']);
  const ends = text.map(() => (random() < 0.01 ? pick(random, ['\r', '\r\n', '\n\n', '\r\r\n', '\n']) : end));
  const whole = text.map((line, index) => line + ends[index]).join('');
  const bytes = Buffer.from(random() < 0.05 ? whole.trimEnd() : whole);
  return random() < 0.01
    ? Buffer.concat([bytes, Buffer.from([0x23, 0xff, 0x0a])])
    : random() < 0.01
      ? Buffer.concat([Buffer.from('\ufeff'), bytes])
      : bytes;
};

/** So many pairs; the same for the same random numbers. */
export const filePairs = (count: number, random: Random): readonly FilePair[] =>
  Array.from({ length: count }, () => ({ config: file(random, true), credentials: file(random, false) }));
