import { describe, expect, it } from 'vitest';
import { shellExec } from '../../../../src-main/serve/launcher/exec-script.ts';
import { launcherLine, powerShellLauncher, shellLauncher } from '../../../../src-main/serve/launcher/launcher-scripts.ts';
import { promptProgram, promptText } from '../../../../src-main/serve/launcher/prompt-scripts.ts';

describe('the line of credential_process', () => {
  const path = '/home/jane/.config/Roletap/roletap-credentials';

  it('is an absolute path in quotes, and a name', () => {
    expect(launcherLine('linux', path, 'dev-tap')).toBe(`"${path}" dev-tap`);
    expect(launcherLine('darwin', '/Users/jane/Library/Application Support/Roletap/roletap-credentials', 'dev tap')).toBe(
      '"/Users/jane/Library/Application Support/Roletap/roletap-credentials" "dev tap"',
    );
  });

  it('is quoted so that sh and shlex read the same', () => {
    expect(launcherLine('linux', '/home/$x/roletap-credentials', "it's")).toBe(`'/home/$x/roletap-credentials' "it's"`);
    expect(launcherLine('linux', path, '$HOME')).toBe(`"${path}" '$HOME'`);
    expect(launcherLine('linux', path, `a"b'c`)).toBe(`"${path}" 'a"b'"'"'c'`);
  });

  it('runs PowerShell on Windows', () => {
    expect(launcherLine('win32', 'C:\\Users\\jane doe\\roletap-credentials.ps1', 'dev tap')).toBe(
      'powershell.exe -NoProfile -ExecutionPolicy Bypass -File "C:\\Users\\jane doe\\roletap-credentials.ps1" "dev tap"',
    );
    expect(launcherLine('win32', 'C:\\x.ps1', 'dev-tap')).toMatch(/ dev-tap$/);
    expect(launcherLine('win32', 'C:\\x.ps1', 'a b\\\\')).toMatch(/ "a b\\\\\\\\"$/);
    expect(launcherLine('win32', 'C:\\x.ps1', 'a"b\\')).toMatch(/ "a\\"b\\\\"$/);
  });
});

describe('the launcher', () => {
  const facts = { socket: "/run/it's/socket", missing: "It isn't there." };

  it('starts one program beside the shell', () => {
    const script = shellLauncher(facts);
    expect(script.match(/\$\(/g)).toHaveLength(1);
    expect(script).not.toMatch(/\b(?:cat|sed|grep|jq|node)\b/);
    expect(script).toContain(`--unix-socket '/run/it'"'"'s/socket'`);
  });

  it('names the terminal only where it is known', () => {
    const terminal = { node: '/usr/bin/node', script: '/srv/cli.cjs' };
    expect(shellLauncher({ ...facts, terminal })).toContain(`exec '/usr/bin/node' '/srv/cli.cjs' credentials -- "$1"`);
    expect(powerShellLauncher({ ...facts, terminal })).toContain(`& '/usr/bin/node' '/srv/cli.cjs' credentials -- $Target`);
    expect(powerShellLauncher(facts)).not.toContain('node');
    expect(powerShellLauncher(facts)).toContain("catch {\n  [Console]::Error.WriteLine('It isn''t there.')");
    expect(shellLauncher(facts)).toContain("000 | '')\n  printf '%s\\n' 'It isn'");
  });

  it('opens the pipe by its name alone on Windows, and doubles quotes', () => {
    const script = powerShellLauncher({ ...facts, socket: '\\\\.\\pipe\\roletap-0123' });
    expect(script).toContain("NamedPipeClientStream('.', 'roletap-0123',");
    expect(script).toContain("WriteLine('It isn''t there.')");
    expect(script).toContain('"POST /1/credentials HTTP/1.1`r`nHost: roletap`r`n');
  });

  it('asks for credentials of its target and says where it runs and for whom', () => {
    const script = shellLauncher({ ...facts, socket: '/run/roletap/socket' });
    expect(script).toContain("if [ -O '/run/roletap' ] && ! [ -L '/run/roletap' ]; then\n  answer=$(curl ");
    expect(script).toContain(
      ` \\\n    --data-urlencode "role=$1" \\\n    --data-urlencode "folder=$PWD" \\\n    -d "pid=$PPID&wait=\${ROLETAP_WAIT:-1}" http://roletap/1/credentials `,
    );
  });
});

describe('roletap exec without a runtime', () => {
  const terminal = { node: '/usr/bin/node', script: '/srv/cli.cjs' };
  const script = shellExec({
    socket: '/run/roletap/socket',
    terminal,
    missing: 'Nobody is there.',
    variables: { set: ['AWS_REGION', 'AWS_PROFILE'], unset: ['AWS_ACCESS_KEY_ID', 'AWS_SESSION_TOKEN'] },
  });

  it('asks for a lease of the role and says where the command would find AWS’s files', () => {
    expect(script).toMatch(/^#!\/bin\/sh\n/);
    expect(script).toContain('roletap_answer=$(curl ');
    const said = [
      'role=$roletap_role',
      'folder=$PWD',
      `home=\${HOME-}`,
      `config=\${AWS_CONFIG_FILE-}`,
      `credentials=\${AWS_SHARED_CREDENTIALS_FILE-}`,
    ];
    const fields = [...said.map((one) => `--data-urlencode "${one}"`), `-d "pid=$$&wait=\${ROLETAP_WAIT:-1}"`];
    expect(script).toContain(`${fields.join(' \\\n    ')} http://roletap/1/lease `);
  });

  it('takes the variables that it knows and drops those that go before them', () => {
    expect(script).toContain('\n  AWS_REGION=* | AWS_PROFILE=*) export "$roletap_line" ;;\n');
    expect(script).toContain('\nunset AWS_ACCESS_KEY_ID AWS_SESSION_TOKEN\n');
  });

  it('leaves its command to the terminal’s program where nobody answers', () => {
    expect(script).toContain(`exec '/usr/bin/node' '/srv/cli.cjs' exec "$roletap_role" -- "$@"\n`);
  });
});

describe('the role of a shell in its prompt', () => {
  const file = "/home/jane/it's/note";
  const quoted = `'/home/jane/it'"'"'s/note'`;

  it('is read from the note by a program that tells the time', () => {
    const script = promptProgram(file);
    expect(script).toMatch(/^#!\/bin\/sh\n/);
    expect(script).toContain(`[ -r ${quoted} ]`);
    expect(script).toContain(`done < ${quoted}`);
    expect(script).toContain('  now=$(date +%s)\n');
  });

  it.each([
    ['bash', 'PROMPT_COMMAND=_roletap_prompt', `  now=\${EPOCHSECONDS:-$(date +%s)}\n`],
    ['zsh', 'add-zsh-hook precmd _roletap_prompt', `  now=\${EPOCHSECONDS:-$(date +%s)}\n`],
    ['fish', 'functions -c fish_prompt _roletap_inner_prompt', "test -r '/home/jane/it\\'s/note'"],
    ['starship', '[custom.roletap]', "command = '''/usr/bin/roletap-prompt'''"],
  ] as const)('is shown by %s in its own words', (shell, way, detail) => {
    const text = promptText(shell, file, '/usr/bin/roletap-prompt');
    expect(text).toContain(way);
    expect(text).toContain(detail);
  });

  it('is found by fish where a backslash is in the path', () => {
    expect(promptText('fish', 'C:\\a', '')).toContain("test -r 'C:\\\\a'");
  });
});
