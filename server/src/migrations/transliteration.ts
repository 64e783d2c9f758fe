/**
 * Writes a text in Latin letters as Prisma does for migration names. Latin, Greek and Cyrillic are
 * followed exactly; letters of other scripts stay, and the slug turns them into underscores, where
 * Prisma has tables for some of them (Armenian, Georgian, Arabic, Dhivehi).
 */
export function transliterate(text: string): string {
  return [...text.normalize('NFC')].map((letter) => special.get(letter) ?? plain(letter)).join('')
}

/** Letters that do not become their own base letter. `Capital small: replacement`, capital first. */
const special: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...pairs('Ä ae Ö oe Ü ue Ø o Đ d Ð d Ł l Ħ h Ŧ t Ŋ n Œ oe Ĳ ij'),
    ...{ Æ: 'AE', æ: 'ae', Þ: 'TH', þ: 'th', ß: 'ss', ẞ: 'SS', ſ: 'ss' },
    ...{ Ĳ: 'IJ', ĸ: 'k', ŉ: "'n", ı: 'i', Ŀ: 'L', ŀ: 'l' },
    ...pairs('Α a Γ g Δ d Ε e Ζ z Η i Ι i Κ k Λ l Μ m Ν n Ο o Π p Ρ r Σ s Τ t Υ y Φ f Χ x Ω o'),
    ...pairs('Ά a Έ e Ή i Ί i Ό o Ύ y Ώ o Ϊ i'),
    ...{ Β: 'B', β: 'v', Θ: 'TH', θ: 'th', Ξ: 'KS', ξ: 'ks', Ψ: 'PS', ψ: 'ps' },
    ...{ Ϋ: 'Y', ϋ: 'y', ΐ: 'i', ΰ: 'y', ς: 's' },
    ...pairs('А a Б b В v Г g Д d Е e Ж zh З z И i Й j К k Л l М m Н n О o П p Р r С s Т t У u'),
    ...pairs('Ф f Х h Ц cz Ч ch Ш sh Щ shh Ы y Э e Ю yu Я ya Ё yo Є ye І i Ї yi Ґ g'),
    ...pairs('Љ lj Њ nj Ќ kj'),
    ...{ Ъ: '', ъ: '', Ь: '', ь: '' },
    ...{ '&': ' and ', '🦄': ' unicorn ', '♥': ' love ' },
  }),
)

/** `Ж zh` stands for two entries: the capital to `Zh`, the small letter to `zh`. */
function pairs(table: string): Record<string, string> {
  const words = table.split(' ')
  const entries = words.flatMap((capital, index) => {
    const latin = words[index + 1]
    if (index % 2 === 1 || latin === undefined) return []
    const titled = latin.charAt(0).toUpperCase() + latin.slice(1)
    return [
      [capital, titled],
      [capital.toLowerCase(), latin],
    ]
  })
  return Object.fromEntries(entries) as Record<string, string>
}

/**
 * Takes the accents off the letters of Western, Central European, Turkish, Romanian and Vietnamese
 * alphabets. Others (the caron vowels of pinyin, for example) Prisma leaves, so they stay as well.
 */
function plain(letter: string): string {
  if (/[\u0300-\u036f\u20d0-\u20ff\ufe20-\ufe2f]/.test(letter)) return ''
  if (!/[\u00c0-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1ea0-\u1ef9]/.test(letter))
    return letter
  return letter.normalize('NFD').replace(/[\u0300-\u036f]/g, '')
}
