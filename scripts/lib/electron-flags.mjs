import { say } from './run.mjs';

/** What Electron is started with on this computer, said to the person where it is unusual. */
export function electronFlags(runtime) {
  if (runtime.kind === 'fallback') say(`NOTICE: running on the stand-in Electron ${runtime.version}; see npm run setup.`);
  // Chromium reports each bus and graphics card that it does without; ELECTRON_ENABLE_LOGGING=1 shows it all.
  const quiet = process.env.ELECTRON_ENABLE_LOGGING ? [] : ['--log-level=3'];
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return quiet;
  say("NOTICE: running as root, so without Chromium's sandbox (--no-sandbox). Start Roletap as an ordinary user.");
  return ['--no-sandbox', ...quiet];
}
