import type { Context, Location, Node } from './redocly.ts';

interface Place {
  node: Node;
  location: Location;
}

/** Whether `value` is a map, the only shape a schema is written in here. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The properties that a schema itself names, unresolved: marks stand beside a `$ref`, not behind it. */
export function propertiesOf(schema: Node, location: Location): (Place & { name: string })[] {
  if (!isNode(schema.properties)) return [];
  return Object.entries(schema.properties).flatMap(([name, node]) =>
    isNode(node) ? [{ name, node, location: location.child(['properties', name]) }] : [],
  );
}

/** The schemas that stand directly below this one: properties, items and alternatives. */
function childrenOf(schema: Node, location: Location): Place[] {
  const alternatives = ['oneOf', 'anyOf', 'allOf'].flatMap((key) => {
    const list = schema[key];
    if (!Array.isArray(list)) return [];
    return list.filter(isNode).map((node, index) => ({ node, location: location.child([key, index]) }));
  });
  const items = isNode(schema.items) ? [{ node: schema.items, location: location.child(['items']) }] : [];
  return [...propertiesOf(schema, location), ...items, ...alternatives];
}

function resolved({ node, location }: Place, ctx: Context): Place {
  if (typeof node.$ref !== 'string') return { node, location };
  const target = ctx.resolve(node, location.source.absoluteRef);
  return isNode(target.node) && target.location
    ? { node: target.node, location: target.location }
    : { node, location };
}

/** Every schema reachable from `start`, each once. */
export function schemasUnder(start: Place, ctx: Context): Place[] {
  const seen = new Map<Node, Place>();
  const queue = [start];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const place = resolved(next, ctx);
    if (seen.has(place.node)) continue;
    seen.set(place.node, place);
    queue.push(...childrenOf(place.node, place.location));
  }
  return [...seen.values()];
}

/** Every schema in the bodies of a `content` map (of a request body or a response). */
export function bodySchemas(owner: Node, ctx: Context): Place[] {
  if (!isNode(owner.content)) return [];
  return Object.entries(owner.content).flatMap(([type, media]) =>
    isNode(media) && isNode(media.schema)
      ? schemasUnder({ node: media.schema, location: ctx.location.child(['content', type, 'schema']) }, ctx)
      : [],
  );
}

/** Whether a schema describes an object, so that marks belong on its properties. */
export function isObject(schema: Node): boolean {
  return schema.type === 'object' || isNode(schema.properties);
}

/** A leaf is a property that holds neither an object nor an array of objects. */
export function isLeaf(place: Place, ctx: Context): boolean {
  const { node, location } = resolved(place, ctx);
  if (isObject(node)) return false;
  return childrenOf(node, location).every((child) => isLeaf(child, ctx));
}
