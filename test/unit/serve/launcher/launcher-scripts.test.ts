import { describe, expect, it } from 'vitest';
import { launcherLine, powerShellLauncher, shellLauncher } from '../../../../src-main/serve/launcher/launcher-scripts.ts';

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
});
