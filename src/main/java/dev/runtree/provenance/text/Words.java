package dev.runtree.provenance.text;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * The words of a text, with their places in it. A word is a run of letters and digits, in scripts without spaces a run of one
 * script; any other character that is seen is a word of its own. A word's key is the word without what does not tell it from
 * others: case, width, the way in which accents are put together, the kind of quote or dash, and the escapes of JSON.
 */
public final class Words {
    private static final int FEW = 16;

    /** Two texts with the same words read alike only when they are also set apart at the same places. */
    private static final byte GAP = 1;

    private static final byte WORD = 2;
    private static final byte DIGITS = 4;
    private static final byte DIGIT_WORD = WORD | DIGITS;

    private final String text;
    private String[] keys = new String[FEW];
    private int[] hashes = new int[FEW];
    private int size;
    private int[] from = new int[FEW];
    private int[] to = new int[FEW];
    private byte[] flags = new byte[FEW];
    private int at;
    private boolean gap;

    private Words(String text) {
        this.text = text;
    }

    public static Words of(String text) {
        var words = new Words(text);
        while (words.at < text.length()) {
            words.next();
        }
        return words;
    }

    public String text() {
        return text;
    }

    public int size() {
        return size;
    }

    public String key(int word) {
        return keys[word];
    }

    public int from(int word) {
        return from[word];
    }

    public int to(int word) {
        return to[word];
    }

    /** Whether white space stands before it. */
    public boolean hasGapBefore(int word) {
        return (flags[word] & GAP) != 0;
    }

    /** Whether it is made of letters or digits. */
    public boolean isWord(int word) {
        return (flags[word] & WORD) != 0;
    }

    public boolean isDigits(int word) {
        return (flags[word] & DIGITS) != 0;
    }

    /** The first word from one on that has a key; {@link #size} when there is none. */
    public int next(String key, int word) {
        var hash = key.hashCode();
        for (var at = word; at < size; at++) {
            if (hashes[at] == hash && keys[at].equals(key)) {
                return at;
            }
        }
        return size;
    }

    /** Whether no white space stands in it. */
    public boolean isOneName() {
        for (var word = 1; word < size(); word++) {
            if (hasGapBefore(word)) {
                return false;
            }
        }
        return true;
    }

