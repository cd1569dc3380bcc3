import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';

/*
 * Many names of the description are reconstructed and will be put right one day. Then one edit in openapi/ and one
 * `npm run generate` must be enough for tsc to point at every place of src/ that has to follow. Tried on copies.
 */

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const copies = mkdtempSync(join(tmpdir(), 'evergrove-rename-'));

afterAll(() => rmSync(copies, { recursive: true, force: true }));

/** One field of one schema. */
interface Field {
  schema: string;
  field: string;
}

/** What `generate` and `tsc` read, copied. */
function copy(name: string): string {
  const dir = join(copies, name);
  mkdirSync(dir);
  const parts = [
    'openapi',
    'src',
    'scripts/generate',
    'scripts/generate.ts',
    'package.json',
    'tsconfig.json',
  ];
  for (const part of parts) cpSync(join(root, part), join(dir, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  return dir;
}

/** Renames a property in the file of its schema: its key, and its entry in `required`. */
function rename(dir: string, { schema, field }: Field, to: string): void {
  const file = join(dir, `openapi/components/schemas/${schema}.yaml`);
  const text = readFileSync(file, 'utf8');
  const renamed = text
    .replace(new RegExp(`^ {2}${field}:`, 'm'), `  ${to}:`)
    .replace(/^required:(?:.*\]|(?:\n {2}- .*)+)/m, (list) => list.replace(new RegExp(`\\b${field}\\b`), to));
  expect(renamed, `${schema}.${field} stands in its file`).not.toBe(text);
  writeFileSync(file, renamed);
}

const generate = (dir: string) => run(process.execPath, [join(dir, 'scripts/generate.ts')]);

type Use = ts.Identifier | ts.LiteralLikeNode;

/**
 * Where code names a field: as a property, or within a string. Comments do not count, and neither do local variables
 * of the same name.
 */
function usesIn(node: ts.Node, names: ReadonlySet<string>): Use[] {
  const isUse = ts.isIdentifier(node)
    ? names.has(node.text) && isPropertyName(node)
    : isText(node) && wordsOf(node.text).some((word) => names.has(word));
  const below: Use[] = [];
  node.forEachChild((child) => {
    below.push(...usesIn(child, names));
  });
  return isUse ? [node as Use, ...below] : below;
}

const wordsOf = (text: string): string[] => text.match(/\w+/g) ?? [];

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isBindingElement(parent)) {
    return (parent.propertyName ?? parent.name) === node && ts.isObjectBindingPattern(parent.parent);
  }
  return (
    (ts.isPropertyAccessExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent)) &&
    parent.name === node
  );
}

const REQUEST = { schema: 'CallInput', field: 'entity_id', to: 'office_id' };
const RESPONSE = { schema: 'TriggerResult', field: 'triggered_request_ids', to: 'started_request_ids' };
/** Files that name a field although tsc, run once, has nothing to say of them yet, and why. */
const LATER = {
  'src/batch/queueing.ts': 'adds entity_id to a BatchCall, which is pointed at and has to follow first',
};

test.concurrent('after two names are changed, tsc points at each file that uses them, and at no other', async () => {
  const dir = copy('two');
  for (const { to, ...field } of [REQUEST, RESPONSE]) rename(dir, field, to);
  await generate(dir);
  const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '--pretty', 'false'];
  const { code, stdout } = await run(process.execPath, tsc, { cwd: dir }).then(
    (output) => ({ ...output, code: 0 }),
    (error) => error,
  );
  expect(code).toBe(2);
  const pointed = [...stdout.matchAll(/^(\S+)\(\d+,\d+\): error TS\d+: /gm)].map(([, file]) => file);
  for (const { field } of [REQUEST, RESPONSE]) expect(stdout).toContain(`'${field}'`);
  const both = new Set([REQUEST.field, RESPONSE.field]);
  const users = ts.sys
    .readDirectory(join(dir, 'src'), ['.ts'])
    .filter((file) => {
      const text = readFileSync(file, 'utf8');
      return usesIn(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), both).length > 0;
    })
    .map((file) => relative(dir, file));
  expect([...new Set(pointed), ...Object.keys(LATER)].sort()).toEqual(users.sort());
}, 120_000);

/** The files of a copy, checked again and again while they change. */
class Checked {
  readonly #dir: string;
  readonly #files: string[];
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #service: ts.LanguageService;

