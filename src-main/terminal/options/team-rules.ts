import { policyExtras, policyKinds } from '../../contract/team/policy.ts';
import { oddActionOf, oddResourceOf } from '../../contract/team/simulate.ts';
import { usageRules, usageSaid } from '../../words/help/usage.ts';
import { parseDuration } from './durations.ts';
import { listOf, type TeamCommand, teamCommands, teamTakes } from './team-options.ts';

/** Options as Node's parser gives them. */
type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

const isTeamCommand = (word: string): word is TeamCommand => teamCommands.some((known) => known === word);

type Given = (...names: readonly string[]) => number;

const whyPolicy = (words: readonly string[], values: Values, given: Given): string | undefined => {
  if (words.length + given('arn', 'make') !== 1) return usageSaid.onlyOneOf('team policy', [usageRules.policyFile, '--arn', '--make']);
  if (values.make !== undefined && !policyKinds.some((kind) => kind === values.make))
    return usageSaid.needsOneOf('team policy --make', policyKinds);
  if (given('with', 'path') > 0 && values.make === undefined)
    return usageSaid.onlyWith('team policy', given('with') > 0 ? '--with' : '--path', ['--make']);
  const odd = listOf(values.with as string | undefined).find((one) => !policyExtras.some((extra) => extra === one));
  if (odd !== undefined) return usageSaid.needsOneOf('team policy --with', policyExtras);
  return values.make !== undefined && values.fix ? usageSaid.notBeside('team policy', '--make', ['--fix']) : undefined;
};

/** A plan is begun by a name, or carried on by its ID, and then by nothing else. */
const whyPlan = (
  command: string,
  needs: string,
  what: string,
  words: readonly string[],
  values: Values,
  given: Given,
): string | undefined => {
  const meant = words.length + given('resume', 'undo');
  if (meant !== 1) return meant === 0 ? needs : usageSaid.onlyOneOf(command, [what, '--resume', '--undo']);
  const isGoingOn = given('resume', 'undo') > 0;
  const odd = isGoingOn ? Object.keys(values).find((name) => !['resume', 'undo', 'json', 'yes'].includes(name)) : undefined;
  return odd === undefined ? undefined : usageSaid.notBeside(command, values.undo === undefined ? '--resume' : '--undo', [`--${odd}`]);
};

const oddArn = (values: Values, ...options: readonly string[]): string | undefined =>
  options
    .flatMap((option) => listOf(values[option] as string | undefined))
    .find((arn) => !/^arn:[\w-]{1,20}:iam::(?:\d{12}|aws):(?:policy|role)\/[!-~]{1,700}$/.test(arn));

const whyRole = (words: readonly string[], values: Values, given: Given): string | undefined => {
  const why = whyPlan('team role', usageRules.role, usageRules.roleName, words, values, given);
  if (why !== undefined) return why;
  for (const option of ['mfa-age', 'max-session'] as const) {
    const value = values[option];
    if (typeof value === 'string' && parseDuration(value) === undefined) return usageRules.span(`--${option}`, value);
  }
  if (values.format !== undefined && given('yes', 'dry-run') > 0)
    return usageSaid.notBeside('team role', '--format', ['--yes', '--dry-run']);
  const isAnchor = typeof values.trust === 'string' && values.trust.includes(':trust-anchor/');
  if (values.subject !== undefined && !isAnchor) return usageSaid.onlyWith('team role', '--subject', [usageRules.anchor]);
  if (values.proved !== undefined && !isAnchor) return usageSaid.onlyWith('team role', '--proved', [usageRules.anchor]);
  const strange = oddArn(values, 'policies', 'boundary');
  return strange === undefined ? undefined : usageRules.arn(strange);
};

const whyRescue = (words: readonly string[], values: Values, given: Given): string | undefined => {
  const why = whyPlan('team rescue', usageRules.rescue, usageRules.user, words, values, given);
  if (why !== undefined) return why;
  if (given('device', 'all') > 1) return usageSaid.eitherOf('team rescue', '--device', '--all');
  if (given('access-key') > 0 && given('invite') === 0) return usageSaid.onlyWith('team rescue', '--access-key', ['--invite']);
  if (given('region', 'roles') > 0 && given('invite') === 0)
    return usageSaid.onlyWith('team rescue', given('roles') > 0 ? '--roles' : '--region', ['--invite']);
  const strange = oddArn(values, 'roles');
  return strange === undefined ? undefined : usageRules.arn(strange);
};

const whyEnroll = (words: readonly string[], values: Values, given: Given): string | undefined =>
  whyPlan('team enroll', usageRules.enrollFor, usageRules.user, words, values, given);

const whySimulate = ([, actions]: readonly string[], values: Values): string | undefined => {
  const odd = oddActionOf(listOf(actions));
  if (odd !== undefined || actions === undefined || actions === '') return usageRules.action(odd ?? '');
  const resource = oddResourceOf(listOf(values.resource as string | undefined));
  return resource === undefined ? undefined : usageRules.resource(resource);
};

