package dev.runtree.agent;

import dev.runtree.agent.trace.Recorder;
import dev.runtree.pricing.Prices;
import dev.runtree.store.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AgentOs}. */
public final class AgentOsBuilder {
    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private @Nullable Database db;
    private @Nullable Database traceDb;
    private boolean tracing = true;
    private Prices prices = Prices.builtIn();

    AgentOsBuilder() {}

    public AgentOsBuilder agents(Agent... values) {
        for (var agent : values) {
            if (agents.putIfAbsent(agent.id(), agent) != null) {
                throw new IllegalArgumentException("two agents have the id \"" + agent.id() + "\"");
            }
        }
        return this;
    }

    /** Where everything is stored that is not stored elsewhere. */
    public AgentOsBuilder db(Database value) {
        db = value;
        return this;
    }

    /** Where spans and runs are stored; {@code null} for the same database as all else. */
    public AgentOsBuilder traceDb(@Nullable Database value) {
        traceDb = value;
        return this;
    }

    /** Whether runs are recorded; they are unless this is {@code false}. */
    public AgentOsBuilder tracing(boolean value) {
        tracing = value;
        return this;
    }

    /** What model calls cost; the list prices that come along unless others are set. */
    public AgentOsBuilder prices(Prices value) {
        prices = value;
        return this;
    }

    public AgentOs build() {
        var traces = traceDb == null ? db : traceDb;
        if (tracing && traces == null) {
            throw new IllegalStateException("tracing needs a database: set db or traceDb, or tracing(false)");
        }
        return new AgentOs(
                new LinkedHashMap<>(agents), tracing && traces != null ? Recorder.to(traces, prices) : Recorder.off());
    }
}
