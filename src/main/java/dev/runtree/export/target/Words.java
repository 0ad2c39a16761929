package dev.runtree.export.target;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words that settings and the command line have for the values of an enum. */
public final class Words {
    private Words() {}

    /**
     * The value of a word.
     *
     * @param what it is called, for the sentence
     * @throws BadTarget says which words there are
     */
    public static <E extends Enum<E>> E of(Class<E> type, String what, String word, Function<E, String> words) {
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> words.apply(value).equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadTarget("There is no " + what + " \"" + word + "\". There are: "
                        + Arrays.stream(type.getEnumConstants()).map(words).collect(Collectors.joining(", ")) + "."));
    }
}
