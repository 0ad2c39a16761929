package dev.runtree.agent.demo;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.AgentOs;
import dev.runtree.agent.Component;
import dev.runtree.agent.RunOutput;
import dev.runtree.agent.RunRequest;
import dev.runtree.agent.Team;
import dev.runtree.agent.TeamMember;
import dev.runtree.agent.model.Models;
import dev.runtree.model.Figures;
import dev.runtree.store.Databases;
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
    public static List<RunOutput> run(Databases databases, Consumer<String> progress) {
        return run(databases, null, progress);
    }

    /**
     * @param model {@code provider:name} of the model that plays all agents in place of the scripts; {@code null} for the scripts
     * @throws dev.runtree.agent.model.BadModel when it cannot be used
     */
    public static List<RunOutput> run(Databases databases, @Nullable String model, Consumer<String> progress) {
        var real = model == null ? null : Models.here().open(model);
        var team = TeamFiles.write(databases.primary().home(), model);
        var sessions = DemoSession.all(LocalDateTime.now(ZoneId.systemDefault()).format(TURN));
        try (var rules = TravelGuide.unpacked();
                var agentOs = open(databases, team, new TravelDesk(real, rules.folder()));
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

    private static AgentOs open(Databases databases, AgentFile team, TravelDesk desk) {
        return AgentOs.builder()
                .files(team)
                .components(members(team).toArray(Component[]::new))
                .components(desk.others().toArray(Component[]::new))
                .db(databases.primary())
                .traceDb(databases.traces())
                .copies(false)
                .build();
    }

    private static List<Component> members(AgentFile team) {
        return ((Team) team.component())
                .members().stream().map(TeamMember::component).toList();
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
        return output.componentId() + " for " + user + ": " + output.status().word() + " in "
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
