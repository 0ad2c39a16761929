package dev.runtree.store;

import dev.runtree.model.ConversationId;
import org.jspecify.annotations.Nullable;

/**
 * A session or a user in a list.
 *
 * @param turns runs that were started by no other run of it, counted up to {@link ConversationQueries#COUNTED}
 * @param more whether there are more turns than were counted; then the sums are of the newest
 * @param sessions how many sessions the turns belong to
 * @param errors failures in these turns
 * @param input what was asked: in a session first, by a user last; {@code null} when no run says
 * @param user whose it is, as its newest turn says
 * @param lastNanos when its newest turn began, nanoseconds since 1970-01-01T00:00Z
 * @param matchNanos when the newest of its runs that match the filter began: by this the list is ordered
 */
public record Conversation(
        ConversationId id,
        int turns,
        boolean more,
        int sessions,
        long errors,
        @Nullable String input,
        @Nullable String user,
        long lastNanos,
        long matchNanos) {}
