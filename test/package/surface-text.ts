import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { entries } from '../../scripts/build/declarations.ts';

const printer = ts.createPrinter({ removeComments: true });

/**
 * The public surface as it is published, for review: what each entry exports, then every declaration that their types
 * are made of, by name and without comments.
 */
export function surfaceText(dist: string): string {
  const files = globSync('**/*.d.ts', { cwd: dist }).toSorted();
  const sources = files.map((file) =>
    ts.createSourceFile(file, readFileSync(join(dist, file), 'utf8'), ts.ScriptTarget.ESNext),
  );
  const declarations = sources.flatMap((source) =>
    source.statements.filter((at) => !isPlumbing(at)).map((at) => printed(at, source)),
  );
  return [
    '# The public surface',
    'Written by `npx vitest run test/package/surface.test.ts -u`: review what it changes.',
    ...entries.map((entry) => {
      const source = sources.find(({ fileName }) => fileName === `${entry}.d.ts`);
      if (!source) throw new Error(`${entry} has no declarations`);
      return `## ${entry}\n\n${exported(source)
        .toSorted()
        .map((name) => `- ${name}`)
        .join('\n')}`;
    }),
    `## Declarations\n\n\`\`\`ts\n${declarations.toSorted(byName).join('\n')}\n\`\`\``,
  ]
    .join('\n\n')
    .concat('\n');
}

/** Imports, and the lists of names that bind the files together. */
function isPlumbing(at: ts.Statement): boolean {
  return ts.isImportDeclaration(at) || ts.isExportDeclaration(at);
}

function printed(at: ts.Statement, source: ts.SourceFile): string {
  return printer.printNode(ts.EmitHint.Unspecified, at, source).replace(/^(?:export |declare )+/, '');
}

function exported(source: ts.SourceFile): string[] {
  return source.statements.flatMap((at) => {
    if (!ts.isExportDeclaration(at) || !at.exportClause || !ts.isNamedExports(at.exportClause)) return [];
    return at.exportClause.elements.map(({ name }) => name.text);
  });
}

function byName(a: string, b: string): number {
  const key = (text: string) => text.replace(/^(?:abstract )?\w+ /, '');
  const [left, right] = [`${key(a)}\0${a}`, `${key(b)}\0${b}`];
  return left < right ? -1 : 1;
}
