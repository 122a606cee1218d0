import { spawn } from 'node:child_process';
import type { Clipboard } from '../../app/ports.ts';
import { findProgram } from '../../base/program-path.adapter.ts';
import { failed, ok, type Result } from '../../contract/result.ts';

interface Tool {
  readonly write: readonly [string, ...string[]];
  readonly read: readonly [string, ...string[]];
  /** Writes a picture on it as PNG to standard output. */
  readonly readPicture?: readonly [string, ...string[]];
}

/** The clipboard programs of each system, first choice first. Text goes through standard input, never as an argument. */
const toolsFor = (platform: string, env: Readonly<Record<string, string | undefined>>): readonly Tool[] => {
  if (platform === 'darwin') return [{ write: ['pbcopy'], read: ['pbpaste'] }];
  if (platform === 'win32') {
    // By its whole path: a mere name would be looked for first in the folder in which the terminal stands.
    const program = `${env.SystemRoot ?? 'C:\\Windows'}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
    const powershell = (script: string): [string, ...string[]] => [program, '-NoProfile', '-Command', script];
    return [{ write: powershell('$input | Set-Clipboard'), read: powershell('Get-Clipboard -Raw') }];
  }
  const wayland: Tool = {
    write: ['wl-copy', '--sensitive'],
    read: ['wl-paste', '--no-newline'],
    readPicture: ['wl-paste', '--type', 'image/png'],
  };
  const x11: readonly Tool[] = [
    {
      write: ['xclip', '-selection', 'clipboard', '-in'],
      read: ['xclip', '-selection', 'clipboard', '-out'],
      readPicture: ['xclip', '-selection', 'clipboard', '-out', '-target', 'image/png'],
    },
    { write: ['xsel', '--clipboard', '--input'], read: ['xsel', '--clipboard', '--output'] },
  ];
  return [...(env.WAYLAND_DISPLAY ? [wayland] : []), ...(env.DISPLAY ? x11 : [])];
};

/** More than any picture of a code takes; a clipboard without an end is none. */
const outputLimit = 64 * 1024 * 1024;

/** What a clipboard program has no use for, and xclip would keep for as long as it stays behind: keys, and logins of proxies. */
const isPrivate = (name: string): boolean => /^AWS_|_PROXY$/i.test(name);

export const publicEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !isPrivate(name)));

/** Runs a program; its standard output, or undefined when it could not be run or failed. */
const runTool = async (words: Tool['write'], input: string | undefined): Promise<string | undefined> =>
  (await runForBytes(words, input))?.toString('utf8');

const runForBytes = async ([program, ...args]: Tool['write'], input: string | undefined): Promise<Buffer | undefined> => {
  const found = await findProgram(program);
  return typeof found === 'object' ? runFile(found.file, args, input) : undefined;
};

const runFile = (program: string, args: readonly string[], input: string | undefined): Promise<Buffer | undefined> =>
  new Promise((resolve) => {
    // xclip stays behind to serve the clipboard: output is taken only where something is read, or its pipe would never end.
    const child = spawn(program, args, { stdio: ['pipe', input === undefined ? 'pipe' : 'ignore', 'ignore'], env: publicEnvironment() });
    const chunks: Buffer[] = [];
    let size = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > outputLimit) child.kill();
      else chunks.push(chunk);
    });
    child.on('error', () => resolve(undefined));
    child.on(input === undefined ? 'close' : 'exit', (code) => resolve(code === 0 ? Buffer.concat(chunks) : undefined));
    child.stdin?.on('error', () => {});
    child.stdin?.end(input ?? '');
  });

/** The clipboard through the system's own programs, for the terminal. */
export const createTerminalClipboard = (platform: string, env: Readonly<Record<string, string | undefined>>): Clipboard => {
  let held: { readonly tool: Tool; readonly text: string } | undefined;

  const write = async (text: string): Promise<Result<Tool>> => {
    for (const tool of toolsFor(platform, env)) if ((await runTool(tool.write, text)) !== undefined) return ok(tool);
    return failed({ code: 'clipboard-missing' });
  };

  return {
    writeSecret: async (text) => {
      const tool = await write(text);
      if (!tool.ok) return tool;
      held = { tool: tool.value, text };
      return ok(undefined);
    },
    writeText: async (text) => {
      const tool = await write(text);
      return tool.ok ? ok(undefined) : tool;
    },
    clearSecret: async () => {
      const mine = held;
      held = undefined;
      if (mine && (await runTool(mine.tool.read, undefined))?.trimEnd() === mine.text) await runTool(mine.tool.write, '');
    },
    read: async () => {
      const tools = toolsFor(platform, env);
      let isThere = false;
      for (const tool of tools) {
        // A program that is there fails on an empty clipboard, too, or on one with a picture alone.
        const text = await runTool(tool.read, undefined);
        if (text !== undefined && text.trim() !== '') return ok({ kind: 'text', text });
        isThere ||= text !== undefined;
        const bytes = tool.readPicture && (await runForBytes(tool.readPicture, undefined));
        if (bytes && bytes.length > 0) return ok({ kind: 'picture', bytes });
      }
      return isThere ? ok(undefined) : failed({ code: 'clipboard-missing' });
    },
    wipe: async () => {
      held = undefined;
      for (const tool of toolsFor(platform, env)) if ((await runTool(tool.write, '')) !== undefined) return;
    },
  };
};
