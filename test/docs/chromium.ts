import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where Chromium is: what `CHROMIUM` names, or the first `chromium` on the PATH; undefined when there is none. */
export const chromiumPath: string | undefined = [
  process.env.CHROMIUM ?? '',
  ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'chromium')),
].find(isExecutable);

/** What to do when there is none. */
export const HOW_TO_GET_IT = 'no Chromium: apt-get install chromium, or name one in CHROMIUM';

/** Starts it, headless; as root it has no sandbox to run in. */
export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

function isExecutable(path: string): boolean {
  if (path === '') return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
