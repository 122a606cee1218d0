import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const expect = { poll: { timeout: 60_000 } };

// What was compiled of a source is kept for other runs, and names files of packages: by what is installed, whatever the lock wants. The folder says so,
// as vitest would else empty it under the runs that are beside it.
const installed = new URL('node_modules/.package-lock.json', import.meta.url);
const packages = existsSync(installed) ? createHash('sha256').update(readFileSync(installed)).digest('hex').slice(0, 12) : undefined;
const experimental = { fsModuleCache: packages !== undefined, fsModuleCachePath: `node_modules/.roletap/compiled/of-${packages}` };

/** What the unit tests leave is tidied seldom, and without threads for it that the other stages' jobs would wait for: a tenth of what they take. */
const tidies = ['--single-threaded-gc', '--max-semi-space-size=32'];

/**
 * Three projects: unit anywhere, the other two in the sandbox with loopback only. The files of a run share a process, one after the other, since no
 * module of ours keeps anything; loading the sources anew for each file would take longer than many tests. The limits end what hangs: they are
 * wide, since all stages share the cores, and say nothing of how long a test may take.
 */
// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    experimental,
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], execArgv: tidies, isolate: false, testTimeout: 300_000, expect } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], fileParallelism: false, isolate: false, unstubEnvs: true, testTimeout: 300_000, hookTimeout: 300_000, expect } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], fileParallelism: false, isolate: false, testTimeout: 300_000, hookTimeout: 300_000, expect } },
    ],
  },
});
