import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** A regular expression where it stands. */
export interface Pattern {
  /** `file:line`. */
  place: string;
  source: string;
  flags: string;
}

/** One that is made at run time of what only then is known. */
export interface BuiltPattern {
  place: string;
  text: string;
}

/** Every regular expression of a TypeScript file: literals, and `new RegExp` of what is constant in the same file. */
export function patternsIn(
  file: string,
  text = readFileSync(file, 'utf8'),
): { patterns: Pattern[]; built: BuiltPattern[] } {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const constants = constantsOf(tree);
  const patterns: Pattern[] = [];
  const built: BuiltPattern[] = [];
  const visit = (node: ts.Node): void => {
    const place = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      patterns.push({ place, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    } else if (isRegExpCall(node)) {
      const [source, flags = ''] = (node.arguments ?? []).map((part) => constantText(part, constants));
      if (source === undefined) built.push({ place, text: node.getText() });
      else patterns.push({ place, source, flags });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { patterns, built };
}

function isRegExpCall(node: ts.Node): node is ts.NewExpression | ts.CallExpression {
  return (ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText() === 'RegExp';
}

function constantsOf(tree: ts.SourceFile): Map<string, ts.Expression> {
  const constants = new Map<string, ts.Expression>();
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const))
      continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (ts.isIdentifier(name) && initializer) constants.set(name.text, initializer);
  }
  return constants;
}

function constantText(node: ts.Expression, constants: Map<string, ts.Expression>): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) {
    const value = constants.get(node.text);
    return value && constantText(value, constants);
  }
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.map(({ expression, literal }) => {
      const value = constantText(expression, constants);
      return value === undefined ? undefined : value + literal.text;
    });
    return parts.includes(undefined) ? undefined : node.head.text + parts.join('');
  }
  return undefined;
}
