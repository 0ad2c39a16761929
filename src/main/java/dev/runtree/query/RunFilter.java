package dev.runtree.query;

import java.util.List;

/** Which runs are wanted: {@code key:value} terms and words, all of which must hold. */
public record RunFilter(List<String> terms) {
    public static final RunFilter ALL = new RunFilter(List.of());

    /** @throws BadFilter with the place of the mistake and what was expected there */
    public static RunFilter parse(String text) {
        throw new UnsupportedOperationException(text);
    }
}
