/** The delegations present, as the opening sentence of a text names them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Delegation } from '../src/ui/meeting/calls';
import { presentIn } from '../src/ui/meeting/present';
import { readVectors } from './support/vectors';

const of = (code: string, es: string, en: string, more: Partial<Delegation> = {}): Delegation => ({
  code,
  names: { es, en },
  kind: 'member',
  present: true,
  ...more,
});

const delegations = [
  of('DO', 'República Dominicana', 'Dominican Republic'),
  of('GT', 'Guatemala', 'Guatemala'),
  of('US', 'Estados Unidos de América', 'United States of America'),
  of('SV', 'El Salvador', 'El Salvador'),
  of('PA', 'Panamá', 'Panama', { present: false }),
  of('OIM', 'OIM', 'IOM', { kind: 'observer-organisation' }),
];

describe('the delegations present', () => {
  it('stand in the order of each language', () => {
    assert.equal(
      presentIn('es', delegations),
      'El Salvador, Estados Unidos de América, Guatemala y República Dominicana',
    );
    assert.equal(
      presentIn('en', delegations),
      'Dominican Republic, El Salvador, Guatemala, and United States of America',
    );
  });

  it('are members that are present, and nobody else', () => {
    assert.equal(presentIn('es', [of('OIM', 'OIM', 'IOM', { kind: 'civil-society' })]), '');
    assert.doesNotMatch(presentIn('es', delegations), /Panamá|OIM/);
  });

  it('have a name in every language, if need be that of another', () => {
    assert.equal(presentIn('pt', [{ ...of('MX', 'México', 'Mexico'), names: { es: 'México' } }]), 'México');
  });

  it('are named as the server names them', () => {
    const { lists } = readVectors<{ lists: { lang: string; names: string[]; list: string }[] }>('presence');
    for (const { lang, names, list } of lists) {
      const present = names.map((name, i) => ({ ...of(`D${i}`, '', ''), names: { [lang]: name } }));
      assert.equal(presentIn(lang, present), list);
    }
  });
});
