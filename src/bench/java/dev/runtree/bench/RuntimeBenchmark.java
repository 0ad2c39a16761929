package dev.runtree.bench;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.model.Model;
import dev.runtree.agent.tool.Tool;
import dev.runtree.settings.RuntreeHome;
import dev.runtree.store.spool.SpoolStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What recording costs a run of the embedded runtime that calls one tool, with a model that answers at once: beside the same
 * run unrecorded, in one process and in turn; and how many runs a second are made and stored, 32 at once.
 */
final class RuntimeBenchmark implements Section {
    private static final int WARM_UP = 4_000;
    private static final int RUNS = 1_000;
    private static final int AT_ONCE = 32;
    private static final int MANY = 20_000;
    private static final int SPANS_OF_RUN = 4;
    private static final double TARGET_MILLIS = 0.2;
    private static final double TARGET_RUNS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 50;

    private static final Kind LONE = new Kind("", false);
    private static final Kind CONVERSATION = new Kind(" in a session", true);

    private final Sizes sizes;
    /** Of all recorded runs until now. */
    private long spansMade;

    RuntimeBenchmark(Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "runtime";
    }

    /** The tool. */
    public static final class Adder {
        @Tool("Adds two numbers")
        public long add(long a, long b) {
            return a + b;
        }
    }

    /** Asks for the tool, and then says what it said. */
    private static final class AtOnce implements ChatModel {
        @Override
        public ChatResponse doChat(ChatRequest request) {
            var message = request.messages().getLast() instanceof ToolExecutionResultMessage result
                    ? AiMessage.from("It is " + result.text() + ".")
                    : AiMessage.from(ToolExecutionRequest.builder()
                            .id("call_1")
                            .name("add")
                            .arguments("{\"a\": 2, \"b\": 2}")
                            .build());
            return ChatResponse.builder()
                    .aiMessage(message)
                    .modelName("at-once")
                    .tokenUsage(new TokenUsage(120, 20))
                    .build();
        }
    }

    @Override
    public void run(Report report) throws Exception {
        var agent = Agent.builder("adder")
                .instructions("Use the tool to add numbers, and say what it said.")
                .model(Model.of("bench", "at-once", new AtOnce(), new StreamingChatModel() {}))
                .tools(new Adder())
                .build();
        try (var stand = new Stand(sizes.folder());
                var traced =
                        AgentOs.builder().agents(agent).db(stand.database()).build();
                var untraced = AgentOs.builder().agents(agent).tracing(false).build()) {
            for (var kind : List.of(LONE, CONVERSATION)) {
                alone(
                        report,
                        kind,
                        stand,
                        () -> traced.run(agent, kind.request()),
                        () -> untraced.run(agent, kind.request()));
                together(
                        report,
                        kind,
                        stand,
                        () -> traced.run(agent, kind.request()),
                        () -> untraced.run(agent, kind.request()));
            }
        }
    }

    /**
     * What runs belong to.
     *
     * @param words how the report says it
     * @param inSession whether each thread's runs are one session, in which each is shown what those before it said
     */
    private record Kind(String words, boolean inSession) {
        RunRequest request() {
            var request = RunRequest.of("What is two and two?").user("ana");
            return inSession ? request.session("s-" + Thread.currentThread().threadId()) : request;
        }
    }

    private void alone(Report report, Kind kind, Stand stand, Callable<RunOutput> traced, Callable<RunOutput> untraced)
            throws Exception {
        recorded(stand, traced, WARM_UP);
        times(untraced, WARM_UP);
        var with = new Medians();
        var without = new Medians();
        for (var round = 0; round < sizes.rounds() * 2; round++) {
            without.add(times(untraced, RUNS));
            with.add(recorded(stand, traced, RUNS));
        }
        var more = (with.median() - without.median()) / 1_000;
        report.figure(new Report.Figure(
                "a run of one tool call" + kind.words() + ", recorded",
                "<= 5 % or 0.2 ms more",
                Report.text("%.3f ms more (%.3f ms)", more, with.median() / 1_000),
                Report.text("not recorded %.3f ms", without.median() / 1_000),
                Report.text("%.2f", more / TARGET_MILLIS)));
    }

