const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A series as one line of blocks: a space where there is no value. */
export function draw(values: ReadonlyArray<number | undefined>): string {
  const known = values.filter((value) => value !== undefined);
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => {
    if (value === undefined) return ' ';
    const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
    return BLOCKS[Math.round(share * (BLOCKS.length - 1))];
  }).join('');
}
