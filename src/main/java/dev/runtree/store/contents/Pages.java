package dev.runtree.store.contents;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a trace's pieces lie that spans of one day say: in contents that are stored, and in those that come with the spans. */
final class Pages {
    private final String traceId;
    private final LocalDate day;
    private final Map<UUID, Place> places = new HashMap<>();
    private final List<ContentRow> rows = new ArrayList<>();
    private Page page = new Page();
    private boolean isEmpty = true;

    Pages(String traceId, LocalDate day) {
        this.traceId = traceId;
        this.day = day;
    }

    /** A piece that is stored. */
    void put(UUID piece, Place place) {
        places.put(piece, place);
    }

    /** Sees to it that the piece lies somewhere; see {@link Page#lay}. */
    void lay(Said piece, @Nullable Said before, String gap) {
        if (places.containsKey(piece.hash()) || page.has(piece.hash())) {
            return;
        }
        // A page is read as a whole: a large piece beside small ones would make each of them dear.
        if (page.isFull() || piece.text().length() >= Page.FULL) {
            close();
        }
        page.lay(piece, before, gap);
        isEmpty = false;
    }

    /** No further piece is laid. */
    void close() {
        if (!isEmpty) {
            rows.add(page.close(hash -> new ContentKey(traceId, hash, day), places::put));
            page = new Page();
            isEmpty = true;
        }
    }

    /** Of a piece that was laid. */
    Place place(Said piece) {
        return Objects.requireNonNull(places.get(piece.hash()));
    }

    Map<UUID, Place> places() {
        return places;
    }

    /** The new ones. */
    List<ContentRow> rows() {
        return rows;
    }
}
