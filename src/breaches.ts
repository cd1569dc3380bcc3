import type { Choice, Fields, List, Shape, Text } from '../generated/shapes.ts';
import { type Breach, rules } from './rules.ts';

/** What is wrong at one place: the keyword of the schema, or the rule beside it. */
export interface RuleBreach extends Breach {
  rule: string;
}

/** A walk through one value. */
interface Walk {
  /** Where it is. */
  path: Breach['path'];
  /** What the schema forbids. */
  found: RuleBreach[];
  /** What the rules beside it do. */
  ruled: RuleBreach[];
}

type Check = (value: unknown, walk: Walk) => void;

/**
 * Makes the check of a shape: it lists everything that is wrong with a value, first what the schema forbids, then what
 * the rules beside it do. It throws only what a getter of the value throws. Nothing is made before the first value.
 */
export function breachesOf(shape: Shape): (value: unknown) => RuleBreach[] {
  let check: Check | undefined;
  return (value) => {
    check ??= checkOf(shape);
    const walk: Walk = { path: [], found: [], ruled: [] };
    check(value, walk);
    return walk.found.concat(walk.ruled);
  };
}

function checkOf(shape: Shape): Check {
  const { type, nullable, rules: names = [] } = shape;
  const inside: Check = insides[type](shape as never);
  const hint = `must be ${type}${nullable ? ' or null' : ''}`;
  return (value, walk) => {
    for (const name of names) {
      for (const { path, hint } of rules[name](value)) {
        walk.ruled.push({ path: [...walk.path, ...path], rule: name, hint });
      }
    }
    const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    if (actual === type || type === 'choice') return inside(value, walk);
    if (nullable && value === null) return;
    add(walk, 'type', hint);
    if (type === 'string') inside(value, walk);
  };
}

/** What is checked of a value once its type is; an enum is asked of every value. */
const insides: { [S in Shape as S['type']]: (shape: S) => Check } = {
  null: () => () => {},
  string:
    ({ values, minLength, pattern, hint }: Text): Check =>
    (value, walk) => {
      if (values && !values.includes(value as string))
        add(walk, 'enum', `must be one of ${values.join(', ')}`);
      if (typeof value !== 'string') return;
      if (minLength && value === '') add(walk, 'minLength', 'must not be empty');
      if (pattern && !pattern.test(value)) add(walk, 'pattern', `must be ${hint}`);
    },
  array({ minItems = 0, maxItems = Infinity, items }: List): Check {
    const check = checkOf(items);
    return (value, walk) => {
      const list = value as unknown[];
      if (list.length > maxItems) add(walk, 'maxItems', `must have at most ${count(maxItems)}`);
      if (list.length < minItems) add(walk, 'minItems', `must have at least ${count(minItems)}`);
      for (let i = 0; i < list.length; i++) below(walk, i, check, list[i]);
    };
  },
  object({ fields }: Fields): Check {
    const checks = Object.entries(fields).map(([name, field]) => ({
      name,
      required: 'type' in field,
      check: checkOf('type' in field ? field : field[0]),
    }));
    return (value, walk) => {
      const values = value as Record<string, unknown>;
      for (const { name, required } of checks) {
        if (required && values[name] === undefined) add(walk, 'required', 'is required', name);
      }
      for (const name in values) {
        if (!Object.hasOwn(fields, name))
          add(walk, 'additionalProperties', 'is not a field of the API; check the spelling', shown(name));
      }
      for (const { name, check } of checks) {
        const field = values[name];
        if (field !== undefined) below(walk, name, check, field);
      }
    };
  },
  choice({ key, present, absent }: Choice): Check {
    const [has, lacks] = [checkOf(present), checkOf(absent)];
    return (value, walk) => {
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      (isObject && (value as Record<string, unknown>)[key] !== undefined ? has : lacks)(value, walk);
    };
  },
};

function below(walk: Walk, key: string | number, check: Check, value: unknown): void {
  walk.path.push(key);
  check(value, walk);
  walk.path.pop();
}

function add({ path, found }: Walk, rule: string, hint: string, ...key: string[]): void {
  found.push({ path: [...path, ...key], rule, hint });
}

function count(items: number): string {
  return `${items} ${items === 1 ? 'item' : 'items'}`;
}

/** An unknown key can itself be data: one that is no identifier, or holds a number of three digits, is masked. */
function shown(key: string): string {
  return key.length <= 40 && !/\d{3}/.test(key) && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/i.test(key)
    ? key
    : '(unknown field)';
}
