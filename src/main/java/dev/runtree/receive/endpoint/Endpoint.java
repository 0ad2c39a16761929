package dev.runtree.receive.endpoint;

import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.Received;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.SpanWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A running OTLP endpoint. What it receives is acknowledged once the sink says that it is stored; what waits meanwhile is
 * bounded, and senders are told to come back when it is too much.
 */
public final class Endpoint implements AutoCloseable {
    private final EndpointOptions options;
    private final Claims claims;
    private final Tally tally;
    private final Intake intake;
    private final Listener listener;
    private final List<Runnable> watchers;

    private Endpoint(
            EndpointOptions options,
            Claims claims,
            Tally tally,
            Intake intake,
            Listener listener,
            List<Runnable> watchers) {
        this.options = options;
        this.claims = claims;
        this.tally = tally;
        this.intake = intake;
        this.listener = listener;
        this.watchers = watchers;
    }

    /**
     * Opens the ports and begins to receive.
     *
     * @param home whose other processes shall know of it
     * @param reader reads what comes
     * @param sink stores, and completes when it is stored; may wait, and may fail with a
     *     {@link dev.runtree.store.StoreException}, of which the sender is told to try again
     * @throws PortTaken when somebody else has one of the ports; then none is open
     * @throws CannotListen when it cannot listen there at all
     */
    public static Endpoint start(
            EndpointOptions options,
            RuntreeHome home,
            Owner owner,
            OtlpReader reader,
            Function<Received, CompletableFuture<Void>> sink) {
        var watchers = new CopyOnWriteArrayList<Runnable>();
        var claims = new Claims(home);
        var room = new Room(options.limits().waiting());
        var tally = new Tally(room, () -> watchers.forEach(Runnable::run));
        var intake = new Intake(reader, options.limits(), sink);
        var front = new Front(options, room, intake, tally);
        try {
            var listener = Listener.open(options, claims, front, tally);
            claims.make(listener.ports(), owner);
            return new Endpoint(options, claims, tally, intake, listener, watchers);
        } catch (CannotListen e) {
            intake.close();
            throw e;
        }
    }

    /** What stores all that is received. */
    public static Function<Received, CompletableFuture<Void>> into(SpanWriter writer) {
        return received -> writer.submit(received.spans(), received.logs());
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT} with OTLP/HTTP, such as {@code http://localhost:4318}. */
    public String httpAddress() {
        return "http://" + host() + ":" + listener.httpPort();
    }

    /** For {@code OTEL_EXPORTER_OTLP_ENDPOINT} with gRPC, such as {@code http://localhost:4317}. */
    public String grpcAddress() {
        return "http://" + host() + ":" + listener.grpcPort();
    }

    private String host() {
        var bind = options.bind();
        if (bind == null) {
            return "localhost";
        }
        return bind.contains(":") ? "[" + bind + "]" : bind;
    }

    public int httpPort() {
        return listener.httpPort();
    }

    public int grpcPort() {
        return listener.grpcPort();
    }

    /** Whether senders have to know a token. */
    public boolean wantsToken() {
        return options.token() != null;
    }

    /** How it is doing now. */
    public EndpointStatus status() {
        return tally.status();
    }

    /** Calls the watcher after each request, on any thread; it must not wait. */
    public void onChange(Runnable watcher) {
        watchers.add(watcher);
    }

    /** Lets nobody in any more, finishes and answers what was let in, for half a minute at most, and gives up the ports. */
    @Override
    public void close() {
        listener.close();
        intake.close();
        claims.giveUp(listener.ports());
    }
}
