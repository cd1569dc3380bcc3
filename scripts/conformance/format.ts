import { isLoopback } from './loopback.ts';
import type { NameRow } from './names-table.ts';
import { heldAll, type Report } from './report.ts';

/** The report for a person: alarms, operation by operation, then the names. */
export function formatReport(report: Report): string {
  const { alarms, probes, names, unknown, mode, origin } = report;
  const held = probes.filter(({ outcome }) => outcome === 'held').length;
  const count = (verdict: NameRow['verdict']) => names.filter((row) => row.verdict === verdict).length;
  const sections = [
    [`Conformance of ${origin} (${mode})`, ...alarms.map((alarm) => `!!! ${alarm}`)],
    ...operationSections(report),
    [
      'Reconstructed names',
      ...nameLines(names, 'contradicted'),
      ...nameLines(names, 'confirmed'),
      ...nameLines(names, 'not seen'),
    ],
    unknown.length === 0
      ? []
      : [
          'Fields that the server names and the description does not list',
          ...unknown.map(
            ({ schema, field }) => `  ${schema}: ${field ?? '(does not look like a name; not shown)'}`,
          ),
        ],
    [
      `${held} of ${probes.length} probes held; names: ${count('confirmed')} confirmed, ${count('contradicted')} contradicted, ${count('not seen')} not seen.`,
      heldAll(report) ? 'Everything held.' : 'NOT everything held.',
      ...(isLoopback(new URL(origin))
        ? [
            'This server is on your own machine: what it confirms says nothing about the names that EverGrove uses.',
          ]
        : []),
    ],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function operationSections({ probes }: Report): string[][] {
  return [...new Set(probes.map(({ operation }) => operation))].map((operation) => {
    const own = probes.filter((probe) => probe.operation === operation);
    const held = own.filter(({ outcome }) => outcome === 'held').length;
    return [
      `${operation}: ${held} of ${own.length} held`,
      ...own.flatMap(({ name, status, outcome, findings }) => [
        `  ${marks[outcome]} ${status ? String(status) : '   '} ${name}`,
        ...findings.map((finding) => `          ${finding}`),
      ]),
    ];
  });
}

const marks = { held: 'ok      ', 'not held': 'NOT HELD', 'not sent': 'not sent' } as const;

function nameLines(names: NameRow[], verdict: NameRow['verdict']): string[] {
  const rows = names.filter((row) => row.verdict === verdict);
  const width = Math.max(0, ...rows.map(({ place }) => place.length));
  return rows.map(({ place, mark, why }) =>
    `  ${verdict.padEnd(12)}  ${place.padEnd(width)}  ${mark.padEnd(11)}  ${why.join('; ')}`.trimEnd(),
  );
}
