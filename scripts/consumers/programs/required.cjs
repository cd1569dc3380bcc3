const assert = require('node:assert/strict');

for (const [entry, name] of [
  ['', 'createScheduler'],
  ['/rows', 'importRows'],
  ['/batch', 'runBatch'],
  ['/sandbox', 'createSandbox'],
]) {
  assert.equal(typeof require(`@evergrove/scheduler${entry}`)[name], 'function');
}
assert.equal(require('@evergrove/scheduler/openapi.json').openapi, '3.1.2');
