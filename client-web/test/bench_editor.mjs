// Speed of the editor in Chromium:   node client-web/test/bench_editor.mjs [ITEMS…]
// Prints medians in milliseconds: opening (script, then first layout), a key press (script with forced layout; real
// key to the frame after it), and a change of somebody else's (script with forced layout).
import { startEditorPages } from '../../tests/browser/editor_page.mjs';

const KEYS = 60;
const counts = process.argv.slice(2).map(Number);
const pages = await startEditorPages();

async function measure(items, langs) {
  const page = await pages.open({ langs, draft: '-' });
  const result = await page.evaluate(
    async ({ items, keys }) => {
      const { harness } = window;
      harness.editor.destroy();
      const start = performance.now();
      harness.open(harness.longDraft(items));
      const opened = performance.now();
      document.body.getBoundingClientRect();
      const laidOut = performance.now();
      await new Promise((done) => setTimeout(done, 500));

      const timed = async (act) => {
        const times = [];
        for (let i = 0; i < keys; i++) {
          const from = performance.now();
          act(i);
          document.body.getBoundingClientRect();
          times.push(performance.now() - from);
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        }
        return times.sort((a, b) => a - b);
      };
      harness.goTo('1.a');
      const { view } = harness.editor.single[0];
      const key = await timed(() => view.dispatch(view.state.tr.insertText('x')));
      const other = await timed(() =>
        harness.remote({
          type: 'text',
          item: 'i3',
          lang: 'es',
          delta: { ops: [{ retain: 5 }, { insert: 'r' }] },
        }),
      );
      const enter = await timed(() => harness.editor.run('split'));
      window.frames_ = [];
      addEventListener(
        'keydown',
        () => {
          const from = performance.now();
          requestAnimationFrame(() => setTimeout(() => window.frames_.push(performance.now() - from)));
        },
        true,
      );
      globalThis.gc?.();
      const heap = performance.memory.usedJSHeapSize / 1e6;
      return { script: opened - start, layout: laidOut - opened, key, other, enter, heap };
    },
    { items, keys: KEYS },
  );
  for (let i = 0; i < KEYS; i++) await page.keyboard.press('a', { delay: 5 });
  await page.waitForTimeout(100);
  const frames = (await page.evaluate(() => window.frames_)).sort((a, b) => a - b);
  return { ...result, frames };
}

const median = (times) => times[Math.floor(times.length / 2)].toFixed(1);
const p95 = (times) => times[Math.floor(times.length * 0.95)].toFixed(1);

console.log('items  view   open  layout   key (p95)      to frame (p95)   other (p95)   Enter   heap MB');
for (const items of counts.length > 0 ? counts : [500, 3000]) {
  for (const langs of ['es', 'es,en']) {
    const { script, layout, key, other, enter, frames, heap } = await measure(items, langs);
    console.log(
      [
        String(items).padStart(5),
        (langs.length > 2 ? 'pair' : 'one').padEnd(5),
        script.toFixed(0).padStart(5),
        layout.toFixed(0).padStart(7),
        `${median(key)} (${p95(key)})`.padStart(13),
        `${median(frames)} (${p95(frames)})`.padStart(17),
        `${median(other)} (${p95(other)})`.padStart(13),
        median(enter).padStart(7),
        heap.toFixed(0).padStart(8),
      ].join('  '),
    );
  }
}
await pages.close();
