/** Builds the reference as one page that needs no network: out/docs/index.html. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}out/docs/index.html`;

execFileSync(
  process.execPath,
  [
    `${root}node_modules/@redocly/cli/bin/cli.js`,
    ...['build-docs', 'generated/openapi.json', '--config', 'openapi/redocly.yaml'],
    ...['--template', 'openapi/docs.hbs', '--inlineBundle', '--output', page],
  ],
  { cwd: root, env: { ...process.env, REDOCLY_TELEMETRY: 'off' }, stdio: ['ignore', 'ignore', 'pipe'] },
);

console.log(`The reference lies in out/docs/index.html, or in a browser: ${pathToFileURL(page)}`);
