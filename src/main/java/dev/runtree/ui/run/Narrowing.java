package dev.runtree.ui.run;

import dev.runtree.model.Span;
import java.util.BitSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which spans of the run that is shown have rows, by a {@link RowScope} that stays from run to run. */
final class Narrowing {
    private RowScope scope = RowScope.ALL;
    private RowScope.@Nullable Shown shown;
    private BiConsumer<SpanForest, @Nullable BitSet> told = (forest, asked) -> {};

    RowScope scope() {
        return scope;
    }

    void set(RowScope wanted) {
        scope = wanted;
    }

    void apply(RunRows rows) {
        shown = scope.of(rows.forest());
        rows.show(shown == null ? null : shown.shown());
        told.accept(rows.forest(), matching());
    }

    /**
     * @param handler told whether a span is looked at, by a test for any thread, whenever that is found anew; {@code null} when
     *     all are
     */
    void onApplied(Consumer<@Nullable Predicate<Span>> handler) {
        told = (forest, matching) ->
                handler.accept(matching == null ? null : asked(forest, BitSet.valueOf(matching.toLongArray())));
    }

    private static Predicate<Span> asked(SpanForest forest, BitSet asked) {
        return span -> forest.indexOf(span.id()) >= 0 && asked.get(forest.indexOf(span.id()));
    }

    /** Lets in a span that the scope hides, because it was asked for by itself. */
    void admit(RunRows rows, int span) {
        if (shown != null && !shown.shown().get(span)) {
            shown.admit(rows.forest(), span);
            rows.show(shown.shown());
        }
    }

    /** {@code null} when all spans are shown. */
    RowScope.@Nullable Shown shown() {
        return shown;
    }

    /** The spans that are looked at; {@code null} for all. */
    @Nullable BitSet matching() {
        return shown == null ? null : shown.matching();
    }

    /** Whether a span is only there for what lies beneath it. */
    boolean isContext(int span) {
        return shown != null && !shown.matching().get(span);
    }
}
