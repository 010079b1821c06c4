import { describe, expect, it } from 'vitest';
import { brandingStyle } from './branding-style.js';

describe('the colour of a tenant', () => {
  it('sets the brand colour', () => {
    expect(brandingStyle({ accentColor: '#C2410c' })).toBe(':root{--brand:#C2410c}');
  });

  it.each(['red', '#fff', '#12345g', '#123456}*{display:none', '#123456</style>', ''])(
    'is left out unless it is six hexadecimal digits: %j',
    (accentColor) => {
      expect(brandingStyle({ accentColor })).toBeUndefined();
    },
  );

  it('is left out when there is no branding', () => {
    expect(brandingStyle(undefined)).toBeUndefined();
    expect(brandingStyle({})).toBeUndefined();
  });
});
