import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

/** Who may import whom: arrows point down, so a room imports itself and rooms that stand above it here. */
const rooms = {
  generated: { files: 'generated/*', may: [] },
  core: {
    files: 'errors status backoff clock schedule heap pace on-abort unchecked zone-offset edit-distance',
    may: ['generated'],
  },
  checks: { files: 'rules breaches validate', may: ['generated', 'core'] },
  http: {
    files: 'http send attempt request headers failures decode deadline events options',
    may: ['generated', 'core', 'openapi-fetch'],
  },
  watch: { files: 'watch watcher look', may: ['generated', 'core'] },
  scheduler: {
    files: 'scheduler inputs responses reconcile',
    may: ['generated', 'core', 'checks', 'http', 'watch'],
  },
  index: { files: 'index', may: ['generated', 'core', 'checks', 'http', 'watch', 'scheduler'] },
  rows: { files: 'rows/*', may: ['generated', 'core', 'checks', 'csv-parse/sync'] },
  // It is given a client: of that it knows the types alone.
  batch: {
    files: 'batch/*',
    may: ['generated', 'core', 'node:sqlite', 'node:crypto', 'node:fs'],
    types: ['index'],
  },
  sandbox: { files: 'sandbox/*', may: ['generated', 'core', 'checks', 'node:http', 'node:net'] },
  cli: {
    files: 'cli/*',
    may: ['generated', 'core', 'index', 'rows', 'batch', 'sandbox', 'log-update', 'node:*'],
  },
} satisfies Record<string, { files: string; may: string[]; types?: string[] }>;
type Room = keyof typeof rooms;

/** Files that may use what belongs to the runtime; a name that is not listed is for nobody. */
const mayUse: Record<string, string[]> = {
  fetch: ['src/options.ts'],
  // The sandbox's clock waits a real turn of the loop between virtual timers, and gives up on real work in real time.
  setTimeout: ['src/clock.ts', 'src/sandbox/turn.ts', 'src/sandbox/flights.ts'],
  clearTimeout: ['src/clock.ts', 'src/sandbox/flights.ts'],
  setImmediate: ['src/sandbox/turn.ts'],
  setInterval: [],
  XMLHttpRequest: [],
  WebSocket: [],
  eval: [],
};

const root = resolve(import.meta.dirname, '../..');
const named = (path: string) => relative(root, path).replaceAll('\\', '/');
const paths = ['src', 'generated'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
    .map((path) => join(root, folder, path)),
);

let program: ts.Program;
let checker: ts.TypeChecker;
let sources: ts.SourceFile[];

beforeAll(() => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  program = ts.createProgram(paths, ts.parseJsonConfigFileContent(config, ts.sys, root).options);
  checker = program.getTypeChecker();
  sources = paths.map((path) => program.getSourceFile(path) as ts.SourceFile);
}, 60_000);