const whyEnforce = (words: readonly string[], values: Values, given: Given): string | undefined => {
  const meant = words.length + given('account', 'resume', 'undo');
  if (meant === 0) return usageSaid.needs('team enforce');
  if (meant > 1) return usageSaid.onlyOneOf('team enforce', [usageRules.group, '--account', '--resume', '--undo']);
  if (given('resume', 'undo') > 0) return whyPlan('team enforce', '', usageRules.group, words, values, given);
  if (given('pilot') > 0 && words.length === 0) return usageSaid.onlyWith('team enforce', '--pilot', [usageRules.group]);
  if (given('except') > 0 && given('account') === 0) return usageSaid.onlyWith('team enforce', '--except', ['--account']);
  return given('account') > 0 && given('except', 'off') === 0 ? usageRules.breakGlass : undefined;
};

const whyAttach = (words: readonly string[], values: Values, given: Given): string | undefined => {
  // Its two words are one name.
  const why = whyPlan('team attach', usageRules.attach, usageRules.group, words.slice(1), values, given);
  if (why !== undefined) return why;
  const [kind] = words;
  if (kind === undefined) return undefined;
  if (!policyKinds.some((one) => one === kind)) return usageSaid.needsOneOf('team attach', policyKinds);
  const odd = listOf(values.with as string | undefined).find((one) => !policyExtras.some((extra) => extra === one));
  if (odd !== undefined) return usageSaid.needsOneOf('team attach --with', policyExtras);
  return values.off && given('with', 'path') > 0 ? usageSaid.notBeside('team attach', '--off', ['--with', '--path']) : undefined;
};

const whyRemove = (words: readonly string[], values: Values, given: Given): string | undefined => {
  // A device is named in the place of a user.
  const device = values.device as string | undefined;
  const named = device === undefined ? words : [...words, device];
  const why = whyPlan('team remove', usageRules.removeUser, `${usageRules.user}, --device`, named, values, given);
  if (why !== undefined) return why;
  if (device !== undefined && given('delete-keys', 'delete-user', 'now') > 0)
    return usageSaid.notBeside('team remove', '--device', ['--delete-keys', '--delete-user', '--now']);
  if (given('delete-keys', 'delete-user') > 1) return usageSaid.eitherOf('team remove', '--delete-keys', '--delete-user');
  return given('now') > 0 && given('delete-keys') === 0 ? usageSaid.onlyWith('team remove', '--now', ['--delete-keys']) : undefined;
};

const whyAdd = (words: readonly string[], values: Values, given: Given): string | undefined => {
  const why = whyPlan('team add', usageRules.person, usageRules.user, words, values, given);
  if (why !== undefined) return why;
  if (given('access-key') > 0 && given('invite') === 0) return usageSaid.onlyWith('team add', '--access-key', ['--invite']);
  const strange = oddArn(values, 'policies', 'boundary', 'roles');
  return strange === undefined ? undefined : usageRules.arn(strange);
};

/** A path of IAM: it begins and ends with a slash (CreateUser). */
const isPath = (path: string): boolean => /^\/$|^\/[!-~]{1,510}\/$/.test(path) && path !== '//';

/** What does not go together behind `team`; undefined when all is well. */
export const whyWrongTeam = (words: readonly string[], values: Values): string | undefined => {
  const [word, ...more] = words;
  const given = (...names: readonly string[]): number => names.filter((name) => values[name] !== undefined).length;
  if (word !== undefined && !isTeamCommand(word)) return usageSaid.needsOneOf('team', teamCommands);
  const {
    words: [least, most],
    options,
  } = teamTakes[word ?? ''];
  const name = word === undefined ? 'team' : `team ${word}`;
  if (more.length > most) return usageSaid.wordTooMany(name, more[most] ?? '');
  if (more.length < least) return usageSaid.needs(name);
  const strange = Object.keys(values).find((option) => option !== 'json' && !options.includes(option));
  if (strange !== undefined) return usageSaid.otherOption(name, strange);
  if (typeof values.path === 'string' && !isPath(values.path)) return usageRules.path;
  // A script's variable that was not set is no wish for what comes without the option: the only device, any account's rights.
  const empty = Object.keys(values).find((option) => values[option] === '');
  if (empty !== undefined) return usageSaid.needs(`${name} --${empty}`);
  if (word === undefined) return values.csv && values.json ? usageSaid.eitherOf(name, '--csv', '--json') : undefined;
  const rules: { readonly [W in TeamCommand]?: typeof whyPolicy } = {
    policy: whyPolicy,
    add: whyAdd,
    role: whyRole,
    rescue: whyRescue,
    enroll: whyEnroll,
    simulate: whySimulate,
    enforce: whyEnforce,
    attach: whyAttach,
    remove: whyRemove,
  };
  return rules[word]?.(more, values, given);
};
