package dev.runtree.replay.many;

import dev.runtree.agent.model.Models;
import dev.runtree.pricing.Prices;
import dev.runtree.replay.Lacks;
import dev.runtree.replay.live.Bounds;
import dev.runtree.replay.live.CannotFork;
import dev.runtree.replay.live.Fork;
import dev.runtree.replay.live.LiveReplay;
import dev.runtree.replay.live.ToolSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of many replays before they begin. Each line tells its run.
 *
 * @param replays how many there will be
 * @param possible how many of them can begin
 * @param estimate what they cost in US dollars, if models use what they used when it was recorded; without those of which nobody
 *     can tell
 * @param untold how many these are
 * @param models why a model that was named cannot be asked, a line each
 * @param runs why a run cannot be replayed, a line each
 * @param lacks what else the records lack, and what cannot be sent as it was, a line each
 */
public record ManyOutlook(
        int replays,
        int possible,
        BigDecimal estimate,
        int untold,
        List<String> models,
        List<String> runs,
        List<String> lacks) {

    /** Of replays from the records, one of each run. */
    public static ManyOutlook recorded(List<ReadRun> all) {
        var told = new Lines();
        var possible = 0;
        for (var read : all) {
            var grave = read.record() == null ? null : read.record().lacks().grave();
            if (grave == null) {
                told.run(read, String.valueOf(read.problem()));
            } else if (!grave.isNone()) {
                grave.lines().forEach(line -> told.run(read, line));
            } else {
                told.lacks(read);
                possible++;
            }
        }
        return told.outlook(all.size(), possible, BigDecimal.ZERO, 0);
    }

    /**
     * Of live ones.
     *
     * @param named the models that are asked; {@code null} for the recorded ones
     * @param times how often each is
     * @param limits for all together
     */
    public static ManyOutlook live(
            List<ReadRun> all,
            List<@Nullable String> named,
            int times,
            ManyLimits limits,
            Models models,
            Prices prices,
            ToolSettings tools) {
        var told = new Lines();
        var possible = 0;
        var untold = 0;
        var estimate = BigDecimal.ZERO;
        var forks = told.forks(all);
        for (var model : named) {
            for (var one : forks) {
                var fork = one.fork();
                var bounds = new Bounds(Bounds.stepsFor(fork), limits.cost(), limits.time());
                try {
                    var replay = LiveReplay.prepare(fork, model, models, tools, bounds, prices);
                    replay.notes().forEach(note -> told.lack(one.read(), note));
                    var cost = replay.estimate();
                    possible += times;
                    untold += cost.isEmpty() ? times : 0;
                    estimate = estimate.add(cost.orElse(BigDecimal.ZERO).multiply(BigDecimal.valueOf(times)));
                } catch (CannotFork e) {
                    if (model != null) {
                        told.models.add(e.why());
                        break;
                    }
                    told.run(one.read(), e.why());
                }
            }
        }
        return told.outlook(all.size() * named.size() * times, possible, estimate, untold);
    }

    /** Whether all that was asked for can begin, as far as anybody knows. */
    public boolean canBegin() {
        return possible > 0 && models.isEmpty();
    }

    private record Forked(ReadRun read, Fork fork) {}

    private static final class Lines {
        private final LinkedHashSet<String> models = new LinkedHashSet<>();
        private final LinkedHashSet<String> runs = new LinkedHashSet<>();
        private final LinkedHashSet<String> lacks = new LinkedHashSet<>();

        /** Those of the runs that can be asked again. */
        private List<Forked> forks(List<ReadRun> all) {
            var forks = new ArrayList<Forked>();
            for (var read : all) {
                var record = read.record();
                try {
                    if (record == null) {
                        run(read, String.valueOf(read.problem()));
                    } else {
                        forks.add(new Forked(read, ManyReplays.Forking.WHOLE.of(record)));
                        lacks(read);
                    }
                } catch (CannotFork e) {
                    run(read, e.why());
                }
            }
            return forks;
        }

        private void run(ReadRun read, String line) {
            runs.add(read.told() + ": " + line);
        }

        private void lack(ReadRun read, String line) {
            lacks.add(read.told() + ": " + line);
        }

        private void lacks(ReadRun read) {
            var record = read.record();
            (record == null ? new Lacks(List.of()) : record.lacks()).lines().forEach(line -> lack(read, line));
        }

        private ManyOutlook outlook(int replays, int possible, BigDecimal estimate, int untold) {
            return new ManyOutlook(
                    replays,
                    possible,
                    estimate,
                    untold,
                    new ArrayList<>(models),
                    new ArrayList<>(runs),
                    new ArrayList<>(lacks));
        }
    }
}
