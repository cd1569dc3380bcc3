import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Application, type CommentDisplayPart, Converter, JSX, ReflectionKind } from 'typedoc';

const root = join(import.meta.dirname, '../..');
const ENTRIES = ['index', 'rows/index', 'batch/index', 'sandbox/index'];

/** Writes the pages of the TypeScript surface into `folder`. Throws when TypeDoc finds an error or a dead link. */
export async function writeTypeScript(folder: string): Promise<void> {
  const app = await Application.bootstrap({
    entryPoints: ENTRIES.map((name) => join(root, `src/${name}.ts`)),
    tsconfig: join(root, 'tsconfig.build.json'),
    name: '@evergrove/scheduler',
    readme: 'none',
    // The compiler has its own step in `npm run check`.
    skipErrorChecking: true,
    disableSources: true,
    hideGenerator: true,
    githubPages: false,
    blockTags: [
      '@param',
      '@returns',
      '@throws',
      '@default',
      '@example',
      '@description',
      '@enum',
      '@typeParam',
    ],
    notRenderedTags: ['@enum'],
    validation: { notExported: false, notDocumented: false, invalidLink: true },
    treatValidationWarningsAsErrors: true,
    logLevel: 'Warn',
  });
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const { comment } of project.getReflectionsByKind(ReflectionKind.All)) {
      const description = comment?.getTag('@description');
      if (!comment || !description) continue;
      comment.summary = [...comment.summary, ...description.content] satisfies CommentDisplayPart[];
      comment.removeTags('@description');
    }
  });
  app.renderer.hooks.on('content.begin', (context) =>
    JSX.createElement(
      'p',
      null,
      JSX.createElement(
        'a',
        { href: context.relativeURL('../index.html') },
        'EverGrove Scheduler: guides and API',
      ),
    ),
  );
  // A browser asks a server for an icon, unless the page says that there is none.
  app.renderer.hooks.on('head.end', () => JSX.createElement('link', { rel: 'icon', href: 'data:,' }));
  const project = await app.convert();
  if (!project) throw new Error('TypeDoc could not read src/: see above');
  app.validate(project);
  await app.generateDocs(project, folder);
  if (app.logger.hasErrors()) throw new Error('TypeDoc found errors: see above');
  useOwnIcons(folder);
}

/** A page that is opened as a file may not use icons of another file; TypeDoc puts them into every page as well. */
function useOwnIcons(folder: string): void {
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.html')) continue;
    const file = join(folder, path);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/(?:\.\.\/)*assets\/icons\.svg#/g, '#'));
  }
}
