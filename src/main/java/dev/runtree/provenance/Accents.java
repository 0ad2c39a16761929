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
                default -> {
                    if (Character.getType(code) != Character.NON_SPACING_MARK || code > 0x36F) {
                        bare.appendCodePoint(code);
                    }
                }
            }
        });
        return bare.toString();
    }

    private static boolean isPlain(String key) {
        for (var i = 0; i < key.length(); i++) {
            if (key.charAt(i) >= 0x80) {
                return key.charAt(0) >= 0x250; // only scripts with letters of the Latin sort have two ways of writing
            }
        }
        return true;
    }
}
