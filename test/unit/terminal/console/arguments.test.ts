import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../../src-main/terminal/console/arguments.ts';
import { commandNames } from '../../../../src-main/terminal/console/command-options.ts';
import { parseDuration } from '../../../../src-main/terminal/options/durations.ts';

const read = (line: string) => readArguments(line.split(' ').filter((word) => word !== ''));
const nothing = {
  json: false,
  copy: false,
  csv: false,
  print: false,
  all: false,
  direct: false,
  passwordStdin: false,
  codeStdin: false,
  pinStdin: false,
  yes: false,
  lastTry: false,
  noTouch: false,
  console: false,
  secretStdin: false,
  wait: true,
};

describe('a command line', () => {
  it.each([
    ['keys', { command: 'keys', words: [] }],
    ['accounts --key 12345678 --password-stdin', { command: 'accounts', words: [], key: 12345678, passwordStdin: true }],
    ['roles --json', { command: 'roles', words: [], json: true }],
    ['code', { command: 'code', words: [] }],
    ['code jane --copy', { command: 'code', words: ['jane'], copy: true }],
    ['--json tap prod', { command: 'tap', words: ['prod'], json: true }],
    [
      'tap prod --duration 2h --session-name jane.doe@x --source work --target here --direct --key 7',
      {
        command: 'tap',
        words: ['prod'],
        durationSeconds: 7200,
        sessionName: 'jane.doe@x',
        source: 'work',
        target: 'here',
        direct: true,
        key: 7,
      },
    ],
    ['sessions', { command: 'sessions', words: [] }],
    ['end prod-tap', { command: 'end', words: ['prod-tap'] }],
    ['end --all', { command: 'end', words: [], all: true }],
    ['credentials dev-tap', { command: 'credentials', words: ['dev-tap'] }],
    ['credentials -- --odd', { command: 'credentials', words: ['--odd'] }],
    ['exec dev -- aws --profile x -- y', { command: 'exec', words: ['dev'], run: ['aws', '--profile', 'x', '--', 'y'] }],
    ['exec --json dev -- true', { command: 'exec', words: ['dev'], run: ['true'], json: true }],
    ['tap -- exec', { command: 'tap', words: ['exec'] }],
    ['shell dev', { command: 'shell', words: ['dev'] }],
    ['enroll --console --picture qr.png', { command: 'enroll', words: [], console: true, picture: 'qr.png' }],
    ['enroll --resume a --device b', { command: 'enroll', words: [], resume: 'a', device: 'b' }],
    ['import', { command: 'import', words: [] }],
    ['import --secret-stdin --no-touch --device b', { command: 'import', words: [], secretStdin: true, noTouch: true, device: 'b' }],
    ['enroll --spare', { command: 'enroll', words: [], spare: 'device' }],
    ['enroll --spare --yes', { command: 'enroll', words: [], spare: 'device', yes: true }],
    ['enroll --spare same-seed', { command: 'enroll', words: [], spare: 'same-seed' }],
    ['doctor', { command: 'doctor', words: [] }],
    ['completion words -- tap --dur', { command: 'completion', words: ['words'], run: ['tap', '--dur'] }],
    ['demo --json', { command: 'demo', words: [], json: true }],
    ['--help', { command: 'help', words: [] }],
    ['tap -h', { command: 'help', words: ['tap'] }],
    ['help tap', { command: 'help', words: ['tap'] }],
    ['help help', { command: 'help', words: ['help'] }],
    ['rotate --source work', { command: 'rotate', words: [], source: 'work' }],
    ['--version', { command: 'version', words: [] }],
    ['tap -- --odd-name', { command: 'tap', words: ['--odd-name'] }],
  ])('%s is understood', (line, expected) => {
    expect(read(line)).toEqual({ ok: true, value: { ...nothing, ...expected } });
  });

  it.each([
    ['', 'The command is missing'],
    ['explode', 'Unknown command “explode”'],
    ['constructor', 'Unknown command “constructor”'],
    ['sesions', 'Unknown command “sesions”. Did you mean “sessions”?'],
    ['tpa', 'Unknown command “tpa”. Did you mean “tap”?'],
    ['help sesions', 'Unknown command “sesions”. Did you mean “sessions”?'],
    ['rotate work --source work', 'rotate accepts a source by its name or with --source'],
    ['sessoins', 'Unknown command “sessoins”. Did you mean “sessions”?'],
    ['hlep', 'Unknown command “hlep”. Did you mean “help”?'],
    ['tap x --sorce y', 'Unknown option “--sorce”. Did you mean “--source”?'],
    ['tap x --pritn', 'Unknown option “--pritn”'],
    ['console x --pritn', 'Unknown option “--pritn”. Did you mean “--print”?'],
    ['programs forgte terraform', 'programs accepts only forget or silence, with a program’s name or file. Did you mean “forget”?'],
    ['password remvoe', 'password needs set or remove. Did you mean “remove”?'],
    ['completion zhs', 'completion needs bash, zsh, fish or powershell. Did you mean “zsh”?'],
    ['env x --shell powershel', '--shell must be one of sh, fish, powershell, cmd, nushell, dotenv. Did you mean “powershell”?'],
    ['enroll --spare devcie', '--spare must be device or same-seed. Did you mean “device”?'],
    ['remove', 'remove needs a device'],
    ['rename one', 'rename needs an account and its new name'],
    ['password', 'password needs set or remove'],
    ['password show', 'password needs set or remove'],
    ['enroll --spare twin', '--spare must be device or same-seed'],
    ['enroll --resume a --undo b', 'enroll accepts either --resume or --undo'],
    ['enroll --console --spare', 'enroll --console doesn’t accept --name, --spare, --resume or --undo'],
    ['enroll --console --resume a', 'enroll --console doesn’t accept --name, --spare, --resume or --undo'],
    ['enroll --picture qr.png', 'enroll accepts --picture only with --console'],
    ['enroll --device a', 'enroll accepts --device only with --console or --resume'],
    ['import a b', 'import doesn’t accept “b”'],
    ['import a --secret-stdin', 'import accepts only one of an account, --secret-stdin and --picture'],
    ['import --picture a --secret-stdin', 'import accepts only one of an account, --secret-stdin and --picture'],
    ['import --no-touch', 'import accepts --no-touch only with --secret-stdin or --picture'],
    ['import --secret MZXW6YTBOI', 'Unknown option “--secret”'],
    ['devices --yes', 'devices doesn’t accept --yes'],
    ['tap a b', 'tap doesn’t accept “b”'],
    ['keys x', 'keys doesn’t accept “x”'],
    ['keys --copy', 'keys doesn’t accept --copy'],
    ['roles --key 1', 'roles doesn’t accept --key'],
    ['code x --direct', 'code doesn’t accept --direct'],
    ['credentials', 'credentials needs a profile or role'],
    ['exec dev', 'exec needs a command after --'],
    ['exec dev --', 'exec needs a command after --'],
    ['exec -- true', 'exec needs a profile or role'],
    ['exec dev more -- true', 'exec doesn’t accept “more”'],
    ['shell dev -- ls', 'shell doesn’t accept “ls”'],
    ['end', 'end needs either a profile or --all'],
    ['end x --all', 'end needs either a profile or --all'],
    ['tap x --duration 13h', '--duration must be 15m to 12h, such as 1h, 90m or 3600'],
    ['tap x --duration 899', '--duration must be 15m to 12h, such as 1h, 90m or 3600'],
    ['tap x --duration soon', '--duration must be 15m to 12h, such as 1h, 90m or 3600'],
    ['tap x --duration=', '--duration must be 15m to 12h, such as 1h, 90m or 3600'],
    ['tap x --session-name a', '--session-name must be 2 to 64 letters, digits or any of _+=,.@-'],
    ['tap x --session-name a/b', '--session-name must be 2 to 64 letters, digits or any of _+=,.@-'],
    ['code --key abc', '--key must be a YubiKey’s serial number'],
    ['keys --nope', 'Unknown option “--nope”'],
    ['completion', 'completion needs bash, zsh, fish or powershell'],
    ['completion tcsh', 'completion needs bash, zsh, fish or powershell'],
    ['keys -x', 'Unknown option “-x”'],
    ['keys --json=yes', "Option '--json' does not take an argument"],
  ])('%j is wrong usage', (line, message) => {
    // Of a command that there is, its own help is named.
    const command = commandNames.find((name) => name === line.split(' ')[0]);
    expect(read(line)).toEqual({ ok: false, problem: { code: 'usage', message, ...(command ? { command } : {}) } });
  });

  it('may be one that asks for no touch', () => {
    expect(readArguments(['credentials', 'dev'], false)).toMatchObject({ ok: true, value: { wait: false } });
  });

  it('that ends before an option’s value is wrong usage, in one sentence', () => {
    const result = read('tap x --duration');
    expect(result.ok).toBe(false);
    expect(!result.ok && result.problem.code === 'usage' && result.problem.message).toMatch(
      /^Option '--duration <value>' argument missing$/,
    );
  });

  it('never throws', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom(...commandNames, '--json', '--duration', '1h', '--key', '-', '--', '--no-json'));
    fc.assert(
      fc.property(fc.array(word), (line) => {
        const result = readArguments(line);
        expect(result.ok || result.problem.code === 'usage').toBe(true);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    ['3600', 3600],
    ['1h', 3600],
    ['90m', 5400],
    ['45min', 2700],
    ['3600s', 3600],
    ['1h30m', 5400],
    ['1h1m1s', 3661],
    ['0', 0],
  ])('%s is %d seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', 'h', '1', '-1', '1.5h', '1 h', '1h 30m', '30m1h', '1d', '1H', '1e3', '٣٦٠٠', '1h\n'].filter((text) => text !== '1'))(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});
