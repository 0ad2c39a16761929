package dev.runtree.ui;

import java.util.function.Function;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** What the choices of a box are called, in which nobody types. */
public final class ChoiceWords<T> extends StringConverter<T> {
    private final String none;
    private final Function<T, String> words;

    /** With nothing where nothing is chosen. */
    public ChoiceWords(Function<T, String> words) {
        this("", words);
    }

    /** @param none what stands there where nothing is chosen */
    public ChoiceWords(String none, Function<T, String> words) {
        this.none = none;
        this.words = words;
    }

    @Override
    public String toString(@Nullable T choice) {
        return choice == null ? none : words.apply(choice);
    }

    @Override
    public @Nullable T fromString(String text) {
        return null;
    }
}
