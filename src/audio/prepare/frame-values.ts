/** The values of the frames that are kept, in a list of single precision: a long recording has a million frames. */
export function keepValues(values: Float32Array, isKept: (value: number, frame: number) => boolean): Float32Array {
  const kept = new Float32Array(values.length);
  let count = 0;
  for (let frame = 0; frame < values.length; frame++) {
    const value = values[frame] as number;
    if (isKept(value, frame)) kept[count++] = value;
  }
  return kept.subarray(0, count);
}

/** The value below which the share of the values lies; undefined of none. Sorts them in place. */
export function valueAtShare(values: Float32Array, share: number): number | undefined {
  return values.sort()[Math.floor(share * values.length)];
}
