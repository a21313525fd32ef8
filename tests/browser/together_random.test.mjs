// A chair and two delegations do whatever comes to hand, all at the same time, with lines that break now and then:
// in the end every screen, every model and the server say the same.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import * as cli from '../support/cli.mjs';
import { Random, seedFromEnvironment } from '../support/random.mjs';
import { agree, Meeting } from './together_page.mjs';

const ACTIONS = 200;

let meeting;
before(async () => {
  meeting = await Meeting.open();
});
after(() => meeting?.close());

const TEXT = `1. Aprobar el informe de la reunión.
   a. Instar a las partes a actuar.
   b. Tomar nota 👍🏽 del avance.
2. Agradecer a la Secretaría.
   a. Encargarle el seguimiento.
3. Convocar la próxima reunión.`;

const KEYS =
  'Enter Enter Backspace Backspace Delete Tab Shift+Tab Alt+ArrowUp Alt+ArrowDown ArrowUp ArrowDown Home End Shift+ArrowDown Shift+ArrowRight Control+b Control+z Control+z Control+y Control+Enter Control+Shift+Digit8 Control+Shift+Digit7 Control+Shift+Backspace'.split(
    ' ',
  );
const WORDS = ['uno ', 'dos', ' y ', 'ñandú', '👍🏽', '漢字', ', '];
const PASTED = ['una línea', 'dos\nlíneas', '1. tres\n   a. líneas\n2. numeradas'];
const STATUSES = ['open', 'open', 'open', 'review', 'agreed', 'approved'];

/** To some place in some item, if it is still there. */
function wander(person, random) {
  return person.page.evaluate(
    ([draw, place]) => {
      const items = document.querySelectorAll('.editor > .item');
      const item = items[Math.floor(draw * items.length)];
      item.closest('.editor').focus();
      const walk = document.createTreeWalker(item, NodeFilter.SHOW_TEXT);
      const node = walk.nextNode();
      getSelection().collapse(node ?? item, node ? Math.floor(place * (node.length + 1)) : 0);
    },
    [random.next(), random.next()],
  );
}

function setSomeStatus(person, random) {
  return person.page.evaluate(
    ([draw, status, below]) => {
      const items = document.querySelectorAll('.editor > .item');
      const item = items[Math.floor(draw * items.length)].dataset.id;
      window.plenaria.act([{ type: 'item.status', item, status, ...(below && { below }) }]);
    },
    [random.next(), random.pick(STATUSES), random.chance(0.3)],
  );
}

async function act(person, random) {
  const draw = random.next();
  if (draw < 0.25) await wander(person, random);
  else if (draw < 0.55) await person.type(random.pick(WORDS));
  else if (draw < 0.88) await person.press(random.pick(KEYS));
  else if (draw < 0.92) await person.paste(random.pick(PASTED));
  else if (draw < 0.96) person.line.whole ? person.line.cut() : person.line.mend();
  else if (person.who === 'chair') await setSomeStatus(person, random);
}

describe('whatever three people do', () => {
  it(`ends with one text for everybody, after ${ACTIONS} actions at once`, async (t) => {
    const seed = seedFromEnvironment();
    t.diagnostic(`PLENARIA_SEED=${seed}`);
    const draft = await meeting.draft(TEXT);
    const [chair, mexico, canada, observer] = await meeting.sit(draft, 'chair', 'mexico', 'canada', 'observer');
    const random = new Random(seed);
    const writers = [chair, mexico, canada].map((person) => [person, random.fork()]);
    await Promise.all(
      writers.map(async ([person, own]) => {
        await wander(person, own);
        for (let done = 0; done < ACTIONS / writers.length; done++) await act(person, own);
        person.line.mend();
      }),
    );
    await agree(draft, [chair, mexico, canada, observer]);
    const { code, stdout, stderr } = await cli.verify(meeting.server.data, draft.id);
    assert.equal(code, 0, stdout + stderr);
  });
});
