#!/usr/bin/env node
// npm run map: draws docs/map.svg, the picture of the house that docs/architecture.md shows. A test holds it to the code.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapSvg } from './lib/map.mjs';
import { root } from './lib/run.mjs';

writeFileSync(join(root, 'docs/map.svg'), mapSvg());
