import { defineConfig } from 'vitest/config';

const expect = { poll: { timeout: 30_000 } };

/**
 * Three projects: unit anywhere, the other two in the sandbox with loopback only. The files of a run share a process, one after the other, since no
 * module of ours keeps anything; loading the sources anew for each file would take longer than many tests. The limits end what hangs: they are
 * wide, since all stages share the cores, and say nothing of how long a test may take.
 */
// biome-ignore lint/style/noDefaultExport: vitest reads its configuration from the default export
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], isolate: false, testTimeout: 60_000, expect } },
      { test: { name: 'integration', include: ['test/integration/**/*.test.ts'], fileParallelism: false, isolate: false, unstubEnvs: true, testTimeout: 300_000, hookTimeout: 60_000, expect } },
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], fileParallelism: false, isolate: false, testTimeout: 180_000, hookTimeout: 90_000, expect } },
    ],
  },
});
