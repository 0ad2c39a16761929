package dev.runtree.provenance;

import java.text.Normalizer;
import java.util.List;

/** Words without their accents, as people type them who have no such keys. */
final class Accents {
    private Accents() {}

    /** What a word may be written as; nothing for one without accents. */
    static List<String> without(String key) {
        if (isPlain(key)) {
            return List.of();
        }
        var bare = bare(key);
        var spelled = bare(key.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"));
        return bare.equals(key) ? List.of() : bare.equals(spelled) ? List.of(bare) : List.of(bare, spelled);
    }

    private static String bare(String key) {
        var bare = new StringBuilder(key.length());
        Normalizer.normalize(key, Normalizer.Form.NFD).codePoints().forEach(code -> {
            switch (code) {
                case 'ł' -> bare.append('l');
                case 'ø' -> bare.append('o');
                case 'đ' -> bare.append('d');
                case 'ı' -> bare.append('i');
                case 'æ' -> bare.append("ae");
                case 'œ' -> bare.append("oe");
                case 'ς' -> bare.append('σ');
                default -> {
                    if (Character.getType(code) != Character.NON_SPACING_MARK || (code > 0x36F && !isOfArabic(code))) {
                        bare.appendCodePoint(code);
                    }
                }
            }
        });
        return bare.toString();
    }

    /** Vowels and other signs that are hardly ever written, and the hamza on an alif. */
    private static boolean isOfArabic(int code) {
        return (code >= 0x64B && code <= 0x655) || code == 0x670;
    }

    /** Scripts whose signs are letters by themselves, as й and ガ, have one way of writing. */
    private static boolean isPlain(String key) {
        for (var i = 0; i < key.length(); i++) {
            var c = key.charAt(i);
            if (c >= 0x80) {
                return !(key.charAt(0) < 0x400 || isArabic(key.charAt(0)) || isYo(key));
            }
        }
        return true;
    }

    private static boolean isArabic(char first) {
        return first >= 0x620 && first < 0x6FF;
    }

    /** The only letter of Russian whose dots are left away; its words with й have to keep that. */
    private static boolean isYo(String key) {
        return key.indexOf('ё') >= 0 && key.indexOf('й') < 0;
    }
}
