package dev.runtree.ui.run;

import java.util.BitSet;
import java.util.function.BiConsumer;
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

    /** @param handler told of the spans that are looked at, {@code null} for all, whenever that is found anew */
    void onApplied(BiConsumer<SpanForest, @Nullable BitSet> handler) {
        told = handler;
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
