package dev.runtree.ui.filter;

import dev.runtree.settings.KeptFilters;
import dev.runtree.settings.SavedView;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The filters that are kept from one start to the next. What changes is there at once and in the settings file soon. */
final class FilterMemory {
    private static final String HISTOGRAM = "filter.histogram";
    private static final String HIDDEN = "hidden";

    private final Background background;
    private KeptFilters kept = KeptFilters.NONE;
    private String database = "";
    private String last = "";
    private Consumer<RuntimeException> failed = failure -> {};
    private @Nullable Preferences preferences;

    FilterMemory(Background background) {
        this.background = background;
    }

    /**
     * Where they are kept.
     *
     * @param opened the database whose recent filters are offered
     * @param histogram told whether the histogram was shown when it was last used
     */
    void open(Preferences now, String opened, Consumer<Boolean> histogram, Consumer<RuntimeException> failures) {
        preferences = now;
        database = opened;
        failed = failures;
        var settings = now.now();
        kept = KeptFilters.of(settings);
        histogram.accept(!settings.choice(HISTOGRAM).orElse("").equals(HIDDEN));
    }

    List<String> recent() {
        return kept.recent(database);
    }

    List<SavedView> views() {
        return kept.views();
    }

    /** A filter has been used. */
    void used(String filter) {
        String before = filter.startsWith(last) && !last.isEmpty() ? last : null;
        last = filter;
        if (!filter.isBlank() && !recent().stream().findFirst().orElse("").equals(filter)) {
            change(now -> now.used(database, filter, before));
        }
    }

    void save(SavedView view) {
        change(now -> now.with(view));
    }

    void remove(String name) {
        change(now -> now.without(name));
    }

    void rename(SavedView view, String name) {
        change(now -> now.without(view.name()).with(new SavedView(name, view.filter(), view.list())));
    }

    void histogram(boolean shown) {
        var place = preferences;
        if (place != null) {
            background.call(() -> place.choice(HISTOGRAM, shown ? null : HIDDEN), done -> {}, failed);
        }
    }

    private void change(UnaryOperator<KeptFilters> change) {
        kept = change.apply(kept);
        var place = preferences;
        if (place != null) {
            background.call(() -> place.filters(change), done -> {}, failed);
        }
    }
}