    /** The first word that does not end before a place; {@link #size} when there is none. */
    public int after(int place) {
        var found = Arrays.binarySearch(to, 0, size(), place);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private void next() {
        var code = text.codePointAt(at);
        var length = Character.charCount(code);
        if (isSpace(code)) {
            gap = true;
            at += length;
        } else if (isIgnored(code)) {
            at += length;
        } else if (code == '\\') {
            escape();
        } else if (isEscapedSpace(at)) {
            gap = true;
            at += 3;
        } else if (isPartOfWord(code)) {
            word();
        } else if (code == '%' && escapedMark() != 0) {
            add(mark(escapedMark()), at, at + 3, (byte) 0);
            at += 3;
        } else {
            add(mark(code), at, at + length, (byte) 0);
            at += length;
        }
    }

    /** In texts that hold JSON, or were escaped once too often. A path of Windows reads the same on both sides. */
    private void escape() {
        if (isEscapedCharacter(at)) {
            word();
            return;
        }
        var next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (next == 'n' || next == 'r' || next == 't') {
            gap = true;
            at += 2;
        } else {
            at++;
        }
    }

    /** {@code %20} between two words of an address. */
    private boolean isEscapedSpace(int place) {
        return text.startsWith("%20", place)
                && place > 0
                && place + 3 < text.length()
                && Character.isLetter(text.charAt(place - 1))
                && Character.isLetterOrDigit(text.charAt(place + 3));
    }

    /** {@code @} of {@code ana%40example.com}; 0 when it is another sign, or none. */
    private int escapedMark() {
        if (at == 0 || at + 3 >= text.length() || (!isPartOfWord(text.charAt(at + 3)) && text.charAt(at + 3) != '%')) {
            return 0;
        }
        var high = Character.digit(text.charAt(at + 1), 16);
        var low = Character.digit(text.charAt(at + 2), 16);
        var mark = high < 2 || low < 0 ? 0 : 16 * high + low;
        return mark > 0x20 && mark < 0x7F && !isPartOfWord(mark) ? mark : 0;
    }

    private boolean isEscapedCharacter(int place) {
        if (place + 6 > text.length() || text.charAt(place) != '\\' || text.charAt(place + 1) != 'u') {
            return false;
        }
        for (var i = place + 2; i < place + 6; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private void word() {
        if (!plainWord()) {
            otherWord();
        }
    }

    /** Most words have nothing but letters and digits of ASCII, and nothing behind them that may be another. */
    private boolean plainWord() {
        var end = at;
        var digits = true;
        while (end < text.length() && text.charAt(end) < 0x80 && isPartOfWord(text.charAt(end))) {
            digits &= text.charAt(end) <= '9';
            end++;
        }
        if (end == at || (end < text.length() && (text.charAt(end) >= 0x80 || text.charAt(end) == '\\'))) {
            return false;
        }
        var start = at;
        at = end;
        add(text.substring(start, end).toLowerCase(Locale.ROOT), start, end, digits);
        return true;
    }

    private void otherWord() {
        var start = at;
        var digits = true;
        var plain = true;
        var script = 0;
        StringBuilder decoded = null;
        while (at < text.length()) {
            var escaped = isEscapedCharacter(at);
            var code = escaped ? Integer.parseInt(text.substring(at + 2, at + 6), 16) : text.codePointAt(at);
            var length = escaped ? 6 : Character.charCount(code);
            if (isIgnored(code) && at > start) {
                plain = false;
                at += length;
                continue;
            }
            if (!isPartOfWord(code) && !(escaped && Character.isSurrogate((char) code))) {
                if (escaped && at == start) {
                    add(mark(code), at, at + length, (byte) 0);
                    at += length;
                    return;
                }
                break;
            }
            var its = script(code);
            if (at > start && its != script && !isMark(code)) {
                break;
            }
            script = isMark(code) ? script : its;
            if (escaped && decoded == null) {
                decoded = new StringBuilder(text.substring(start, at));
            }
            if (decoded != null) {
                decoded.appendCodePoint(code);
            }
            digits &= Character.isDigit(code);
            plain &= code < 0x80;
            at += length;
        }
        var said = decoded == null ? text.substring(start, at) : decoded.toString();
        add(plain && decoded == null ? said.toLowerCase(Locale.ROOT) : key(said), start, at, digits);
    }

    private void add(String key, int start, int end, boolean digits) {
        add(key, start, end, digits ? DIGIT_WORD : WORD);
    }

    private void add(String key, int start, int end, byte kind) {
        var word = size;
        if (word == from.length) {
            keys = Arrays.copyOf(keys, 2 * word);
            hashes = Arrays.copyOf(hashes, 2 * word);
            from = Arrays.copyOf(from, 2 * word);
            to = Arrays.copyOf(to, 2 * word);
            flags = Arrays.copyOf(flags, 2 * word);
        }
        keys[word] = key;
        hashes[word] = key.hashCode();
        from[word] = start;
        to[word] = end;
        flags[word] = (byte) (gap ? kind | GAP : kind);
        gap = false;
        size++;
    }

    /** A word as it is compared. */
    static String key(String said) {
        if (isAscii(said)) {
            return said.toLowerCase(Locale.ROOT);
        }
        var visible = new StringBuilder(said.length());
        said.codePoints().filter(code -> !isIgnored(code)).forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT) // so that ß is ss, and both sigmas are one
                .toLowerCase(Locale.ROOT);
    }

    private static boolean isAscii(String said) {
        for (var i = 0; i < said.length(); i++) {
            if (said.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String mark(int code) {
        return switch (code) {
            case '‘', '’', '‚', '‛', '′', 'ʼ', '`', '´' -> "'";
            case '“', '”', '„', '«', '»', '″', '「', '」' -> "\"";
            case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－' -> "-";
            default ->
                code < 0x80
                        ? String.valueOf((char) code)
                        : Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKC);
        };
    }

    private static boolean isSpace(int code) {
        return Character.isWhitespace(code) || Character.isSpaceChar(code) || code == 0x85;
    }

    /** What has no width and no meaning: zero-width spaces, a soft hyphen, the mark at the start of a file. */
    private static boolean isIgnored(int code) {
        return code == 0xAD || code == 0xFEFF || (code >= 0x200B && code <= 0x200F) || code == 0x2060;
    }

    private static boolean isPartOfWord(int code) {
        return code < 0x80
                ? (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9')
                : Character.isLetterOrDigit(code) || isMark(code);
    }

    private static boolean isMark(int code) {
        if (code < 0x300) {
            return false;
        }
        var type = Character.getType(code);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || code == 'ー';
    }

    /** Scripts that are written without spaces, where a change of script is the nearest to the end of a word. */
    private static int script(int code) {
        if (code < 0xE00) {
            return 0;
        }
        return switch (Character.UnicodeScript.of(code)) {
            case HAN -> 1;
            case HIRAGANA -> 2;
            case KATAKANA -> 3;
            case THAI, LAO, KHMER, MYANMAR -> 4;
            default -> 0;
        };
    }
}