  constructor(dir: string) {
    const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
    const config = ts.getParsedCommandLineOfConfigFile(join(dir, 'tsconfig.json'), {}, host);
    this.#dir = dir;
    this.#files = config?.fileNames ?? [];
    const { fileExists, readFile, readDirectory, directoryExists, getDirectories } = ts.sys;
    this.#service = ts.createLanguageService({
      ...{ fileExists, readFile, readDirectory, directoryExists, getDirectories },
      realpath: (path) => ts.sys.realpath?.(path) ?? path,
      getScriptFileNames: () => this.#files,
      getScriptVersion: (file) => String(this.#texts.get(file)?.version ?? 0),
      getScriptSnapshot: (file) => {
        const text = this.#texts.get(file)?.text ?? ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => dir,
      getCompilationSettings: () => config?.options ?? {},
      getDefaultLibFileName: ts.getDefaultLibFilePath,
    });
  }

  get #program(): ts.Program {
    return this.#service.getProgram() as ts.Program;
  }

  get checker(): ts.TypeChecker {
    return this.#program.getTypeChecker();
  }

  sources(): ts.SourceFile[] {
    const program = this.#program;
    return this.#files
      .filter((file) => relative(this.#dir, file).startsWith('src/'))
      .flatMap((file) => program.getSourceFile(file) ?? []);
  }

  /** What tsc says of src/: of the files that still use a name and, when that is nothing, of all. */
  errors(names: ReadonlySet<string>): ts.Diagnostic[] {
    const told = (sources: ts.SourceFile[]) =>
      sources.flatMap((source) => this.#service.getSemanticDiagnostics(source.fileName));
    const users = told(this.sources().filter((source) => usesIn(source, names).length > 0));
    return users.length > 0 ? users : told(this.sources());
  }

  /** Puts a text in the place of each node. */
  replace(nodes: ReadonlyMap<ts.Node, string>): void {
    const last = [...nodes].sort(([a], [b]) => b.getStart() - a.getStart());
    const texts = new Map<ts.SourceFile, string>();
    for (const [node, replacement] of last) {
      const source = node.getSourceFile();
      const text = texts.get(source) ?? source.text;
      texts.set(source, text.slice(0, node.getStart()) + replacement + text.slice(node.getEnd()));
    }
    for (const [{ fileName }, text] of texts) {
      this.#texts.set(fileName, { text, version: (this.#texts.get(fileName)?.version ?? 0) + 1 });
    }
  }

  file(node: ts.Node): string {
    return relative(this.#dir, node.getSourceFile().fileName);
  }

  line(node: ts.Node): number {
    return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
  }
}

/**
 * The old names that an error is about: at its place or, failing that, in the smallest construct around it; beyond the
 * statement only a name that the error says.
 */
function meantBy({ file, start = 0, messageText }: ts.Diagnostic, names: ReadonlySet<string>): Use[] {
  const said = new Set(wordsOf(ts.flattenDiagnosticMessageText(messageText, '\n')));
  let node: ts.Node = file as ts.SourceFile;
  for (let next: ts.Node | undefined = node; next; ) {
    node = next;
    next = ts.forEachChild(node, (child) =>
      child.getStart() <= start && start < child.getEnd() ? child : undefined,
    );
  }
  for (let isNear = true; !ts.isSourceFile(node); node = node.parent) {
    isNear &&= !ts.isBlock(node);
    const uses = usesIn(node, names).filter(({ text }) => names.has(text));
    const use = uses.find(({ text }) => said.has(text)) ?? (isNear ? uses[0] : undefined);
    if (use) return [use, ...neighboursOf(use, names)];
  }
  return [];
}

/** tsc names one property of a literal at a time; its reader sees the others. */
function neighboursOf({ parent }: ts.Node, names: ReadonlySet<string>): Use[] {
  const list = parent.parent;
  if (ts.isObjectLiteralExpression(list)) {
    return list.properties.flatMap(({ name }) =>
      name && ts.isIdentifier(name) && names.has(name.text) ? name : [],
    );
  }
  if (ts.isArrayLiteralExpression(parent)) return usesIn(parent, names);
  return [];
}

/** A property gets the new name; a local variable of the old name keeps it. */
function mended(use: Use, to: string): string {
  if (!ts.isIdentifier(use)) return `'${to}'`;
  const isShort =
    ts.isShorthandPropertyAssignment(use.parent) ||
    (ts.isBindingElement(use.parent) && !use.parent.propertyName);
  return isShort ? `${to}: ${use.text}` : to;
}

/** Types whose field names are their own: they need not follow the description, and tsc sees to what is made of them. */
const OWN: Record<string, string> = {
  PlaceCallsOptions: 'an option of the command line, within src/cli',
  Finding: 'a table within src/sandbox/outcomes.ts',
};

/** Strings that are no field name, but read like one. */
const VALUES: Record<string, string> = {
  'src/sandbox/outcomes.ts patient_attended': 'a value of outcome',
};

/**
 * Whether tsc, which is content, would complain if the name of this use were wrong: a string is one of a fixed set, a
 * key is one that its literal must have, a property belongs to a type of its own.
 */
function isTied(use: Use, checker: ts.TypeChecker): boolean {
  const { parent } = use;
  if (!ts.isIdentifier(use)) {
    if (ts.isLiteralTypeNode(parent)) return !isOmitted(parent);
    const expected = ts.isStringLiteral(use) ? checker.getContextualType(use) : undefined;
    const choices = expected?.isUnion() ? expected.types : [expected];
    return choices.some((choice) => choice?.isStringLiteral());
  }
  if (ts.isObjectLiteralExpression(parent.parent)) {
    return checker.getContextualType(parent.parent)?.getProperty(use.text) !== undefined;
  }
  const property = ts.isBindingElement(parent)
    ? checker.getTypeAtLocation(parent.parent).getProperty(use.text)
    : checker.getSymbolAtLocation(use);
  return (property?.declarations ?? []).some(
    ({ parent: type }) => ts.isInterfaceDeclaration(type) && type.name.text in OWN,
  );
}

/** `Omit` takes any name. */
function isOmitted(node: ts.Node): boolean {
  if (ts.isTypeReferenceNode(node)) return ts.isIdentifier(node.typeName) && node.typeName.text === 'Omit';
  return ts.isTypeNode(node) && isOmitted(node.parent);
}

// biome-ignore lint/suspicious/noExplicitAny: the description is walked as plain JSON.
type Json = any;

const described: Json = JSON.parse(readFileSync(join(root, 'generated/openapi.json'), 'utf8'));
const all: (Field & { mark: string })[] = Object.entries<Json>(described.components.schemas).flatMap(
  ([schema, { properties = {} }]) =>
    Object.entries<Json>(properties).map(([field, property]) => ({
      ...{ schema, field },
      mark: property['x-provenance'],
    })),
);
/** Those that are published nowhere, and that no code would use for anything else: names of two words. */
const renamed = all.filter(
  ({ field }) => field.includes('_') && all.every((a) => a.field !== field || a.mark !== 'published'),
);
const names = new Set(renamed.map(({ field }) => field));
const nameAfter = (field: string) => `${field}_corrected`;

/** The rows of a spreadsheet, within src/rows and src/cli, are published with names of their own: those of the details. */
const isRow = (file: string, name: string) =>
  /^src\/(?:rows|cli)\//.test(file) &&
  renamed.every(({ schema, field }) => field !== name || schema === 'CallDetails');

test.concurrent('after every name is changed, doing as tsc says is all that is needed', async () => {
  expect(names.size).toBeGreaterThan(35);
  const dir = copy('all');
  for (const field of renamed) rename(dir, field, nameAfter(field.field));
  await generate(dir);
  const checked = new Checked(dir);
  let errors = checked.errors(names);
  expect(errors.length).toBeGreaterThan(10);
  for (let round = 0; errors.length > 0 && round < 8; round++) {
    const mends = errors.flatMap((error) => meantBy(error, names));
    checked.replace(new Map(mends.map((use) => [use, mended(use, nameAfter(use.text))])));
    errors = checked.errors(names);
  }
  expect(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);

  const left = checked.sources().flatMap((source) =>
    usesIn(source, names).flatMap((use) =>
      wordsOf(use.text)
        .filter((name) => names.has(name) && !isRow(checked.file(use), name))
        .filter((name) => !(`${checked.file(use)} ${name}` in VALUES) && !isTied(use, checked.checker))
        .map((name) => `${checked.file(use)}:${checked.line(use)} ${name}`),
    ),
  );
  expect(left).toEqual([]);
}, 120_000);
