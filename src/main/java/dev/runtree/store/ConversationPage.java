package dev.runtree.store;

import dev.runtree.store.RunPage.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some sessions or users, newest first. As a {@link RunPage} it has fewer than were asked for when looking for them took long.
 *
 * @param next behind what the next page begins; {@code null} when nothing is left
 * @param looked how many runs were looked at one by one until these were found, about; none where an index finds them
 */
public record ConversationPage(
        List<Conversation> found, @Nullable Place next, long looked) {
    public ConversationPage {
        found = List.copyOf(found);
    }
}
