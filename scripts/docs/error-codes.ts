import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { code, markdownTable } from './markdown-table.ts';

/** The codes of a `SchedulerError`, from the table in src/errors.ts: when each is, and what it carries. */
export function errorCodesMarkdown(root: string): string {
  const path = join(root, 'src/errors.ts');
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true);
  const details = source.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Details',
  );
  if (!details) throw new Error('src/errors.ts: the interface Details is gone; say where the codes are');
  return markdownTable(
    ['`code`', 'When', 'It carries'],
    details.members.filter(ts.isPropertySignature).map(row),
  );
}

function row(member: ts.PropertySignature): string[] {
  const sentence = ts
    .getJSDocCommentsAndTags(member)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ');
  if (sentence === '') throw new Error(`src/errors.ts: ${member.name.getText()} has no sentence`);
  const carried = member.type && ts.isTypeLiteralNode(member.type) ? member.type.members : [];
  return [
    code(member.name.getText()),
    sentence.replace(/\s+/g, ' '),
    carried.map((field) => code(`${field.name?.getText()}${field.questionToken ? '?' : ''}`)).join(', '),
  ];
}
