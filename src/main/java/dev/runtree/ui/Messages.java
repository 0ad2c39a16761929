package dev.runtree.ui;

import dev.runtree.model.Figures;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the window: {@code messages.properties}, by keys such as {@code runs.empty.title}. */
public final class Messages {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.runtree.ui.messages", Locale.ENGLISH);

    private Messages() {}

    public static ResourceBundle bundle() {
        return BUNDLE;
    }

    public static String text(String key) {
        return BUNDLE.getString(key);
    }

    /** A text for one thing, which may go without its figure, or for another number of them. */
    public static String counted(long count, String one, String many) {
        return text(count == 1 ? one : many, Figures.count(count));
    }

    /** A text with its {@code {0}}, {@code {1}} filled in; figures are written by the caller. */
    public static String text(String key, Object... values) {
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(values);
    }
}
