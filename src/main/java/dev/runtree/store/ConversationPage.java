package dev.runtree.store;

import dev.runtree.store.RunPage.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some sessions or users, newest first. As a {@link RunPage} it has fewer than were asked for when looking for them took long.
 *
 * @param next behind what the next page begins; {@code null} when nothing is left
 */
public record ConversationPage(
        List<Conversation> found, @Nullable Place next) {
    public ConversationPage {
        found = List.copyOf(found);
    }
}
