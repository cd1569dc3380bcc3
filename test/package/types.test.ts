import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { packed } from './packed.ts';

/*
 * Programs against the declarations as they are published: today's, and those of the last release, which a release
 * without an announced break must leave compiling.
 */

const programs = globSync('{types,released}/*.ts', { cwd: import.meta.dirname }).toSorted();
let dist: string;

beforeAll(async () => {
  dist = join((await packed()).folder, 'dist');
}, 240_000);

/** What the compiler says of files, some of which are only pretended, each as `file: message`. */
function complaints(pretended: Readonly<Record<string, string>> = {}): string[] {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipDefaultLibCheck: true,
    declaration: true,
    paths: {
      '@evergrove/scheduler': [join(dist, 'index.d.ts')],
      '@evergrove/scheduler/*': [join(dist, '*/index.d.ts')],
    },
  };
  const names = [...programs, ...Object.keys(pretended)];
  const paths = names.map((name) => join(import.meta.dirname, name));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  const textOf = (path: string) => pretended[names[paths.indexOf(path)] ?? ''];
  host.fileExists = (path) => textOf(path) !== undefined || fileExists.call(host, path);
  host.readFile = (path) => textOf(path) ?? readFile.call(host, path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = textOf(path);
    return text === undefined
      ? getSourceFile.call(host, path, version, ...rest)
      : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram(paths, options, host);
  return [...ts.getPreEmitDiagnostics(program), ...program.getDeclarationDiagnostics()].map(
    ({ file, messageText }) =>
      `${names[paths.indexOf(file?.fileName ?? '')] ?? file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}

describe('the published declarations', () => {
  it('compile by themselves, with every program of today and of the last release', () => {
    expect(programs.filter((name) => name.startsWith('released/'))).toHaveLength(4);
    expect(complaints()).toEqual([]);
  }, 120_000);

  it('are what is compiled: a name that is gone is complained of', () => {
    const gone = "export { createSchedule } from '@evergrove/scheduler';";
    expect(complaints({ 'released/gone.ts': gone })).toContainEqual(
      expect.stringMatching(/^released\/gone\.ts: .*createSchedule/),
    );
  }, 120_000);

  it('are used by their last release under the names that users write', () => {
    for (const name of programs) {
      const text = readFileSync(join(import.meta.dirname, name), 'utf8');
      const from = [...text.matchAll(/ from '([^']+)'/g)].map(([, specifier]) => specifier);
      expect(from.filter((specifier) => !specifier?.startsWith('@evergrove/scheduler'))).toEqual([]);
    }
  });
});
