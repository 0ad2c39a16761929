package dev.runtree.ui.check;

import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Job;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks at the files of cases, one look at a time, and tells of what has changed. */
final class CaseReading {
    private final Background background;
    private final CasePlaces places;
    private final Consumer<List<CaseFile>> read;
    private List<CaseFile> known = List.of();
    private @Nullable Job job;
    private boolean isBehind;

    /** @param read told of all files when one has changed, on the JavaFX thread */
    CaseReading(Background background, CasePlaces places, Consumer<List<CaseFile>> read) {
        this.background = background;
        this.places = places;
        this.read = read;
    }

    void look() {
        if (job != null) {
            isBehind = true;
            return;
        }
        var from = places.all();
        var before = known;
        job = background.call(() -> CaseShelf.read(from, before), this::came, why -> came(before));
    }

    private void came(List<CaseFile> files) {
        job = null;
        known = files;
        read.accept(files);
        if (isBehind) {
            isBehind = false;
            look();
        }
    }
}
