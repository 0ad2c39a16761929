package dev.runtree.provenance.text;

import java.util.Locale;

/** Words that multiply the number in front of them. */
final class Magnitude {
    private Magnitude() {}

    /** The power of ten; 0 when it is no such word. */
    static int of(String word) {
        return switch (word) {
            case "k", "K" -> 3;
            case "m", "M" -> 6; // the small one is more often a metre
            case "B" -> 9;
            default ->
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "thousand", "tausend", "tsd", "mille", "mil", "mila", "duizend" -> 3;
                    case "lakh", "lakhs" -> 5;
                    case "million",
                            "millions",
                            "mio",
                            "mln",
                            "millionen",
                            "millón",
                            "millones",
                            "milione",
                            "milioni",
                            "milhão",
                            "milhões",
                            "miljoen" -> 6;
                    case "crore", "crores" -> 7;
                    case "bn",
                            "mrd",
                            "milliarde",
                            "milliarden",
                            "milliard",
                            "milliards",
                            "miljard",
                            "miliardo",
                            "miliardi" -> 9;
                    default -> 0; // a billion has nine zeros here and twelve there
                };
        };
    }
}
