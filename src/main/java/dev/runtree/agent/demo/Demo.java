package dev.runtree.agent.demo;

import dev.runtree.agent.Agent;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.model.Model;
import dev.runtree.model.Figures;
import dev.runtree.store.Database;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the demo's runs. Every call makes new ones. */
public final class Demo {
    private static final DateTimeFormatter TURN = DateTimeFormatter.ofPattern("MMdd-HHmmss");

    private Demo() {}

    /**
     * Runs the travel desk on its scripted models, which takes some seconds and costs nothing.
     *
     * @param progress told a line as each run ends, from several threads, one at a time
     * @return what came of the runs; all of them are committed
     * @throws dev.runtree.store.StoreException when they could not be stored
     */
    public static List<RunOutput> run(Database database, Consumer<String> progress) {
        return run(database, null, progress);
    }

    /** @param model plays all agents in place of the scripts; {@code null} for the scripts */
    public static List<RunOutput> run(Database database, @Nullable Model model, Consumer<String> progress) {
        var desk = new TravelDesk(model).agents().toArray(Agent[]::new);
        var sessions = DemoSession.all(LocalDateTime.now(ZoneId.systemDefault()).format(TURN));
        try (var agentOs = AgentOs.builder().agents(desk).db(database).build();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var lines = new Object();
            Consumer<String> inTurn = line -> {
                synchronized (lines) {
                    progress.accept(line);
                }
            };
            var running = sessions.stream()
                    .map(session -> threads.submit(() -> hold(agentOs, session, inTurn)))
                    .toList();
            var outputs = new ArrayList<RunOutput>();
            running.forEach(session -> outputs.addAll(result(session)));
            outputs.forEach(Demo::awaitStored);
            return outputs;
        }
    }

    private static List<RunOutput> hold(AgentOs agentOs, DemoSession session, Consumer<String> progress) {
        var outputs = new ArrayList<RunOutput>();
        for (var question : session.questions()) {
            var request = RunRequest.of(question.message()).user(session.user()).session(session.session());
            var output = question.streamed()
                    ? agentOs.run(question.agent(), request, event -> {})
                    : agentOs.run(question.agent(), request);
            outputs.add(output);
            progress.accept(line(session.user(), output));
        }
        return outputs;
    }

    private static String line(String user, RunOutput output) {
        return output.agentId() + " for " + user + ": " + output.status().word() + " in "
                + Figures.duration(output.duration().toNanos())
                + (output.error() == null ? "" : ", " + output.error());
    }

    private static void awaitStored(RunOutput output) {
        try {
            output.stored().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static List<RunOutput> result(Future<List<RunOutput>> session) {
        try {
            return session.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the demo was stopped", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
