package dev.runtree.provenance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a value comes from. */
public sealed interface Answer {

    /** It was said: the first time. */
    record Exact(Found found) implements Answer {}

    /** The first to say it was the model itself. */
    record OwnWords(Found found) implements Answer {}

    /** It was said as a part of something longer: {@code example.com} of an address, a day of a stretch of days. */
    record PartOf(Found found) implements Answer {}

    /** It was said, written otherwise: {@code 250k}, {@code 5.25 %}, {@code LH 1171} of {@code LH1171}. */
    record Rewritten(Found found) implements Answer {}

    /** It was said nowhere, but something that shares its digits or words was, or may mean it. */
    record Near(Found found) implements Answer {}

    /** It is put together: some of its parts were said, others perhaps not. */
    record Composed(List<Piece> pieces) implements Answer {
        public Composed {
            pieces = List.copyOf(pieces);
        }

        /** The parts that nobody had said. */
        public List<String> added() {
            return pieces.stream()
                    .filter(piece -> piece.found() == null)
                    .map(Piece::text)
                    .toList();
        }
    }

    /**
     * A part of a value.
     *
     * @param found {@code null} when nobody had said it
     */
    record Piece(String text, @Nullable Found found) {}

    /** It stands in nothing that the model had seen. */
    record Nowhere() implements Answer {}

    /** It stands in nothing that the model had seen, nor in what it asked for: the program set it. */
    record NotAsked() implements Answer {}

    /** It was not found, but not all that the model had seen can be looked through. */
    record Unknown(Why why) implements Answer {}

    /** What cannot be looked through. */
    enum Why {
        /** What went into the call of the model is not recorded, or the call itself is not. */
        NOT_RECORDED,
        /** There was an image, a sound or a file. */
        MEDIA,
        /** A text is longer than what is looked through of one. */
        CUT
    }
}
