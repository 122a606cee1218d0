import { usageSaid } from '../../words/help/usage.ts';
import { anywhereWords } from './piv-options.ts';

/** Values as Node's parser gives them. */
type Values = Readonly<Record<string, unknown>>;

/** What does not go together in a setup. */
const whyWrongSetup = (command: string, values: Values): string | undefined => {
  const given = (...names: readonly string[]): readonly string[] =>
    names.filter((name) => values[name] !== undefined).map((name) => `--${name}`);
  const [made] = given('subject', 'algorithm', 'touch', 'pin-policy', 'request', 'pca', 'ca-key', 'authority', 'valid', 'unproved', 'copy');
  if (values.existing && made !== undefined) return usageSaid.notBeside(command, '--existing', [made]);
  const lacks = ['slot', 'name'].find((name) => values[name] === undefined);
  if (values.existing && lacks !== undefined) return usageSaid.onlyWith(command, '--existing', [`--${lacks}`]);
  const [way, other] = given('request', 'pca', 'ca-key', 'authority');
  if (way !== undefined && other !== undefined) return usageSaid.eitherOf(command, way, other);
  const [beside] = given('trust-anchor', 'profile', 'role', 'duration', 'create-role');
  if (beside !== undefined && values.name === undefined) return usageSaid.onlyWith(command, beside, ['--name']);
  if (values.name !== undefined && values.role === undefined) return usageSaid.onlyWith(command, '--name', ['--role']);
  const areNamed = values['trust-anchor'] !== undefined && values.profile !== undefined;
  if (values.name !== undefined && values.source === undefined && !areNamed)
    return usageSaid.onlyWith(command, '--name', ['--source', '--trust-anchor + --profile']);
  const [ofNew] = given('policies', 'max-session');
  if (ofNew !== undefined && values['create-role'] === undefined) return usageSaid.onlyWith(command, ofNew, ['--create-role']);
  if (values['create-role'] !== undefined && values.source === undefined) return usageSaid.onlyWith(command, '--create-role', ['--source']);
  return values.pca !== undefined && values.source === undefined ? usageSaid.onlyWith(command, '--pca', ['--source']) : undefined;
};

/** A request is signed, or what was signed is listed or revoked: one of them, so that none is left out unsaid. */
const whyWrongSign = (file: string | undefined, values: Values): string | undefined => {
  const command = 'anywhere sign';
  const { list, revoke, crl, source, 'trust-anchor': anchor } = values;
  const withList = revoke !== undefined ? '--revoke' : crl ? '--crl' : undefined;
  const wishes = [file, list ? '--list' : undefined, withList].flatMap((wish) => wish ?? []);
  if (wishes.length > 1) return usageSaid.onlyOneOf(command, wishes);
  if (anchor !== undefined && withList === undefined) return usageSaid.onlyWith(command, '--trust-anchor', ['--revoke', '--crl']);
  if ((anchor === undefined) === (source === undefined)) return undefined;
  return source === undefined
    ? usageSaid.onlyWith(command, '--trust-anchor', ['--source'])
    : usageSaid.onlyWith(command, '--source', ['--trust-anchor']);
};

/** What does not go together behind `roletap anywhere`; undefined when all is well. */
export const whyWrongAnywhere = (words: readonly string[], values: Values): string | undefined => {
  const [word = ''] = words;
  const known = anywhereWords[word];
  if (!known) return undefined;
  const strange = Object.keys(values).find((option) => option !== 'json' && !known.includes(option));
  if (strange !== undefined) return usageSaid.otherOption(`anywhere ${word}`, strange);
  if (words.length > 1 && !['import', 'sign', 'serve', 'renew', 'adopt'].includes(word))
    return usageSaid.wordTooMany(`anywhere ${word}`, words[1] ?? '');
  if (word === 'adopt' && words.length > 1 && values.undo !== undefined)
    return usageSaid.eitherOf('anywhere adopt', words[1] ?? '', '--undo');
  if (word === 'sign') return whyWrongSign(words[1], values);
  return word === 'setup' || word === 'renew' ? whyWrongSetup(`anywhere ${word}`, values) : undefined;
};
