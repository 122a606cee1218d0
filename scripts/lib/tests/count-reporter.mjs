// A reporter for vitest that writes down what scripts/test.mjs counts: `{ passed, failed, skipped: [{ name, reason }], failures, seconds }` as JSON
// into the file named by ROLETAP_COUNT_FILE: `failures` by name, `seconds` by file, from loading it to its last hook. Beside the reporter that people read,
// not instead of it.
import { writeFileSync } from 'node:fs';

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export
export default class CountReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const count = { passed: 0, failed: 0, skipped: [], failures: [], seconds: {} };
    for (const module of modules) {
      const file = module.relativeModuleId;
      const { prepareDuration, collectDuration, setupDuration, duration } = module.diagnostic();
      count.seconds[file] = (prepareDuration + collectDuration + setupDuration + duration) / 1000;
      const failed = (name) => {
        count.failed += 1;
        count.failures.push(`${file} > ${name}`);
      };
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (result.state === 'passed') count.passed += 1;
        else if (result.state === 'failed') failed(test.fullName);
        // A test that never ran because its file or its hook broke is no skip that somebody chose.
        else if (module.state() === 'failed' && test.options.mode === 'run' && result.note === undefined) failed(test.fullName);
        else count.skipped.push({ name: test.fullName, reason: result.note ?? test.meta().why ?? 'no reason given' });
      }
      // A file that does not load has no tests to count.
      for (const error of module.errors()) failed(error.message);
    }
    count.failed += unhandledErrors.length;
    writeFileSync(process.env.ROLETAP_COUNT_FILE, JSON.stringify(count));
  }
}
