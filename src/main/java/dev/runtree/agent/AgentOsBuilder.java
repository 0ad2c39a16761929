package dev.runtree.agent;

import dev.runtree.agent.background.DurableHooks;
import dev.runtree.agent.background.RetryPolicy;
import dev.runtree.agent.hook.BackgroundHooks;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.pricing.Prices;
import dev.runtree.store.ApprovalQueue;
import dev.runtree.store.Database;
import dev.runtree.store.PausedRuns;
import dev.runtree.store.RunCopier;
import dev.runtree.store.SessionStore;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Builds an {@link AgentOs}. */
public final class AgentOsBuilder {
    private final Map<String, Component> components = new LinkedHashMap<>();
    private final Map<String, Definition> definitions = new HashMap<>();
    private @Nullable Consumer<AgentEvent> continued;
    private boolean takesUp = true;
    private @Nullable Database db;
    private @Nullable Database traceDb;
    private boolean tracing = true;
    private final List<SpanExporter> exporters = new ArrayList<>();
    private boolean ownTraces;
    private boolean copies = true;
    private RetryPolicy hookRetries = RetryPolicy.DEFAULT;
    private Prices prices = Prices.builtIn();

    AgentOsBuilder() {}

    public AgentOsBuilder agents(Agent... values) {
        return components(values);
    }

    /** Whatever can be run. */
    public AgentOsBuilder components(Component... values) {
        for (var component : values) {
            if (components.putIfAbsent(component.id(), component) != null) {
                throw new IllegalArgumentException("two agents have the id \"" + component.id() + "\"");
            }
        }
        return this;
    }

    /** What files describe: a run of theirs that waits can be taken up by whoever has the same file. */
    public AgentOsBuilder files(AgentFile... values) {
        for (var file : values) {
            components(file.component());
            definitions.put(file.component().id(), file.definition());
        }
        return this;
    }

    /**
     * Is told what happens in runs that go on here by themselves, once what they waited for was decided.
     *
     * @param listener called on a thread of each run
     */
    public AgentOsBuilder continued(Consumer<AgentEvent> listener) {
        continued = listener;
        return this;
    }

    /**
     * Whether runs that waited go on here by themselves; they do unless this is {@code false}. Then {@link AgentOs#goOn} goes on
     * with one.
     */
    public AgentOsBuilder takesUp(boolean value) {
        takesUp = value;
        return this;
    }

    /** Where everything is stored that is not stored elsewhere: approvals, audit and runs that wait among it. */
    public AgentOsBuilder db(Database value) {
        db = value;
        return this;
    }

    /**
     * Where spans and runs are stored; {@code null} for the same database as all else. Where it is another one than {@link
     * #db}, that is opened by {@link Database#openPrimary}, and has the sessions of all runs copied to it, about a second
     * behind: no run waits for it.
     */
    public AgentOsBuilder traceDb(@Nullable Database value) {
        traceDb = value;
        return this;
    }

    /**
     * Whether sessions are copied from {@link #traceDb} to {@link #db} here; they are unless this is {@code false}, which is for
     * programs that copy them for several applications.
     */
    public AgentOsBuilder copies(boolean value) {
        copies = value;
        return this;
    }

    /** Whether runs are recorded; they are unless this is {@code false}. */
    public AgentOsBuilder tracing(boolean value) {
        tracing = value;
        return this;
    }

    /**
     * Sends a copy of what is recorded elsewhere as well, such as by {@code OtlpHttpSpanExporter}; may be called any number of
     * times. The database comes first: a span is copied once it has ended and is stored, and an exporter that fails, hangs or
     * is slow delays nothing, neither runs nor the database. What it has not taken when 20,000 spans wait for it is left out
     * of its copy, and the log says so. It is shut down with this application. While {@link #tracing} is off there is nothing
     * to copy.
     */
    public AgentOsBuilder exporter(SpanExporter value) {
        exporters.add(value);
        return this;
    }

    /**
     * Whether each run begins a trace of its own, with a link to the span of the host application in which it was started.
     * Unless this is {@code true}, a run that is started inside such a span is a part of that trace, as its child.
     */
    public AgentOsBuilder ownTraces(boolean value) {
        ownTraces = value;
        return this;
    }

    /** How often and how long hooks in the background are tried; five times in a minute and a half unless another is set. */
    public AgentOsBuilder hookRetries(RetryPolicy value) {
        hookRetries = value;
        return this;
    }

    /** What model calls cost; the list prices that come along unless others are set. */
    public AgentOsBuilder prices(Prices value) {
        prices = value;
        return this;
    }

    /**
     * Opens the application.
     *
     * @throws IllegalStateException when runs are to be recorded, and there is no database for it
     * @throws IllegalArgumentException when hooks in the background could not be told apart
     */
    public AgentOs build() {
        Components.checkHooks(components.values());
        var traces = traceDb == null ? db : traceDb;
        if (tracing && traces == null) {
            throw new IllegalStateException("tracing needs a database: set db or traceDb, or tracing(false)");
        }
        var recorder = tracing && traces != null ? Recorder.to(traces, prices, exporters, ownTraces) : Recorder.off();
        var all = new LinkedHashMap<>(components);
        var vectors = db;
        if (vectors != null) {
            all.values().stream()
                    .flatMap(Components::all)
                    .forEach(component -> Components.sources(component).offer(vectors));
        }
        var primary = db == null ? traceDb : db;
        var sessions = new Sessions(primary == null ? null : new SessionStore(primary));
        var engine = new Engine(all, recorder, sessions, this::background);
        var runs = primary == null ? null : new PausedRuns(primary);
        var holds = new Holds(recorder, definitions, runs);
        var pauses = new Pauses(engine);
        if (primary == null || runs == null) {
            return new AgentOs(all, engine, pauses, holds, null, null, copier());
        }
        var continuing = new Continuing(engine, pauses, holds, runs, all, runners(), continued);
        if (takesUp && components.values().stream().anyMatch(Components::asksForApproval)) {
            continuing.start(primary);
        }
        return new AgentOs(all, engine, pauses, holds, continuing, new ApprovalQueue(primary), copier());
    }

    private List<PausedRuns.Runner> runners() {
        return components.keySet().stream()
                .map(id -> {
                    var definition = definitions.get(id);
                    return new PausedRuns.Runner(id, definition == null ? null : definition.digest());
                })
                .toList();
    }

    private BackgroundHooks background(BackgroundHooks.Caller caller) {
        var any = components.values().stream()
                .flatMap(Components::all)
                .anyMatch(component -> Components.hooks(component).hasBackground());
        return db != null && any ? DurableHooks.open(db, caller, hookRetries) : new HooksAtOnce(caller);
    }

    /** Of what was recorded in a database of its own; {@code null} where there is one database. */
    private @Nullable RunCopier copier() {
        return copies && tracing && db != null && traceDb != null && db != traceDb ? new RunCopier(traceDb, db) : null;
    }
}
