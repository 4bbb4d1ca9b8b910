// Amounts in words and with dots, as foundation/words.py says them; both are held to tests/vectors/amount_in_words.json.
const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const SCALES = [[1e9, "tỷ"], [1e6, "triệu"], [1e3, "nghìn"]];

/** 24500 → "Hai mươi bốn nghìn năm trăm đồng". Whole đồng. */
export function amountInWords(amount) {
  const words = [...read(Math.abs(amount), false), "đồng"].join(" ");
  const said = amount < 0 ? `âm ${words}` : words;
  return said[0].toUpperCase() + said.slice(1);
}

/** 1234567 → "1.234.567". */
export function figure(amount) {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ".");
}

/** "1.234.567" → 1234567; NaN for what is no whole amount. */
export function amountOf(typed) {
  const figures = typed.replace(/[.\s]/g, "").replace(/(đồng|đ)$/i, "");
  return /^\d{1,15}$/.test(figures) ? Number(figures) : NaN;
}

function read(value, continues) {
  for (const [scale, name] of SCALES) {
    if (value >= scale) {
      const rest = value % scale;
      const words = [...read(Math.floor(value / scale), continues), name];
      return rest ? [...words, ...read(rest, true)] : words;
    }
  }
  return readBelowThousand(value, continues);
}

function readBelowThousand(value, continues) {
  const [hundreds, tens, units] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const words = hundreds || continues ? [DIGITS[hundreds], "trăm"] : [];
  if (tens) words.push(...(tens === 1 ? ["mười"] : [DIGITS[tens], "mươi"]));
  else if (words.length && units) words.push("linh");
  if (units || !(words.length || tens)) words.push(unitAfter(tens, units));
  return words;
}

function unitAfter(tens, units) {
  if (tens && units === 5) return "lăm";
  if (tens > 1 && units === 1) return "mốt";
  return DIGITS[units];
}
