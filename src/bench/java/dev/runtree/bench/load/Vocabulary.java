package dev.runtree.bench.load;

import java.util.SplittableRandom;

/**
 * Texts that look like English and compress like it (gzip makes them about 2.5 times smaller): small words that are frequent,
 * and thousands of made-up longer ones that are rare. No two texts are the same.
 */
public final class Vocabulary {
    private static final String[] SMALL =
            ("the of and to in a is that for it as was with be by on not he his but at are this"
                            + " have from or had an they which one you were her all she there would their we him been has when who"
                            + " will more no if out so said what up its about into than them can only other new some could time"
                            + " these two may then do first any my now such like our over man me even most made after also did many"
                            + " before must through back years where much your way well down should because each just those people"
                            + " how too little state good very make world still own see men work long get here between both life"
                            + " being under never day same another know while last might us great old year off come since against"
                            + " go came right used take three")
                    .split(" ");
    private static final String[] BEGINNINGS = {
        "b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "cl", "cr", "dr", "fl", "gr",
        "pl", "pr", "qu", "sh", "sp", "st", "th", "tr"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ai", "ea", "ee", "io", "ou"};
    private static final String[] ENDS = {"", "", "", "l", "m", "n", "nd", "nt", "r", "rd", "s", "ss", "st", "t", "x"};
    private static final String[] LAST = {"", "ing", "ed", "er", "ly", "ment", "tion", "s", "al"};
    private static final int MADE_UP = 3_000;

    /** A word stands here as often as it shall be said. */
    private final String[] table = new String[1 << 14];

    Vocabulary(Seed seed) {
        var random = seed.random(0, 0);
        var madeUp = new String[MADE_UP];
        for (var i = 0; i < MADE_UP; i++) {
            madeUp[i] = word(random);
        }
        for (var i = 0; i < table.length; i++) {
            // Squared, so that words at the front are said more often, as in any language.
            var rank = Math.pow(random.nextDouble(), 2);
            table[i] = random.nextInt(100) < 45 ? SMALL[(int) (rank * SMALL.length)] : madeUp[(int) (rank * MADE_UP)];
        }
    }

    private static String word(SplittableRandom random) {
        var word = new StringBuilder();
        for (var syllables = random.nextInt(3) == 0 ? 2 : 1; syllables > 0; syllables--) {
            word.append(any(BEGINNINGS, random)).append(any(VOWELS, random));
        }
        return word.append(any(ENDS, random)).append(any(LAST, random)).toString();
    }

    static String any(String[] of, SplittableRandom random) {
        return of[random.nextInt(of.length)];
    }

    /** Sentences of about so many characters, at least one word; only letters, blanks, commas, dots and digits. */
    String text(SplittableRandom random, int characters) {
        var text = new StringBuilder(characters + 16);
        var left = 0;
        do {
            if (left == 0) {
                left = 4 + random.nextInt(14);
                text.append(text.isEmpty() ? "" : ". ").append(capital(word(random.nextInt(table.length))));
            } else {
                text.append(left % 6 == 5 ? ", " : " ");
                // Ids, amounts and dates are part of what agents talk about, and hardly compress.
                if (random.nextInt(24) == 0) {
                    text.append(random.nextInt(1_000_000));
                } else {
                    text.append(word(random.nextInt(table.length)));
                }
            }
            left--;
        } while (text.length() < characters - 1);
        return text.append('.').toString();
    }

    String word(int place) {
        return table[Math.floorMod(place, table.length)];
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
