/**
 * What the page does: shows the details of a bar or a mark, and lets the arrow keys go from one to the next. All texts are
 * set as text, never as HTML.
 */
export const SCRIPT = `
(() => {
  'use strict';
  const details = JSON.parse(document.getElementById('details').textContent);
  const dock = document.getElementById('dock');
  const content = document.getElementById('content');
  const tracks = [...document.querySelectorAll('.track')];
  let chosen;

  const make = (name, text) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const buttonsOf = (track) => [...track.querySelectorAll('button')];
  const leftOf = (button) => parseFloat(button.style.left);

  for (const track of tracks) {
    const buttons = buttonsOf(track).sort((one, other) => leftOf(one) - leftOf(other));
    buttons.forEach((button, index) => {
      const { t, w } = details[button.dataset.i];
      button.setAttribute('aria-label', t + '. ' + w);
      button.setAttribute('aria-pressed', 'false');
      button.title = t;
      button.tabIndex = index === 0 ? 0 : -1;
    });
    track.ordered = buttons;
  }

  const choose = (button) => {
    if (chosen) chosen.setAttribute('aria-pressed', 'false');
    chosen = button;
    button.setAttribute('aria-pressed', 'true');
    const { t, w, f = [], l, o } = details[button.dataset.i];
    const parts = [make('h2', t), Object.assign(make('p', w), { className: 'hint' })];
    if (f.length > 0) {
      const list = make('dl');
      for (const [label, text] of f) list.append(make('dt', label), make('dd', text));
      parts.push(list);
    }
    if (o) parts.push(Object.assign(make('p', o + (o === 1 ? ' earlier log line is' : ' earlier log lines are') + ' not on this page.'), { className: 'hint' }));
    if (l && l.length > 0) {
      const list = Object.assign(make('ol'), { className: 'mono' });
      list.setAttribute('aria-label', 'Log lines');
      for (const [time, text] of l) {
        const line = make('li');
        line.append(make('time', time), make('span', text));
        list.append(line);
      }
      parts.push(list);
    }
    content.replaceChildren(...parts);
    dock.hidden = false;
    dock.scrollTop = 0;
    document.body.classList.add('reading');
    const covered = button.getBoundingClientRect().bottom - dock.getBoundingClientRect().top + 40;
    if (covered > 0) window.scrollBy(0, covered);
  };

  const close = () => {
    dock.hidden = true;
    document.body.classList.remove('reading');
    if (!chosen) return;
    chosen.setAttribute('aria-pressed', 'false');
    chosen.focus({ preventScroll: true });
    chosen = undefined;
  };

  const go = (to) => {
    if (!to) return;
    for (const other of to.closest('.track').ordered) other.tabIndex = other === to ? 0 : -1;
    to.focus();
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (!dock.hidden) choose(to);
  };

  const neighbour = (button, step) => {
    const index = tracks.indexOf(button.closest('.track')) + step;
    const others = tracks[index] ? tracks[index].ordered : [];
    const left = leftOf(button);
    return others.reduce((best, other) => !best || Math.abs(leftOf(other) - left) < Math.abs(leftOf(best) - left) ? other : best, undefined);
  };

  document.addEventListener('click', (event) => {
    const button = event.target.closest('.track button');
    if (button) choose(button);
    if (event.target.closest('#close')) close();
  });

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !dock.hidden) return close();
    const button = event.target.closest ? event.target.closest('.track button') : null;
    if (!button || event.altKey || event.ctrlKey || event.metaKey) return;
    const { ordered } = button.closest('.track');
    const index = ordered.indexOf(button);
    const moves = {
      ArrowRight: () => ordered[index + 1], ArrowLeft: () => ordered[index - 1], Home: () => ordered[0], End: () => ordered[ordered.length - 1],
      ArrowUp: () => neighbour(button, -1), ArrowDown: () => neighbour(button, 1),
    };
    const move = Object.hasOwn(moves, event.key) ? moves[event.key] : undefined;
    if (!move) return;
    event.preventDefault();
    go(move());
  });

  document.getElementById('zoom').addEventListener('change', (event) => {
    const times = Number(event.target.value);
    document.querySelector('.sheet').style.width = times * 100 + '%';
    document.querySelector('.chart').classList.toggle('wide', times > 1);
  });
})();
`;
