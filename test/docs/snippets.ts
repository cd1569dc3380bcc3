import ts from 'typescript';
import { givenImports, givenTypes } from './setups.ts';

/** A fenced block of TypeScript in a Markdown file. */
export interface Snippet {
  /** `errors.md:35`. */
  place: string;
  file: string;
  /** The line of the fence, from 1. */
  line: number;
  code: string;
  /** The setup it asks for. */
  setup: string;
  /** What it says that it prints: the comment behind each `console.log`. */
  prints: string[];
}

const BLOCK = /(?:<!-- setup: (.+?) -->\n+)?^```ts\n([\s\S]*?)^```$/gm;

/** The snippets of a Markdown file. */
export function snippetsOf(file: string, markdown: string): Snippet[] {
  return [...markdown.matchAll(BLOCK)].map((match) => {
    const [block, setup = 'ready', code = ''] = match;
    const line = markdown.slice(0, match.index + block.indexOf('```ts')).split('\n').length;
    const prints = [...code.matchAll(/console\.log\(.*\)[;,] \/\/ (.+)$/gm)].map(([, text = '']) => text);
    return { place: `${file}:${line}`, file, line, code, setup, prints };
  });
}

/**
 * A module whose `run` does what the snippet does. The first line is ours; the snippet's own lines follow one by one,
 * its imports blanked, so that line n of the module is line n − 1 of the snippet.
 */
export function moduleOf(
  snippet: Snippet,
  given: readonly string[],
  resolve: (name: string) => string,
): string {
  const source = ts.createSourceFile('snippet.ts', snippet.code, ts.ScriptTarget.ESNext, true);
  const imports = source.statements.filter(ts.isImportDeclaration);
  const own = new Set(imports.flatMap(({ importClause }) => namesOf(importClause)));
  let body = snippet.code;
  const hoisted = imports.map((statement) => {
    const text = statement.getText();
    body = body.replace(text, text.replace(/[^\n]/g, ''));
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    return text.replace(/\s+/g, ' ').replace(`'${from}'`, `'${resolve(from)}'`);
  });
  const more = Object.entries({ ...givenTypes, ...givenImports })
    .filter(([name]) => !own.has(name))
    .map(([name, from]) => `import { ${name in givenTypes ? 'type ' : ''}${name} } from '${resolve(from)}';`);
  const names = given.filter((name) => !own.has(name)).join(', ');
  const head = `import type { Given } from '${resolve('setups')}';`;
  return `${[head, ...hoisted, ...more].join(' ')} export async function run({ ${names} }: Given): Promise<void> { {\n${body}} }\n`;
}

function namesOf(clause: ts.ImportClause | undefined): string[] {
  const named = clause?.namedBindings;
  return named && ts.isNamedImports(named) ? named.elements.map(({ name }) => name.text) : [];
}