/** Every node of a file for which `pick` has an answer, as `file:line answer`. */
function found(source: ts.SourceFile, pick: (node: ts.Node) => string | undefined): string[] {
  const hits: string[] = [];
  const visit = (node: ts.Node): void => {
    const hit = pick(node);
    if (hit !== undefined) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      hits.push(`${named(source.fileName)}:${line + 1} ${hit}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return hits;
}

const foundIn = (pick: (node: ts.Node) => string | undefined) =>
  sources.flatMap((source) => found(source, pick));

/** What a file is imported by: `import`, `export … from`, `import()` and `import('…').T`. */
function specifier(node: ts.Node): string | undefined {
  const at =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined;
  if (at === undefined) return undefined;
  return ts.isStringLiteral(at) ? at.text : '(computed)';
}

function roomOf(file: string): Room | undefined {
  const name = file.replace(/^src\//, '').replace(/\.(?:ts|js|d\.ts|json)$/, '');
  return (Object.keys(rooms) as Room[]).find((room) =>
    rooms[room].files
      .split(' ')
      .some((pattern) => (pattern.endsWith('/*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern)),
  );
}

/** The room, or the package, that a specifier leads to. */
function target(from: string, text: string): string {
  if (!text.startsWith('.')) return text;
  const file = named(resolve(root, from, '..', text));
  return roomOf(file) ?? `(no room: ${file})`;
}

function isAllowed(from: Room, to: string, isType: boolean): boolean {
  const { may, types = [] }: { may: readonly string[]; types?: readonly string[] } = rooms[from];
  if (isType && types.includes(to)) return true;
  return from === to || may.includes(to) || (to.startsWith('node:') && may.includes('node:*'));
}

/** The imports of one file that its room may not have. */
function trespasses(source: ts.SourceFile): string[] {
  const file = named(source.fileName);
  const room = roomOf(file);
  if (room === undefined) return [`${file} belongs to no room`];
  const trespass = (node: ts.Node) => {
    const text = specifier(node);
    const isType =
      (ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true) ||
      (ts.isExportDeclaration(node) && node.isTypeOnly);
    return text !== undefined && !isAllowed(room, target(file, text), isType) ? text : undefined;
  };
  return found(source, trespass);
}

const pretend = (file: string, text: string) =>
  ts.createSourceFile(join(root, file), text, ts.ScriptTarget.ESNext, true);

describe('the rooms', () => {
  it('hold every file, and import only what they may', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap(trespasses)).toEqual([]);
  });

  it('are of an order: no room may import one that may import it', () => {
    const names = Object.keys(rooms) as Room[];
    for (const name of names) {
      const above: string[] = names.slice(0, names.indexOf(name));
      const may: string[] = rooms[name].may;
      expect(may.filter((other) => names.includes(other as Room) && !above.includes(other))).toEqual([]);
    }
  });

  it.each<[string, string, string]>([
    ['the sandbox imports the client', 'src/sandbox/x.ts', "import { createHttp } from '../http.ts';"],
    ['the sandbox imports the sending', 'src/sandbox/x.ts', "import { createSend } from '../send.ts';"],
    [
      'the sandbox imports the scheduler',
      'src/sandbox/x.ts',
      "export { createScheduler } from '../scheduler.ts';",
    ],
    ['the sandbox imports the watch', 'src/sandbox/x.ts', "import type { WatchEvent } from '../watch.ts';"],
    ['the sandbox imports the surface', 'src/sandbox/x.ts', "const x = await import('../index.ts');"],
    ['the watch imports the client', 'src/watch.ts', "import { createSend } from './send.ts';"],
    ['the core imports a check', 'src/errors.ts', "import { validate } from './validate.ts';"],
    ['the rows import the sandbox', 'src/rows/x.ts', "import { createSandbox } from '../sandbox/index.ts';"],
    [
      'the batch imports more than types of the client',
      'src/batch/x.ts',
      "import { createScheduler } from '../index.ts';",
    ],
    ['the client imports Node', 'src/send.ts', "import http from 'node:http';"],
    ['a type is imported in place', 'src/clock.ts', "export type X = import('./send.ts').FetchLike;"],
    ['a package nobody declared is imported', 'src/send.ts', "import _ from 'lodash';"],
    ['an import is computed', 'src/cli/x.ts', "await import('../' + process.argv[2]);"],
    ['a file belongs to no room', 'src/utils.ts', ''],
  ])('are trespassed on when %s', (_, file, text) => {
    expect(trespasses(pretend(file, text))).toHaveLength(1);
  });
});

/** Whether an identifier means the runtime's own thing, not one that was declared here. */
function isRuntime(node: ts.Identifier): boolean {
  const symbol = checker.getSymbolAtLocation(node);
  const declarations = symbol?.declarations ?? [];
  return (
    declarations.length > 0 &&
    declarations.every((at) => /\/node_modules\//.test(at.getSourceFile().fileName))
  );
}

/** The name of the runtime that a node uses as a value. */
function runtimeName(node: ts.Node): string | undefined {
  if (!ts.isIdentifier(node) || !Object.hasOwn(mayUse, node.text)) return undefined;
  if (ts.isTypeQueryNode(node.parent) || (ts.isPropertyAssignment(node.parent) && node.parent.name === node))
    return undefined;
  if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) {
    const holder = node.parent.expression;
    return ts.isIdentifier(holder) && ['globalThis', 'window', 'self'].includes(holder.text)
      ? node.text
      : undefined;
  }
  if (ts.isBindingElement(node.parent)) {
    const from = node.parent.parent.parent;
    const initializer = ts.isVariableDeclaration(from) ? from.initializer?.getText() : '';
    return initializer?.startsWith('globalThis') && (node.parent.propertyName ?? node.parent.name) === node
      ? node.text
      : undefined;
  }
  return isRuntime(node) ? node.text : undefined;
}

describe('the edge is thin', () => {
  it.each(Object.entries(mayUse))('%s of the runtime is used by %j alone', (name, files) => {
    const used = new Set(
      foundIn((node) => (runtimeName(node) === name ? name : undefined))
        .map((hit) => hit.slice(0, hit.indexOf(':')))
        .filter((file) => !file.startsWith('src/cli/')),
    );
    expect([...used].toSorted()).toEqual(files.toSorted());
  });

  it('fetch is not even used by the command line', () => {
    expect(foundIn((node) => (runtimeName(node) === 'fetch' ? 'fetch' : undefined))).toHaveLength(1);
  });

  it('process.env is read by the command line alone', () => {
    const read = foundIn((node) =>
      (ts.isPropertyAccessExpression(node) && node.name.text === 'env') ||
      (ts.isElementAccessExpression(node) && node.argumentExpression.getText() === "'env'") ||
      (ts.isBindingElement(node) && (node.propertyName ?? node.name).getText() === 'env')
        ? 'env'
        : undefined,
    );
    expect(read.filter((hit) => !hit.startsWith('src/cli/'))).toEqual([]);
    expect(read.length).toBeGreaterThan(0);
  });
});

describe('house style', () => {
  const isDefault = (node: ts.Node) =>
    ts.isExportAssignment(node) ||
    (ts.canHaveModifiers(node) &&
      ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) ||
    (ts.isExportSpecifier(node) && node.name.text === 'default');
  const bans: [string, (node: ts.Node) => unknown, string][] = [
    ['default export', isDefault, 'export default 1;'],
    ['default export by name', isDefault, 'const a = 1; export { a as default };'],
    ['default export of a function', isDefault, 'export default function f() {}'],
    [
      'export *',
      (node) => ts.isExportDeclaration(node) && !(node.exportClause && ts.isNamedExports(node.exportClause)),
      "export * from './a.ts';",
    ],
    ['enum', ts.isEnumDeclaration, 'enum A { B }'],
    ['namespace', ts.isModuleDeclaration, 'namespace A {}'],
    ['any', (node) => node.kind === ts.SyntaxKind.AnyKeyword, 'let a: any;'],
  ];

  it.each(bans)('has no %s', (_, is) => {
    expect(foundIn((node) => (is(node) ? node.getText().slice(0, 40) : undefined))).toEqual([]);
  });

  it.each(bans)('would notice a %s', (_, is, text) => {
    expect(found(pretend('src/x.ts', text), (node) => (is(node) ? 'here' : undefined))).not.toEqual([]);
  });
});

describe('the documentation of the public names', () => {
  /** The sentence at the declaration; the generated types have theirs in an `@description`. */
  function sentence(symbol: ts.Symbol): string {
    const own = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    const tag = own.getJsDocTags(checker).find(({ name }) => name === 'description');
    return (
      ts.displayPartsToString(own.getDocumentationComment(checker)) || ts.displayPartsToString(tag?.text)
    );
  }

  const isSentence = (text: string) => /^\S+ \S.*[.:]/s.test(text);

  it.each(['src/index.ts', 'src/rows/index.ts', 'src/batch/index.ts', 'src/sandbox/index.ts'])(
    '%s: each has a sentence',
    (file) => {
      const source = program.getSourceFile(join(root, file)) as ts.SourceFile;
      const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol);
      expect(exported.length).toBeGreaterThan(5);
      const without = exported.filter((symbol) => !isSentence(sentence(symbol)));
      expect(without.map(({ name }) => name)).toEqual([]);
    },
  );

  it('is missed where it is missing', () => {
    const silent = program.getSourceFile(join(root, 'src/errors.ts')) as ts.SourceFile;
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(silent) as ts.Symbol);
    expect(exported.filter((symbol) => isSentence(sentence(symbol))).length).toBeGreaterThan(5);
    for (const text of ['', 'Word', 'two words', '@internal']) expect(isSentence(text)).toBe(false);
  });
});
