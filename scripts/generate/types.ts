import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import type { Description } from './description.ts';

const { factory } = ts;

/**
 * openapi-typescript's types, with every schema as a named top-level declaration: an error or a hover then
 * shows `CallDetails`, not seventeen lines of literal.
 */
export async function typesFile(description: Description): Promise<string> {
  const nodes = await openapiTS(description as unknown as OpenAPI3, {
    alphabetize: true,
    defaultNonNullable: false,
    emptyObjectsUnknown: true,
  });
  const named = nodes.flatMap((node) =>
    ts.isInterfaceDeclaration(node) && node.name.text === 'components' ? hoistSchemas(node) : [node],
  );
  return astToString(named).replace(/components\["schemas"\]\["(\w+)"\]/g, '$1');
}

function hoistSchemas(components: ts.InterfaceDeclaration): ts.Node[] {
  const hoisted: ts.Node[] = [];
  const members = components.members.map((member) => {
    if (!ts.isPropertySignature(member) || !member.type || nameOf(member) !== 'schemas') return member;
    const schemas = member.type as ts.TypeLiteralNode;
    const references = schemas.members.map((schema) => {
      hoisted.push(declaration(schema as ts.PropertySignature));
      return factory.createPropertySignature(
        undefined,
        nameOf(schema),
        undefined,
        factory.createTypeReferenceNode(nameOf(schema)),
      );
    });
    return factory.updatePropertySignature(
      member,
      member.modifiers,
      member.name,
      undefined,
      factory.createTypeLiteralNode(references),
    );
  });
  const rest = factory.updateInterfaceDeclaration(
    components,
    components.modifiers,
    components.name,
    components.typeParameters,
    components.heritageClauses,
    members,
  );
  return [...hoisted, rest];
}

function declaration(schema: ts.PropertySignature): ts.Node {
  const exported = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  const type = schema.type as ts.TypeNode;
  const made = ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(exported, nameOf(schema), undefined, undefined, type.members)
    : factory.createTypeAliasDeclaration(exported, nameOf(schema), undefined, type);
  return ts.setSyntheticLeadingComments(made, ts.getSyntheticLeadingComments(schema));
}

function nameOf(node: ts.TypeElement): string {
  return (node.name as ts.Identifier | ts.StringLiteral).text;
}
