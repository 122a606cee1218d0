/**
 * The small program that a credential_process line names, as text. It needs no runtime: sh with curl, or PowerShell. One process beside the shell, since
 * it is run for every `aws` that is typed. Its request says that it is asked by its parent; the app finds out who that really is.
 */
export interface LauncherFacts {
  /** The app's socket, or named pipe. */
  readonly socket: string;
  /** The terminal program, for when the app does not run: node and cli.cjs, both absolute. */
  readonly terminal?: { readonly node: string; readonly script: string };
  /** What is said when there is nobody to ask, in one line. */
  readonly missing: string;
}

/** Taken as it stands by sh and by Python's shlex: no character means anything, and a quote is written beside. */
export const singleQuoted = (text: string): string => `'${text.replaceAll("'", `'"'"'`)}'`;

/** For a person who waits at the YubiKey, and the wait for the next code before that. */
const patienceSeconds = 300;

/**
 * Shell text that puts the app's answer and its three digits of status into VARIABLE, which stays empty or gets 000 where nobody answers. `fields`
 * are words of curl. A socket in a folder of somebody else, or behind a link, is not asked.
 */
export const askingInto = (variable: string, socket: string, route: string, fields: readonly string[]): string => {
  const folder = singleQuoted(socket.slice(0, socket.lastIndexOf('/')));
  return `${variable}=
if [ -O ${folder} ] && ! [ -L ${folder} ]; then
  ${variable}=$(curl -q -s --noproxy '*' --max-time ${patienceSeconds} --unix-socket ${singleQuoted(socket)} -w '%{http_code}' -H 'Accept: text/plain' \\
    ${fields.join(' \\\n    ')} http://roletap/1/${route} 2>/dev/null)
fi`;
};

/** Shell text for when nobody answers: the terminal's program where it is there, else the line that says so. */
export const withoutApp = ({ terminal, missing }: LauncherFacts, words: string, code: number): string => `${
  terminal
    ? `  if [ -x ${singleQuoted(terminal.node)} ] && [ -r ${singleQuoted(terminal.script)} ]; then
    exec ${singleQuoted(terminal.node)} ${singleQuoted(terminal.script)} ${words}
  fi
`
    : ''
}  printf '%s\\n' ${singleQuoted(missing)} >&2
  exit ${code}`;

export const shellLauncher = (facts: LauncherFacts): string => `#!/bin/sh
# roletap-credentials TARGET: gives a session of Roletap as credential_process wants it. Roletap writes this file anew when it starts.
if [ $# -ne 1 ]; then
  echo 'usage: roletap-credentials TARGET' >&2
  exit 2
fi
${askingInto('answer', facts.socket, 'credentials', ['--data-urlencode "role=$1"', '--data-urlencode "folder=$PWD"', `-d "pid=$PPID&wait=\${ROLETAP_WAIT:-1}"`])}
case $answer in
*200) printf '%s' "\${answer%???}" ;;
000 | '')
${withoutApp(facts, 'credentials -- "$1"', 1)}
  ;;
*)
  printf '%s' "\${answer%???}" >&2
  exit 1
  ;;
esac
`;

/** A PowerShell string without variables in it. */
const powerShellQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** `\\.\pipe\NAME` -> NAME, as .NET wants it. */
const pipeName = (socket: string): string => socket.slice(socket.lastIndexOf('\\') + 1);

/** For Windows PowerShell 5.1 and later; curl there knows no named pipes. */
export const powerShellLauncher = ({ socket, terminal, missing }: LauncherFacts): string =>
  `# roletap-credentials.ps1 TARGET: gives a session of Roletap as credential_process wants it. Roletap writes this file anew when it starts.
param([Parameter(Mandatory = $true)][string]$Target)
$ErrorActionPreference = 'Stop'
$utf8 = New-Object System.Text.UTF8Encoding $false
[Console]::OutputEncoding = $utf8
$pipe = New-Object System.IO.Pipes.NamedPipeClientStream('.', ${powerShellQuoted(pipeName(socket))}, [System.IO.Pipes.PipeDirection]::InOut)
try { $pipe.Connect(1000) } catch {
${
  terminal
    ? `  if ((Test-Path ${powerShellQuoted(terminal.node)}) -and (Test-Path ${powerShellQuoted(terminal.script)})) {
    & ${powerShellQuoted(terminal.node)} ${powerShellQuoted(terminal.script)} credentials -- $Target
    exit $LASTEXITCODE
  }
`
    : ''
}  [Console]::Error.WriteLine(${powerShellQuoted(missing)})
  exit 1
}
$asker = (Get-CimInstance Win32_Process -Filter "ProcessId=$PID").ParentProcessId
$name = (Get-Process -Id $asker -ErrorAction SilentlyContinue).ProcessName
if (-not $name) { $name = 'a program' }
$wait = if ($env:ROLETAP_WAIT) { $env:ROLETAP_WAIT } else { '1' }
$body = "role=$([uri]::EscapeDataString($Target))&pid=$asker&name=$([uri]::EscapeDataString($name))&folder=$([uri]::EscapeDataString($PWD.Path))&wait=$wait"
$head = "POST /1/credentials HTTP/1.1\`r\`nHost: roletap\`r\`nAccept: text/plain\`r\`nConnection: close\`r\`nContent-Type: application/x-www-form-urlencoded\`r\`nContent-Length: $($utf8.GetByteCount($body))\`r\`n\`r\`n"
$bytes = $utf8.GetBytes($head + $body)
$pipe.Write($bytes, 0, $bytes.Length)
$pipe.Flush()
$answer = (New-Object System.IO.StreamReader($pipe, $utf8)).ReadToEnd()
$at = $answer.IndexOf("\`r\`n\`r\`n")
if ($at -lt 0) {
  [Console]::Error.WriteLine(${powerShellQuoted(missing)})
  exit 1
}
$text = $answer.Substring($at + 4).TrimEnd()
if ($answer -match '^HTTP/1\\.1 200 ') {
  [Console]::Out.WriteLine($text)
  exit 0
}
[Console]::Error.WriteLine($text)
exit 1
`;

/** Quoted so that sh and Python's shlex (botocore) split it alike: double quotes where nothing in the text means something inside them. */
const wordForBoth = (text: string): string => {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return /["$`\\!]/.test(text) ? singleQuoted(text) : `"${text}"`;
};

/** As the C runtime splits a command line, which cmd.exe and botocore's splitter for Windows follow. */
const wordForWindows = (text: string): string =>
  /^[\w@+=:,./\\-]+$/.test(text) ? text : `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;

/** The value of credential_process. The path is always in quotes. */
export const launcherLine = (platform: string, path: string, target: string): string => {
  if (platform === 'win32') {
    return `powershell.exe -NoProfile -ExecutionPolicy Bypass -File "${path}" ${wordForWindows(target)}`;
  }
  return `${/["$`\\!]/.test(path) ? singleQuoted(path) : `"${path}"`} ${wordForBoth(target)}`;
};
