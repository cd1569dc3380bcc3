import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: 'coverage/report.json' }]],
    // `npm run coverage`. What runs in a process of its own (test/cli/process, kill, programs) is not counted.
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // The first lines of the program itself, which nothing but a process of its own can run.
      exclude: [...(configDefaults.coverage.exclude ?? []), 'src/cli/main.ts'],
      reportsDirectory: 'out/coverage',
      reporter: ['text', 'json-summary', 'json'],
      reportOnFailure: true,
      thresholds: { lines: 95, branches: 90 },
    },
  },
});
