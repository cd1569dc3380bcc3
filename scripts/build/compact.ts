import ts from 'typescript';

/** A line's indentation, with the comments that begin the line. */
const LINE_START = /^(?:[ \t]*(?:\/\*\*[\s\S]*?\*\/|\/\/.*)\n)+[ \t]*|^[ \t]+/gm;

/**
 * JavaScript without indentation and comments, which is a quarter of it. Names, line breaks and the annotations that
 * bundlers go by stay; white space that is part of a text does, too.
 */
export function compact(code: string): string {
  const source = ts.createSourceFile('code.js', code, ts.ScriptTarget.ESNext);
  const texts: [from: number, to: number][] = [];
  const visit = (node: ts.Node): void => {
    if (isTemplatePart(node)) texts.push([node.getStart(source), node.end]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  const isInText = (at: number) => texts.some(([from, to]) => from < at && at < to);
  return code.replaceAll(LINE_START, (found, at: number) => (isInText(at) ? found : ''));
}

/** Text in backquotes. */
function isTemplatePart(node: ts.Node): boolean {
  return (
    ts.isNoSubstitutionTemplateLiteral(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}
