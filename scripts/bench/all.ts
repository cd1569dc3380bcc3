import { validations } from './all-checks.ts';
import { sizes, types } from './all-size.ts';
import { requests, start } from './all-speed.ts';
import { names } from './line.ts';
import { installPeers } from './peers.ts';
import { preparePrograms } from './programs.ts';
import { round, type Section } from './section.ts';

/** Everything an integrator would weigh, ours against what would be picked instead, on this machine in this run. */
export async function all(): Promise<Section> {
  installPeers();
  await preparePrograms();
  const lines = [
    ...(await sizes()),
    ...(await types()),
    ...(await start()),
    ...(await requests()),
    ...(await validations()),
  ];
  return {
    title: 'Ours against its peers',
    note: [
      'Each cell: the median, and the median of its ratios to ours in the same round. Noise: half the range of the',
      'middle half of the ratios of ours to itself. "-": it has no such thing. The last two are clients of other APIs.',
    ].join('\n'),
    columns: ['', ...names, 'noise'],
    rows: lines.map(({ what, cells, noise }) => [
      what,
      ...names.map((name) => {
        const cell = cells[name];
        return cell === undefined
          ? '-'
          : `${shown(cell.value)} (${cell.ratio === 1 ? 1 : Number(cell.ratio.toPrecision(2))}×)`;
      }),
      noise === undefined ? '0' : `±${round(noise)}`,
    ]),
    figures: lines,
    targets: [],
  };
}

const shown = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : String(round(value, 1));
