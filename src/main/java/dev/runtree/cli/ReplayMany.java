package dev.runtree.cli;

import dev.runtree.agent.AgentFile;
import dev.runtree.agent.model.Models;
import dev.runtree.agent.run.Cancellation;
import dev.runtree.agent.trace.Recorder;
import dev.runtree.model.Figures;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.query.RunFilter;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.edit.EditFile;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.replay.live.LiveTools;
import dev.runtree.replay.live.MissingCall.Decision;
import dev.runtree.replay.live.StepNamed;
import dev.runtree.replay.live.ToolSettings;
import dev.runtree.replay.many.AttemptResult;
import dev.runtree.replay.many.ManyLimits;
import dev.runtree.replay.many.ManyReplays;
import dev.runtree.store.Database;
import dev.runtree.store.RunPage.Place;
import dev.runtree.store.RunQueries;
import dev.runtree.store.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code replay} that asks again in many runs, of many models, or many times. */
final class ReplayMany {
    private final Program program;
    private final LiveOptions live;
    private final ManyOptions many;
    private final boolean json;

    ReplayMany(Program program, LiveOptions live, ManyOptions many, boolean json) {
        this.program = program;
        this.live = live;
        this.many = many;
        this.json = json;
    }

    void run(Database database, List<String> words) {
        var queries = new RunQueries(database);
        var runs = runs(queries, words);
        List<@Nullable String> models =
                live.models().isEmpty() ? Collections.singletonList(null) : new ArrayList<>(live.models());
        var attempts = ManyReplays.attempts(runs, models, many.times());
        before(runs, attempts.size());
        var agent = live.agent();
        var cancellation = new Cancellation();
        try (var tools = agent == null ? LiveTools.none() : LiveTools.of(AgentFile.read(agent, live.model()));
                var recorder = Recorder.ofReplays(database, program.prices())) {
            var settings = new ToolSettings(
                    tools,
                    live.runsTools(),
                    !live.strict(),
                    (tool, arguments) -> live.yes(),
                    call -> new Decision.Stop());
            Ending.cancels(cancellation);
            var replays = new ManyReplays(
                    queries,
                    recorder,
                    Models.here(),
                    program.prices(),
                    settings,
                    new ManyLimits(live.maxSteps(), live.maxCost(), live.maxTime()),
                    this::fork);
            var told = new ManyResults(program, json, attempts.size());
            after(replays.make(attempts, told::tell, cancellation), told, cancellation);
        }
    }

    private List<Run> runs(RunQueries queries, List<String> words) {
        var filter = many.each();
        if (filter == null) {
            var named = new NamedRun(queries);
            return words.stream().map(word -> named.find(word).run()).distinct().toList();
        }
        var found = found(queries, FilterWords.parse(withoutReplays(filter)));
        if (found.isEmpty()) {
            throw new Failure("No run matches " + filter + ".");
        }
        if (found.size() > ManyReplays.MOST_RUNS) {
            throw new Failure("More than " + ManyReplays.MOST_RUNS + " runs match " + filter + ". Narrow the filter.");
        }
        return found;
    }

    /** What was a replay itself is meant only where the filter says so: else the same command would find more each time. */
    private static String withoutReplays(String filter) {
        return filter.contains("source:") ? filter : "(" + filter + ") NOT source:replay";
    }

    private static List<Run> found(RunQueries queries, RunFilter filter) {
        var runs = new ArrayList<Run>();
        if (filter.hasWords()) {
            queries.search(filter, ManyReplays.MOST_RUNS + 1, new Search.Listener() {
                        @Override
                        public void found(Search.Hit hit) {
                            runs.add(hit.run());
                        }

                        @Override
                        public void progress(Search.Progress progress) {}
                    })
                    .fetch();
            return runs;
        }
        Place place = null;
        do {
            var page = queries.runs(filter, place, ManyReplays.MOST_RUNS + 1 - runs.size())
                    .fetch();
            runs.addAll(page.runs());
            place = page.next();
        } while (place != null && runs.size() <= ManyReplays.MOST_RUNS);
        return runs;
    }

    private Fork fork(RecordedRun record) {
        var plan = new ForkPlan(record);
        var edit = live.edit() == null ? null : EditFile.open(live.edit());
        var named = live.from() == null && edit != null ? edit.step().orElse(null) : live.from();
        var leaving = plan.leaving(named == null ? null : StepNamed.in(record, named));
        return plan.fork(leaving, edit == null ? null : edit.read(plan.editable(leaving)));
    }

    /** What it will come to at most, before anybody is asked. */
    private void before(List<Run> runs, int attempts) {
        if (json) {
            return;
        }
        var cost = live.maxCost();
        var time = live.maxTime();
        program.out()
                .line("Replays " + Figures.counted(runs.size(), "run")
                        + (live.models().size() > 1 ? " with " + live.models().size() + " models each" : "")
                        + (many.times() > 1 ? ", " + many.times() + " times" : "") + ": "
                        + Figures.counted(attempts, "replay") + ", for "
                        + (cost == null
                                ? "whatever they cost (--max-cost sets a limit)"
                                : "$" + cost.toPlainString() + " at most")
                        + ", "
                        + (time == null
                                ? "as long as they take (--max-time sets a limit)"
                                : "within " + Figures.duration(time.toNanos()))
                        + ".");
        program.out().flush();
    }

    private void after(List<AttemptResult> results, ManyResults told, Cancellation cancellation) {
        told.summary(results);
        var bad = results.stream()
                .filter(result -> result.problem() != null
                        || result.run().map(run -> run.status() != RunStatus.OK).orElse(true))
                .count();
        if (cancellation.isCancelled()) {
            throw new Failure("Cancelled " + cancellation.reason() + ". " + undone(bad, results.size()));
        }
        if (bad > 0) {
            throw new Failure(undone(bad, results.size()));
        }
    }

    private static String undone(long bad, int all) {
        return Figures.count(bad) + " of " + Figures.counted(all, "replay") + " came to no answer.";
    }
}
