/** Builds the reference as one page that needs no network: dist/docs/index.html. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}dist/docs/index.html`;

execFileSync(
  process.execPath,
  [
    `${root}node_modules/@redocly/cli/bin/cli.js`,
    ...['build-docs', 'generated/openapi.json', '--config', 'openapi/redocly.yaml'],
    ...['--template', 'openapi/docs.hbs', '--inlineBundle', '--output', page],
  ],
  { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off' }, stdio: ['ignore', 'ignore', 'pipe'] },
);

console.log(`The reference lies in dist/docs/index.html, or in a browser: ${pathToFileURL(page)}`);
