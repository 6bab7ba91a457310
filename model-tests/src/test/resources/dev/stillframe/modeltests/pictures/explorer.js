(() => {
  'use strict';
  const book = JSON.parse(document.getElementById('data').textContent);
  const get = id => document.getElementById(id);
  const link = (story, step) => '#cx=' + encodeURIComponent(story.id) + '&step=' + step;
  let story = null;
  let step = 0;
  let follows = false;
  let isBehind = false;

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  // Text in which code stands between backticks.
  const words = text => text.split('`').map((part, i) => element(i % 2 ? 'code' : 'span', part));

  const open = next => {
    story = next;
    get('which').value = story.id;
    get('title').textContent = story.id;
    get('about').textContent = story.about;
    get('facts').replaceChildren(...words('violates `' + story.property + '` · '
      + story.claims.join(', ') + ' · `' + story.command + '`'));
    get('at').max = story.steps.length - 1;
    get('picture').setAttribute('viewBox', '0 0 ' + book.width + ' ' + story.height);
    get('steps').replaceChildren(...story.steps.map((told, i) => {
      const item = element('li', '');
      const to = element('a', told.action);
      to.href = link(story, i);
      to.classList.toggle('last', i === story.steps.length - 1);
      item.append(to);
      return item;
    }));
  };

  const show = () => {
    const told = story.steps[step];
    const last = story.steps.length - 1;
    document.title = story.id + ', step ' + step + ' · Stillframe';
    get('action').textContent = step === 0 ? 'At first' : step + '. ' + told.action;
    get('ending').textContent = step === last ? story.ending : '';
    get('ending').hidden = step !== last;
    get('count').textContent = 'step ' + step + ' of ' + last;
    get('at').value = step;
    get('first').disabled = get('back').disabled = step === 0;
    get('last').disabled = get('next').disabled = step === last;
    get('picture').innerHTML = told.parts.map(part => book.parts[part]).join('');
    get('changes').replaceChildren(...told.changes.map(change => {
      const item = element('li', '');
      item.append(...words(change));
      return item;
    }));
    const spec = told.spec === null ? null : book.specs[told.spec];
    get('where').textContent = spec ? spec.where : '';
    get('spec').textContent = spec ? spec.text : step === 0 ? 'The initial state.' : '';
    [...get('steps').querySelectorAll('a')].forEach((to, i) =>
      i === step ? to.setAttribute('aria-current', 'step') : to.removeAttribute('aria-current'));
  };

  const read = () => {
    const asked = new URLSearchParams(location.hash.slice(1));
    const next = book.told.find(told => told.id === asked.get('cx')) || book.told[0];
    if (next !== story) open(next);
    const wanted = Number.parseInt(asked.get('step') || '0', 10) || 0;
    step = Math.min(Math.max(wanted, 0), story.steps.length - 1);
    show();
  };

  // A browser takes 200 changes of an address in 10 s and drops what is beyond: while a key is held,
  // the address follows the step ten times a second.
  const follow = () => {
    isBehind = follows;
    if (follows) return;
    history.replaceState(null, '', link(story, step));
    follows = true;
    setTimeout(() => {
      follows = false;
      if (isBehind) follow();
    }, 100);
  };

  const go = wanted => {
    step = Math.min(Math.max(wanted, 0), story.steps.length - 1);
    follow();
    show();
  };

  const groups = new Map();
  book.told.forEach(told => {
    const option = element('option', told.id);
    option.value = told.id;
    const group = told.id.split('-')[0];
    if (!groups.has(group)) {
      groups.set(group, document.createElement('optgroup'));
      groups.get(group).label = group;
    }
    groups.get(group).append(option);
  });
  get('which').append(...groups.values());
  get('which').addEventListener('change', event => {
    location.hash = link(book.told.find(told => told.id === event.target.value), 0);
  });
  get('first').addEventListener('click', () => go(0));
  get('back').addEventListener('click', () => go(step - 1));
  get('next').addEventListener('click', () => go(step + 1));
  get('last').addEventListener('click', () => go(story.steps.length - 1));
  get('at').addEventListener('input', event => go(Number(event.target.value)));
  addEventListener('keydown', event => {
    const keys = {ArrowLeft: step - 1, ArrowRight: step + 1, Home: 0, End: story.steps.length - 1};
    const elsewhere = ['SELECT', 'INPUT', 'PRE'].includes(event.target.tagName);
    if (event.key in keys && !elsewhere && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(keys[event.key]);
    }
  });
  addEventListener('hashchange', read);
  read();
})();
