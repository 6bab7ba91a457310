// The texts of the page whose contrast is below that of WCAG 2, level AA.
const parse = color => {
  const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
  return {r, g, b, a};
};
const over = (top, under) => ({
  r: top.r * top.a + under.r * (1 - top.a),
  g: top.g * top.a + under.g * (1 - top.a),
  b: top.b * top.a + under.b * (1 - top.a),
  a: 1,
});
const light = ({r, g, b}) => {
  const [x, y, z] = [r, g, b].map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
// What is behind an element: the backgrounds up to the page, and a box of a picture before its words.
const behind = element => {
  const layers = [];
  const inPicture = element.tagName === 'text';
  if (inPicture && element.classList.contains('label') === false) {
    let box = element.previousElementSibling;
    while (box && box.tagName !== 'rect') box = box.previousElementSibling;
    const fill = box && getComputedStyle(box).fill;
    if (fill && fill !== 'none') layers.push(parse(fill));
  }
  for (let at = element; at; at = at.parentElement) {
    layers.push(parse(getComputedStyle(at).backgroundColor));
  }
  return layers.reverse().reduce((under, top) => over(top, under), {r: 255, g: 255, b: 255, a: 1});
};
const seen = element => {
  let opacity = 1;
  for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  return opacity;
};
const faint = [];
document.querySelectorAll('body *').forEach(element => {
  const words = [...element.childNodes].filter(node => node.nodeType === 3 && node.data.trim());
  const skipped = element.closest('script, style, option, :disabled, [hidden]');
  if (!words.length || skipped || element.getClientRects().length === 0) return;
  const style = getComputedStyle(element);
  const back = behind(element);
  const ink = parse(element.tagName === 'text' ? style.fill : style.color);
  const shown = over({...ink, a: ink.a * seen(element)}, back);
  const [a, b] = [light(shown), light(back)].sort((x, y) => y - x);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || size >= 18.66 && Number(style.fontWeight) >= 700;
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < (large ? 3 : 4.5)) {
    faint.push(ratio.toFixed(2) + ' ' + element.tagName + ' ' + words[0].data.trim().slice(0, 40));
  }
});
return [...new Set(faint)];
