(() => {
  'use strict';
  const form = document.querySelector('.filter');
  const words = document.getElementById('words');
  const shown = document.getElementById('shown');
  const rows = [...document.querySelectorAll('.rows > tbody > tr')];
  const normal = text => text.toLowerCase().replace(/\s+/g, ' ');
  const texts = rows.map(row => normal(row.textContent));
  form.hidden = false;
  form.addEventListener('submit', event => event.preventDefault());

  // A claim is compared with the claims of a row; other words with all that the row says.
  const filter = () => {
    const wanted = normal(words.value.trim()).split(' ').filter(word => word);
    let count = 0;
    rows.forEach((row, i) => {
      const claims = normal(row.dataset.claims);
      const fits = wanted.every(word =>
        /^[a-z]\d$/.test(word) ? claims.split(' ').includes(word) : texts[i].includes(word));
      row.hidden = !fits;
      count += fits;
    });
    document.querySelectorAll('.checks').forEach(table => {
      const any = table.querySelector('.rows > tbody > tr:not([hidden])') !== null;
      table.hidden = !any;
      if (wanted.length) table.open = any;
    });
    document.querySelectorAll('.engine').forEach(engine =>
      engine.classList.toggle('empty',
        wanted.length > 0 && !engine.querySelector('.checks:not([hidden])')));
    shown.textContent = wanted.length ? count + ' of ' + rows.length + ' checks' : '';
  };
  words.addEventListener('input', filter);
  document.getElementById('clear').addEventListener('click', () => {
    words.value = '';
    filter();
    document.querySelectorAll('.checks').forEach(table => { table.open = false; });
    words.focus();
  });
  document.querySelectorAll('.cell').forEach(cell => cell.addEventListener('click', () => {
    words.value = cell.dataset.claim;
    filter();
  }));

  // A link to a row opens the table that it stands in.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const table = target && target.closest('.checks');
    if (table) {
      table.open = true;
      target.scrollIntoView({block: 'center'});
    }
  };
  addEventListener('hashchange', reveal);
  reveal();
})();
