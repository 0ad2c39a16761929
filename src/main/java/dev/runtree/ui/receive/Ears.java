package dev.runtree.ui.receive;

import dev.runtree.otlp.OtlpReader;
import dev.runtree.otlp.SpanLogs;
import dev.runtree.pricing.Prices;
import dev.runtree.receive.endpoint.CannotListen;
import dev.runtree.receive.endpoint.Endpoint;
import dev.runtree.receive.endpoint.EndpointOptions;
import dev.runtree.receive.endpoint.FreePorts;
import dev.runtree.receive.endpoint.Owner;
import dev.runtree.receive.endpoint.PortTaken;
import dev.runtree.settings.Receiving;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.Database;
import dev.runtree.store.SpanWriter;
import dev.runtree.store.StoreException;
import dev.runtree.store.WriteAccess;
import dev.runtree.store.WriteStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An endpoint and the writer behind it, open as long as both are. Opening and closing take their time. */
final class Ears implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Ears.class);

    private final Database database;
    private final SpanWriter writer;
    private final Endpoint endpoint;

    private Ears(Database database, SpanWriter writer, Endpoint endpoint) {
        this.database = database;
        this.writer = writer;
        this.endpoint = endpoint;
    }

    /** What came of opening them. */
    sealed interface Outcome {
        record Open(Ears ears) implements Outcome {}

        record Not(ReceptionState why) implements Outcome {}
    }

    static Outcome open(RuntreeHome home, Database database, Receiving how) {
        try {
            var obstacle = WriteAccess.obstacle(database);
            return obstacle == null ? listen(home, database, how) : unable(obstacle);
        } catch (StoreException e) {
            return unable(String.valueOf(e.getMessage()));
        }
    }

    private static Outcome listen(RuntreeHome home, Database database, Receiving how) {
        var prices = Prices.of(home.pricesFile(), mistake -> log.warn("{}", mistake));
        var writer = new SpanWriter(database, new SpanLogs(prices));
        var options = EndpointOptions.DEFAULT.ports(how.httpPort(), how.grpcPort());
        try {
            var endpoint = Endpoint.start(options, home, Owner.WINDOW, new OtlpReader(prices), Endpoint.into(writer));
            return new Outcome.Open(new Ears(database, writer, endpoint));
        } catch (PortTaken taken) {
            writer.close();
            return new Outcome.Not(taken(taken, how));
        } catch (CannotListen e) {
            writer.close();
            return unable(String.valueOf(e.getMessage()));
        }
    }

    private static ReceptionState taken(PortTaken taken, Receiving how) {
        var holder = taken.holder();
        return new ReceptionState.Taken(
                taken.port(),
                holder == null ? null : holder.words(),
                holder != null && holder.owner() != null,
                FreePorts.beside(how.httpPort(), how.grpcPort()).orElse(null));
    }

    private static Outcome unable(String reason) {
        return new Outcome.Not(new ReceptionState.Unable(reason));
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** How what they hear gets into the database. */
    WriteStatus writing() {
        return writer.status();
    }

    /** Calls the watcher after each request, and when the database goes or comes; on any thread. */
    void onChange(Runnable watcher) {
        endpoint.onChange(watcher);
        writer.onChange(watcher);
    }

    boolean storeIn(@Nullable Database other) {
        return database == other;
    }

    /** Answers what was let in, stores it, and gives up the ports; leaves the database open. */
    @Override
    public void close() {
        endpoint.close();
        writer.close();
    }
}
