import { describe, expect, it } from 'vitest';
import original from '../../generated/openapi.json' with { type: 'json' };
import { type Description, described } from '../../scripts/docs/described.ts';

const source = original as unknown as Description;
const shown = described(source, { Extra: 'more' });
const schemas = (of: Description) => Object.entries(of.components.schemas ?? {});
const properties = (of: Description) =>
  schemas(of).flatMap(([schema, { properties = {} }]) =>
    Object.entries(properties).map(([name, property]) => [`${schema}.${name}`, property] as const),
  );

describe('the description as the reference shows it', () => {
  it('leaves the published one as it was', () => {
    expect(JSON.stringify(source)).toContain('x-provenance');
    expect(JSON.stringify(shown)).not.toMatch(/"x-(?:provenance|sensitive|replay|rule)"/);
  });

  it('says of every property how sure its name is, and whether it is sensitive', () => {
    const after = new Map(properties(shown));
    expect(after.size).toBeGreaterThan(80);
    for (const [name, property] of properties(source)) {
      const text = after.get(name)?.description ?? '';
      expect(text, name).toContain(`Provenance: \`${property['x-provenance']}\``);
      expect(text.includes('never log it'), name).toBe(property['x-sensitive'] === true);
      expect(shown.info.description, name).toContain(
        `| \`${name.split('.')[1]}\` | ${property['x-provenance']} |`,
      );
    }
  });

  it('says it in every branch of a property that has some, since Redoc shows these alone', () => {
    const branched = properties(shown).filter(([, { anyOf }]) => anyOf);
    expect(branched.length).toBeGreaterThan(3);
    for (const [name, { anyOf = [], description = '' }] of branched)
      for (const branch of anyOf) expect(branch.description, name).toContain(description);
    expect(properties(shown).filter(([, property]) => 'oneOf' in property)).toEqual([]);
  });

  it('says of every operation what may be repeated', () => {
    for (const [path, methods] of Object.entries(source.paths))
      for (const [method, operation] of Object.entries(methods))
        expect(shown.paths[path]?.[method]?.description).toContain(
          `**Replay: \`${operation['x-replay']}\`**`,
        );
  });

  it('lists every value of every enum, and what it was given beside', () => {
    const values = schemas(source).flatMap(([, schema]) => Object.keys(schema['x-enumDescriptions'] ?? {}));
    expect(values).toContain('DO_NOT_CALL_BACK');
    for (const value of values) expect(shown.info.description).toContain(`| \`${value}\` | `);
    expect(shown.info.description).toContain('# Extra\n\nmore');
  });

  it('links to sections as Redoc routes them', () => {
    expect(shown.info.description).not.toMatch(/\]\(#section/);
    expect(shown.info.description).toContain('](#/section/which-names-are-certain)');
  });
});
