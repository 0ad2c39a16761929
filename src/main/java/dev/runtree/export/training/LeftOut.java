package dev.runtree.export.training;

import org.jspecify.annotations.Nullable;

/**
 * Something that was not written.
 *
 * @param id the run's or the call's, as a line would have it
 * @param session that it belongs to
 */
public record LeftOut(Reason reason, String id, @Nullable String session) {}
