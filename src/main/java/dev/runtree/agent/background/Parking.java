package dev.runtree.agent.background;

import dev.runtree.agent.hook.BackgroundEvent;
import dev.runtree.agent.secret.Retold;
import dev.runtree.store.ParkedHook;
import dev.runtree.store.ParkedHooks;
import dev.runtree.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where events go that cannot be worked off, and come from when somebody says so. */
final class Parking {
    private static final Logger LOG = LoggerFactory.getLogger(Parking.class);

    private final ParkedHooks rows;

    Parking(ParkedHooks rows) {
        this.rows = rows;
    }

    interface Keeper {
        /** @throws IOException when it cannot be kept */
        void keep(EventForm.Kept event) throws IOException;
    }

    /** @return whether it is parked; it is not while the database is away */
    boolean park(BackgroundEvent event, int tries, Throwable failure) {
        try {
            rows.park(ParkedHook.of(
                    event.id(),
                    event.hook(),
                    event.on(),
                    event.run(),
                    tries,
                    Retold.typeOf(failure) + ": " + HookCall.message(failure),
                    EventForm.text(event),
                    event.at()));
            LOG.warn("The background hook {} is given up after {} tries and parked", event.hook(), tries);
            return true;
        } catch (StoreException | IOException e) {
            LOG.warn("The background hook {} could not be parked: {}", event.hook(), e.getMessage(), e);
            return false;
        }
    }

    /** Takes those that are to be tried again. */
    void takeBack(Predicate<BackgroundEvent> mine, Keeper keeper) {
        rows.take(row -> {
            try {
                var event = EventForm.read(row.event().getBytes(StandardCharsets.UTF_8));
                if (mine.test(event.event())) {
                    keeper.keep(event);
                    return true;
                }
            } catch (IOException e) {
                LOG.warn("The parked event {} of the hook {} cannot be taken", row.eventId(), row.hook(), e);
            }
            return false;
        });
    }

    /**
     * It is worked off. Nothing happens when it was never parked.
     *
     * @throws StoreException when the database is away
     */
    void done(BackgroundEvent event) {
        rows.done(event.id());
    }
}
