package dev.runtree.ui.filter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filters that were shown since the window was opened, to go back to and forth. */
final class FilterPast {
    private static final int MOST = 100;

    private final List<String> texts = new ArrayList<>(List.of(""));
    private int at;

    /** Notes a filter that is shown now; what lay ahead is forgotten. */
    void now(String text) {
        if (texts.get(at).equals(text)) {
            return;
        }
        texts.subList(at + 1, texts.size()).clear();
        texts.add(text);
        if (texts.size() > MOST) {
            texts.removeFirst();
        }
        at = texts.size() - 1;
    }

    /**
     * The filter before the one that is shown, or behind it.
     *
     * @param by -1 or 1
     * @return {@code null} at the end
     */
    @Nullable String step(int by) {
        int next = at + by;
        if (next < 0 || next >= texts.size()) {
            return null;
        }
        at = next;
        return texts.get(at);
    }
}
