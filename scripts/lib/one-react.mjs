import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './run.mjs';

const read = createRequire(import.meta.url);
/** What `react` or `react/jsx-runtime` exports, in the edition that is bundled. */
const exportsOf = (path) => Object.keys(read(join(root, `node_modules/react/cjs/${path.replace('/', '-')}.production.js`)));

/**
 * React is CommonJS, of which the bundler would make a copy, getter by getter, for each of a hundred modules that import it: a twentieth of a window's
 * start. Here they share one.
 */
export const oneReact = {
  name: 'one-react',
  setup: (build) => {
    build.onResolve({ filter: /^react(\/jsx-runtime)?$/ }, ({ path, kind, namespace }) =>
      kind === 'import-statement' && namespace === 'file' ? { path, namespace: 'one-react' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'one-react' }, ({ path }) => ({
      contents: `export const { ${exportsOf(path).join(', ')} } = require(${JSON.stringify(path)});`,
      resolveDir: root,
    }));
  },
};
