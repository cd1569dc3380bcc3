import { defineConfig } from 'vitest/config';

/**
 * As the project's own, with the tests of one group, and without reporters: Stryker reads the results itself. The tests
 * are not given to Stryker as `testFiles`, which in version 10 makes it break a table after it was read (issue 6144).
 */
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: { include: process.env.MUTATE_TESTS?.split(',') ?? [], reporters: [{}], testTimeout: 60_000 },
});
