/** How long a password may be, in Unicode code points. No other rule: any character, nothing changed or cut (ASVS 6.2.5, 6.2.8, 6.2.9). */
export const longestPassword = 256;
