import { type OperationId, operations } from '../../generated/operations.ts';
import { judgeBody, judgeStatus, judgeTransport, type Policy, type Verdict } from '../../src/failures.ts';
import { code, markdownTable } from './markdown-table.ts';

type Judge = (policy: Policy) => Verdict;

const UNSENT: Judge = (policy) => judgeTransport({ code: 'ECONNREFUSED' }, policy, true);
const CERTIFICATE: Judge = (policy) => judgeTransport({ code: 'CERT_HAS_EXPIRED' }, policy, true);
const LOST: Judge = (policy) => judgeTransport({ code: 'ECONNRESET' }, policy, true);
const WITH_RETRY_AFTER = 503;

/**
 * What the client does about each failure, asked of the code that does it: one line for all failures that are
 * judged alike, one column for all operations that are.
 */
export function faultPolicyMarkdown(): string {
  const columns = Map.groupBy(Object.keys(operations) as OperationId[], (id) => JSON.stringify(policyOf(id)));
  const policies = [...columns.keys()].map((key) => JSON.parse(key) as Policy);
  const statuses = statusClasses(policies);
  const rows: [string, Judge][] = [
    ['Certainly never sent: name not found, connection refused, host unreachable, connect timeout', UNSENT],
    ['Certificate refused', CERTIFICATE],
    ['Connection lost once the request may have left', LOST],
    ...statuses,
    ['2xx whose body cannot be used', judgeBody],
  ];
  return markdownTable(
    ['Failure', ...[...columns.values()].map((ids) => ids.map(code).join(', '))],
    rows.map(([name, judge]) => [name, ...policies.map((policy) => cell(judge(policy)))]),
  );
}

function policyOf(id: OperationId): Policy {
  const { method, replay } = operations[id];
  return { method, replay };
}

/** Statuses that are judged alike, and last those that the code does not name. */
function statusClasses(policies: readonly Policy[]): [string, Judge][] {
  const keyOf = (judge: Judge) => JSON.stringify(policies.map(judge));
  const others = keyOf((policy) => judgeStatus(599, false, policy));
  const named: { name: string; judge: Judge }[] = [];
  for (let status = 300; status < 600; status++) {
    named.push({ name: String(status), judge: (policy) => judgeStatus(status, false, policy) });
  }
  named.push({
    name: `${WITH_RETRY_AFTER} with \`Retry-After\``,
    judge: (policy) => judgeStatus(WITH_RETRY_AFTER, true, policy),
  });
  const classes = Map.groupBy(named, ({ judge }) => keyOf(judge));
  const lines = [...classes].map(([key, members]): [string, Judge] => [
    key === others ? 'Any other status outside 2xx' : members.map(({ name }) => name).join(', '),
    members[0]?.judge ?? LOST,
  ]);
  return lines.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function cell({ repeat, effect }: Verdict): string {
  return `${repeat ? 'repeated' : 'not repeated'}; ${code(effect)}`;
}