    /** As {@link #times}, after which all of it is in the database: nothing of it is still going on when the next begins. */
    private double recorded(Stand stand, Callable<RunOutput> run, int times) throws Exception {
        var median = times(run, times);
        awaitDrained(stand);
        count(stand, times);
        return median;
    }

    /** @return the median in microseconds */
    private static double times(Callable<RunOutput> run, int times) throws Exception {
        var taken = new Medians();
        var stored = new ArrayList<CompletableFuture<Void>>();
        RunOutput last = null;
        for (var i = 0; i < times; i++) {
            var begun = System.nanoTime();
            last = run.call();
            taken.add((System.nanoTime() - begun) / 1e3);
            stored.add(last.stored());
        }
        if (last == null || !last.content().equals("It is 4.")) {
            throw new IllegalStateException("the run did not do what it should: " + last);
        }
        CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).join();
        return taken.median();
    }

    private void together(
            Report report, Kind kind, Stand stand, Callable<RunOutput> traced, Callable<RunOutput> untraced)
            throws InterruptedException, ExecutionException, SQLException {
        stored(stand, traced);
        var with = new Medians();
        var without = new Medians();
        for (var round = 0; round < sizes.rounds(); round++) {
            var begun = System.nanoTime();
            many(untraced);
            without.add(perSecond(begun));
            with.add(stored(stand, traced));
        }
        report.figure(new Report.Figure(
                "runs of one tool call" + kind.words() + ", 32 at once, until the last span is stored",
                ">= 2,000 a second",
                Report.text("%,.0f runs/s (%s)", with.median(), with.spread()),
                Report.text("not recorded %,.0f runs/s", without.median()),
                Report.text("%.2f", with.median() / TARGET_RUNS)));
    }

    /** @return runs a second, until each of their spans is in the database */
    private double stored(Stand stand, Callable<RunOutput> traced)
            throws InterruptedException, ExecutionException, SQLException {
        var begun = System.nanoTime();
        many(traced);
        awaitDrained(stand);
        var rate = perSecond(begun);
        count(stand, MANY);
        return rate;
    }

    /** What went by the spool is acknowledged while it is still on disk. */
    private static void awaitDrained(Stand stand) throws InterruptedException {
        var home = new RuntreeHome(stand.home());
        var begun = System.nanoTime();
        for (var left = SpoolStatus.of(home).spans();
                left > 0;
                left = SpoolStatus.of(home).spans()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new IllegalStateException(left + " spans are still in the spool");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /**
     * Makes sure that the spans of all runs that were ever recorded here are in the database, each once.
     *
     * @param more runs that were recorded since the last time
     */
    private void count(Stand stand, int more) throws SQLException {
        spansMade += (long) more * SPANS_OF_RUN;
        var there = spans(stand);
        if (there != spansMade) {
            throw new IllegalStateException("stored are " + there + " spans, and not " + spansMade);
        }
    }

    private static double perSecond(long begun) {
        return MANY / ((System.nanoTime() - begun) / 1e9);
    }

    private static void many(Callable<RunOutput> run) throws InterruptedException, ExecutionException {
        var stored = new ArrayList<CompletableFuture<Void>>();
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var next = new AtomicInteger();
            var all = new ArrayList<Future<ArrayList<CompletableFuture<Void>>>>();
            for (var thread = 0; thread < AT_ONCE; thread++) {
                all.add(threads.submit(() -> {
                    var mine = new ArrayList<CompletableFuture<Void>>();
                    while (next.getAndIncrement() < MANY) {
                        mine.add(run.call().stored());
                    }
                    return mine;
                }));
            }
            for (var mine : all) {
                stored.addAll(mine.get());
            }
        }
        CompletableFuture.allOf(stored.toArray(CompletableFuture[]::new)).join();
    }

    private static long spans(Stand stand) throws SQLException {
        try (var connection = stand.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM runtree_spans")) {
            row.next();
            return row.getLong(1);
        }
    }
}
