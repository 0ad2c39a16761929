package dev.runtree.ui.receive;

import dev.runtree.receive.endpoint.EndpointStatus;
import dev.runtree.receive.endpoint.EndpointStatus.Refusal;
import dev.runtree.receive.endpoint.FreePorts;
import dev.runtree.settings.Receiving;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.WriteStatus;
import dev.runtree.ui.Preferences;
import dev.runtree.ui.background.Background;
import dev.runtree.ui.background.Calm;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives traces into the database that the window shows. What is wished for last is what holds: ports are opened and
 * closed in the background, one after the other, and a wish that a newer one has overtaken is passed over. Methods are for
 * the JavaFX thread, unless they say otherwise.
 */
public final class Reception {
    private static final EndpointStatus NOTHING_YET = new EndpointStatus(0, 0, 0, 0, null, null, null, 0);

    private static final Logger log = LoggerFactory.getLogger(Reception.class);

    private final Background background;
    private final RuntreeHome home;
    private final Preferences preferences;
    private final boolean still;
    private final Calm calm;
    private final ReadOnlyObjectWrapper<ReceptionState> state =
            new ReadOnlyObjectWrapper<>(new ReceptionState.NoDatabase());
    private final ReentrantLock changing = new ReentrantLock();

    /** Guarded by {@link #changing}. */
    private @Nullable Ears open;

    private volatile Wish wish;
    private @Nullable Ears shown;
    private @Nullable Refusal seen;

    /**
     * @param number tells it from an older one that is otherwise the same
     * @param database to receive into; {@code null} to receive nothing
     */
    private record Wish(long number, @Nullable Database database, Receiving how) {

        Wish next(@Nullable Database into, Receiving as) {
            return new Wish(number + 1, into, as);
        }
    }

    public Reception(Background background, Preferences preferences) {
        this(background, preferences, false);
    }

    /** For pictures: looks as if it listened, and does not. */
    public static Reception still(Background background, Preferences preferences) {
        return new Reception(background, preferences, true);
    }

    /** Whether the window is one for a picture, which does nothing but show. */
    public boolean isStill() {
        return still;
    }

    private Reception(Background background, Preferences preferences, boolean still) {
        this.background = background;
        this.preferences = preferences;
        home = preferences.home();
        this.still = still;
        calm = new Calm(background, this::show);
        wish = new Wish(0, null, preferences.now().receiving());
    }

    /** How receiving goes; changes four times a second at most. */
    public ReadOnlyObjectProperty<ReceptionState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** Tells of each state for as long as a node stands in a scene, and forgets it after that. */
    public void follow(Node node, Consumer<ReceptionState> show) {
        var there = node.sceneProperty().map(scene -> true).orElse(false);
        state.when(there).subscribe(show);
    }

    /** Where it listens, or would. */
    public Addresses addresses() {
        return state.get() instanceof ReceptionState.Listening now ? now.addresses() : Addresses.of(wish.how());
    }

    /** Whether the user wants it to listen at all. */
    public boolean isOn() {
        return wish.how().on();
    }

    /** Receives into another database from now on; {@code null} for none. */
    public void use(@Nullable Database database) {
        change(wish.next(database, wish.how()));
    }

    /** Switches it on or off, also for the next start. */
    public void turn(boolean on) {
        choose(wish.how().withOn(on));
    }

    /** Listens on other ports, also after the next start. */
    public void listenOn(FreePorts ports) {
        choose(wish.how().withPorts(ports.http(), ports.grpc()).withOn(true));
    }

    /** Tries once more. */
    public void retry() {
        change(wish.next(wish.database(), wish.how()));
    }

    /** Somebody has looked at what was refused. */
    public void look() {
        if (state.get() instanceof ReceptionState.Listening now) {
            seen = now.status().lastRefusal();
            show();
        }
    }

    private void choose(Receiving how) {
        background.call(
                () -> preferences.receiving(how), kept -> {}, failure -> log.warn("Not kept: {}", how, failure));
        change(wish.next(wish.database(), how));
    }

    private void change(Wish wanted) {
        wish = wanted;
        shown = null;
        if (still) {
            state.set(new ReceptionState.Listening(Addresses.of(wanted.how()), NOTHING_YET, false, nothingWaits()));
            return;
        }
        boolean wants = wanted.database() != null && wanted.how().on();
        state.set(wants ? new ReceptionState.Starting() : idle(wanted));
        background.call(() -> settle(wanted), outcome -> settled(wanted, outcome), failure -> failed(wanted, failure));
    }

    private WriteStatus nothingWaits() {
        return new WriteStatus(null, 0, 0, 0, null, 0, home.spool());
    }

    private static ReceptionState idle(Wish wish) {
        return wish.database() == null ? new ReceptionState.NoDatabase() : new ReceptionState.Off();
    }

    /** Opens and closes what the wish asks for, unless there is a newer one. */
    private Ears.Outcome settle(Wish wanted) {
        changing.lock();
        try {
            if (!wanted.equals(wish)) {
                return new Ears.Outcome.Not(new ReceptionState.Starting());
            }
            closeEars();
            var database = wanted.database();
            if (database == null || !wanted.how().on()) {
                return new Ears.Outcome.Not(idle(wanted));
            }
            var outcome = Ears.open(home, database, wanted.how());
            if (outcome instanceof Ears.Outcome.Open(Ears ears)) {
                open = ears;
                ears.onChange(calm::changed);
            }
            return outcome;
        } finally {
            changing.unlock();
        }
    }

    private void settled(Wish wanted, Ears.Outcome outcome) {
        if (!wanted.equals(wish)) {
            return;
        }
        switch (outcome) {
            case Ears.Outcome.Open(Ears ears) -> {
                shown = ears;
                seen = null;
                show();
            }
            case Ears.Outcome.Not(ReceptionState why) -> state.set(why);
        }
    }

    private void failed(Wish wanted, RuntimeException failure) {
        if (wanted.equals(wish)) {
            state.set(new ReceptionState.Unable(String.valueOf(failure.getMessage())));
        }
    }

    private void show() {
        var ears = shown;
        if (ears != null) {
            var status = ears.endpoint().status();
            var refusal = status.lastRefusal();
            boolean unseen = refusal != null && !refusal.equals(seen);
            state.set(new ReceptionState.Listening(Addresses.of(ears.endpoint()), status, unseen, ears.writing()));
        }
    }

    /**
     * Stops receiving into a database that is about to be closed: what was let in is stored and answered first. For other
     * threads than the JavaFX one; may wait.
     */
    public void leave(Database database) {
        changing.lock();
        try {
            if (open != null && open.storeIn(database)) {
                closeEars();
            }
        } finally {
            changing.unlock();
        }
    }

    private void closeEars() {
        var before = open;
        open = null;
        if (before != null) {
            before.close();
        }
    }
}
