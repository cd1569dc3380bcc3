/** Before `npm run docs`: an old Node cannot read TypeScript, and would say so in twenty lines. Plain JavaScript, for any Node. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `npm run docs needs Node 22.18 or newer, and this is ${process.versions.node}: run npm ci, which brings the project's own`,
  );
  process.exit(1);
}
